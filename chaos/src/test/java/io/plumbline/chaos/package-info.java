/** A whole installation whose processes are killed and paused, again and again, while guarantees watch its log. */
package io.plumbline.chaos;
