/** Random numbers that the same seed gives on every machine. */
package io.plumbline.core.random;
