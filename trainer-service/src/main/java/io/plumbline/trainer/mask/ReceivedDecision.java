package io.plumbline.trainer.mask;

import io.plumbline.protocol.v1.MaskChange;

/**
 * A record of mask-changes and when it was read.
 *
 * @param record as the gate wrote it
 * @param seenNanos by {@link System#nanoTime}
 */
public record ReceivedDecision(MaskChange record, long seenNanos) {}
