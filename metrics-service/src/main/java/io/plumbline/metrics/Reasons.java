package io.plumbline.metrics;

import java.util.HashMap;
import java.util.Map;

/**
 * How often something happened, by its reason, of a closed set. Immutable.
 *
 * @param counts by reason, those that happened
 */
record Reasons(Map<String, Long> counts) {

    static final Reasons NONE = new Reasons(Map.of());

    Reasons {
        counts = Map.copyOf(counts);
    }

    /** Returns these with one more. */
    Reasons plus(String reason) {
        Map<String, Long> more = new HashMap<>(counts);
        more.merge(reason, 1L, Long::sum);
        return new Reasons(more);
    }

    long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
