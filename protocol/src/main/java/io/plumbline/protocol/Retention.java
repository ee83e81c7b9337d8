package io.plumbline.protocol;

import java.time.Duration;

/**
 * How long a topic keeps its records.
 *
 * @param millis age in milliseconds after which a segment may go, −1 for ever
 * @param bytesPerPartition size beyond which the oldest segments may go, −1 without limit
 */
public record Retention(long millis, long bytesPerPartition) {

    /** Kept for ever: decisions and commands. */
    public static final Retention FOR_EVER = new Retention(-1, -1);

    /** A year: small records that people look back at. */
    public static final Retention LONG = new Retention(Duration.ofDays(365).toMillis(), -1);

    /** A week, and at most 8 GiB a partition, unless the broker has limits of its own: the raw statistics. One busy trainer writes about 1.5 MB a second. */
    public static final Retention TIME_AND_SIZE =
            new Retention(Duration.ofDays(7).toMillis(), 8L << 30);

    /** Two weeks: long enough to look at them after a holiday. */
    public static final Retention TWO_WEEKS = new Retention(Duration.ofDays(14).toMillis(), -1);

    /** Checks the components. */
    public Retention {
        if (millis < -1 || bytesPerPartition < -1) {
            throw new IllegalArgumentException(
                    "retention must be -1 or more, was " + millis + " ms and " + bytesPerPartition + " bytes");
        }
    }
}
