package io.plumbline.monitoring;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that a dashboard shows, and what Grafana's variables stand for in it. Prometheus scrapes once a second in
 * these tests, so that windows are shorter than Grafana would take for 15 s.
 *
 * @param from first second
 * @param to last second
 */
record TimeRange(Instant from, Instant to) {

    /** Between two points of a curve: what {@code $__interval} stands for. */
    static final Duration STEP = Duration.ofSeconds(2);

    private static final String RATE_WINDOW = "20s";

    TimeRange {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a time range ends after it begins, not " + from + " to " + to);
        }
    }

    /** Returns the time up to now. */
    static TimeRange last(Duration length) {
        Instant now = Instant.now();
        return new TimeRange(now.minus(length), now);
    }

    /** Puts values in place of Grafana's variables; those that choose jobs, processes, runs and layers choose all. */
    String filled(String query) {
        return query.replace("$__rate_interval", RATE_WINDOW)
                .replace("$__interval", STEP.toSeconds() + "s")
                .replace("$__range", Duration.between(from, to).toSeconds() + "s")
                .replaceAll("\\$\\{?(job|instance|run|layer)\\b}?", ".+");
    }
}
