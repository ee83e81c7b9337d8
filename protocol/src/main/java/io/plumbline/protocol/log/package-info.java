/** Reading topics back: a stretch of a log, and its records as events of runs. */
package io.plumbline.protocol.log;
