package io.plumbline.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.testkit.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All rounds of a seed. What is done is kept in a folder of the seed, so that a suite that was stopped goes on by the same
 * command.
 *
 * @param seed what is done to whom, and when
 * @param kills of processes, at least so many
 * @param directory of the seed
 */
record Suite(long seed, int kills, Path directory) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESULT = "result.json";

    /**
     * Finds the suite that is to be run.
     *
     * @param home of all seeds
     * @param kills of processes, at least so many
     * @param seed given; empty: that of the newest suite that is not done, or a new one
     */
    static Suite in(Path home, int kills, Optional<Long> seed) {
        long number = seed.or(() -> unfinished(home)).orElseGet(() -> (long) new Random().nextInt(1_000_000));
        return new Suite(number, kills, home.resolve(Long.toString(number)));
    }

    private static Optional<Long> unfinished(Path home) {
        if (!Files.isDirectory(home)) {
            return Optional.empty();
        }
        try (Stream<Path> seeds = Files.list(home)) {
            return seeds.filter(seed -> !Files.exists(seed.resolve(RESULT)))
                    .map(seed -> Long.parseLong(seed.getFileName().toString()))
                    .findFirst();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Returns how many rounds it has. */
    int rounds() {
        return Math.max(1, divideUp(kills, Schedule.ROUND));
    }

    /** Returns what is done in a round. */
    List<Act> acts(int round) {
        return Schedule.of(seed, round, divideUp(kills, rounds()));
    }

    private static int divideUp(int count, int by) {
        return (count + by - 1) / by;
    }

    private Path round(int number) {
        return directory.resolve("round-" + (number + 1));
    }

    /** Returns the directory of a round that is to be performed, without what is left of one that was stopped. */
    Path fresh(int number) {
        Path round = round(number);
        Folders.delete(round);
        return round;
    }

    /** Returns what a round found, if it was performed. */
    Optional<RoundResult> found(int round) {
        return read(round(round).resolve(RESULT), RoundResult.class);
    }

    /** Keeps what a round found. */
    void keep(RoundResult result) {
        write(round(result.round()).resolve(RESULT), result);
    }

    /** Keeps what all rounds found. */
    Path keep(SuiteResult result) {
        Path file = directory.resolve(RESULT);
        write(file, result);
        return file;
    }

    /** Returns the undisturbed runs, which are made once. */
    Undisturbed undisturbed(Supplier<Undisturbed> make) {
        Path file = directory.resolve("undisturbed.json");
        return read(file, Undisturbed.class).orElseGet(() -> {
            Undisturbed made = make.get();
            write(file, made);
            return made;
        });
    }

    private static <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), type)) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file + " cannot be read: remove it to begin anew", unreadable);
        }
    }

    private static void write(Path file, Object value) {
        try {
            Files.createDirectories(file.getParent());
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), value);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
