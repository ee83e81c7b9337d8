package io.plumbline.monitoring;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that a dashboard shows, and what Grafana's variables stand for in it.
 *
 * @param from first second
 * @param to last second
 */
record TimeRange(Instant from, Instant to) {

    /** Between two points of a curve: what {@code $__interval} stands for. */
    static final Duration STEP = Duration.ofSeconds(2);

    TimeRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a time range ends after it begins, not " + from + " to " + to);
        }
    }

    /** Puts values in place of Grafana's variables: of the time, those of this one. */
    String filled(String query) {
        return Dashboard.filled(query.replace("$__interval", STEP.toSeconds() + "s")
                .replace("$__range", Duration.between(from, to).toSeconds() + "s"));
    }
}
