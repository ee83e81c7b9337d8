package io.plumbline.trainer.checkpoint;

import io.plumbline.service.Configuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where checkpoints are kept, and how often they are made.
 *
 * @param directory of them; empty: none are made
 * @param interval between two, above 0
 * @param keep how many are kept, at least 1
 */
public record CheckpointSettings(Optional<Path> directory, Duration interval, int keep) {

    /** So much training is made again at most; a copy of a network of a million weights takes a few milliseconds. */
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    /** The one before, should the newest be damaged. */
    private static final int KEEP = 2;

    private static final int MOST = 1000;

    /** None are made. */
    public static final CheckpointSettings NONE = new CheckpointSettings(Optional.empty(), INTERVAL, KEEP);

    /** Checks the components. */
    public CheckpointSettings {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("checkpoint.interval must be above 0, was " + interval);
        }
        if (keep < 1) {
            throw new IllegalArgumentException("checkpoint.keep must be at least 1, was " + keep);
        }
    }

    /** Reads them and notes in the configuration what is wrong. */
    public static CheckpointSettings read(Configuration configuration) {
        Duration interval = configuration.duration("checkpoint.interval", INTERVAL);
        if (interval.isZero()) {
            configuration.reject("checkpoint.interval must be above 0, was " + interval.toMillis() + "ms");
        }
        return new CheckpointSettings(
                configuration.optional("checkpoint.directory").map(Path::of),
                interval.isZero() ? INTERVAL : interval,
                (int) configuration.integer("checkpoint.keep", 1, MOST, KEEP));
    }

    /** Returns the folder they are kept in, if any are made. */
    public Optional<CheckpointFolder> folder() {
        return directory.map(home -> new CheckpointFolder(home, keep));
    }

    /** Returns the same in a directory. */
    public CheckpointSettings in(Path other) {
        return new CheckpointSettings(Optional.of(other), interval, keep);
    }

    /** Returns the same in a directory, unless one was named. */
    public CheckpointSettings or(Path other) {
        return new CheckpointSettings(directory.or(() -> Optional.of(other)), interval, keep);
    }
}
