/** Decisions of the gate, from the topic to the network: read, checked, applied at most once, answered. */
package io.plumbline.trainer.mask;
