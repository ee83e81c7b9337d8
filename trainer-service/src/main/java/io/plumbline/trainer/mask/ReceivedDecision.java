package io.plumbline.trainer.mask;

import io.plumbline.protocol.v1.MaskChange;

/**
 * A record of mask-changes and when it was read.
 *
 * @param record as the gate wrote it
 * @param seenNanos by {@link System#nanoTime}
 * @param offset in its partition
 */
public record ReceivedDecision(MaskChange record, long seenNanos, long offset) {

    long version() {
        return record.getChange().getVersion();
    }
}
