package io.plumbline.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the gate has not read yet, at one moment. Immutable.
 *
 * @param records unread records by partition, at least 0
 * @param oldestMs time of the oldest unread record, milliseconds since 1970; empty where all is read
 */
record GateBacklog(Map<Integer, Long> records, OptionalLong oldestMs) {

    GateBacklog {
        records = Map.copyOf(records);
    }

    /**
     * Returns the backlog without its time.
     *
     * @param read first offset of every partition that the gate has not read; none of a partition that it never read
     * @param begin first offset that a partition still has
     * @param end offset after the last record of every partition
     */
    static GateBacklog of(Map<Integer, Long> read, Map<Integer, Long> begin, Map<Integer, Long> end) {
        Map<Integer, Long> records = new HashMap<>();
        end.forEach((partition, after) -> {
            long next = Math.max(read.getOrDefault(partition, 0L), begin.getOrDefault(partition, 0L));
            records.put(partition, Math.max(0, after - next));
        });
        return new GateBacklog(records, OptionalLong.empty());
    }

    /** Returns the same with the time of its oldest record. */
    GateBacklog since(OptionalLong ms) {
        return new GateBacklog(records, ms);
    }

    boolean isEmpty() {
        return records.values().stream().allMatch(count -> count == 0);
    }

    /** Returns how long the oldest record has been waiting, seconds; 0 where all is read. */
    double waitingSeconds(long nowMs) {
        return oldestMs.isPresent() ? Math.max(0, nowMs - oldestMs.getAsLong()) / 1000.0 : 0;
    }
}
