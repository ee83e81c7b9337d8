package io.plumbline.trainer.checkpoint;

import io.plumbline.core.files.FileTrouble;
import io.plumbline.core.files.WholeFile;
import io.plumbline.engine.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of one run, a file each. Their names begin with the attempt: what an earlier attempt still writes hides
 * nothing of a later one.
 *
 * @param directory of them
 * @param keep how many are kept, at least 1
 */
public record CheckpointFolder(Path directory, int keep) {

    private static final Pattern NAME = Pattern.compile("attempt-(\\d{1,9})-step-(\\d{1,18})\\.safetensors");

    /** A file by its name. */
    private record Named(Path file, long attempt, long step) {}

    /** Returns the files, the newest first. */
    public List<Path> files() {
        return named().stream().map(Named::file).toList();
    }

    private List<Named> named() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.flatMap(CheckpointFolder::named)
                    .sorted(Comparator.comparingLong(Named::attempt)
                            .thenComparingLong(Named::step)
                            .reversed())
                    .toList();
        } catch (IOException unreadable) {
            throw new DataException(directory + " cannot be read: " + FileTrouble.why(directory, unreadable));
        }
    }

    private static Stream<Named> named(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches()
                ? Stream.of(new Named(file, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))))
                : Stream.empty();
    }

    /**
     * Looks at checkpoints of a run, the newest first, until something is found in one.
     *
     * @param look at one that can be read
     * @param trouble is told in a sentence of every file that is passed over because it cannot be used
     */
    public <T> Optional<T> newest(String run, Function<Checkpoint, Optional<T>> look, Consumer<String> trouble) {
        return newest(run, Checkpoint::read, Checkpoint::head, look, trouble);
    }

    /**
     * Returns the head of the newest checkpoint of a run whose head can be read. Whether its network can, finds out who goes on
     * from it and reads it whole.
     */
    public Optional<Head> newestHead(String run) {
        return newest(run, Checkpoint::head, head -> head, Optional::of, passedOver -> {});
    }

    private <F, T> Optional<T> newest(
            String run,
            Function<Path, F> read,
            Function<F, Head> head,
            Function<F, Optional<T>> look,
            Consumer<String> trouble) {
        for (Path file : files()) {
            try {
                F found = read.apply(file);
                String of = head.apply(found).run();
                if (!of.equals(run)) {
                    trouble.accept(file + " is passed over: it is of run '" + of + "'");
                    continue;
                }
                Optional<T> wanted = look.apply(found);
                if (wanted.isPresent()) {
                    return wanted;
                }
            } catch (DataException damaged) {
                trouble.accept(damaged.getMessage() + "; the checkpoint before it is taken");
            }
        }
        return Optional.empty();
    }

    /** Returns the file of the checkpoint that has a head. */
    public Path file(Head head) {
        return directory.resolve(String.format(
                Locale.ROOT, "attempt-%d-step-%d.safetensors", head.claim().attempt(), head.step()));
    }

    /**
     * Writes a checkpoint, and then removes those that are too many, never one of a later attempt.
     *
     * @throws DataException if it cannot be written; all others stay then
     */
    public Path write(Checkpoint checkpoint) {
        Head head = checkpoint.head();
        Path file = file(head);
        checkpoint.write(file);
        named().stream()
                .filter(old -> old.attempt() <= head.claim().attempt())
                .skip(keep)
                .forEach(old -> remove(old.file()));
        unfinished().forEach(CheckpointFolder::remove);
        return file;
    }

    /** What processes left that were killed while they wrote. */
    private List<Path> unfinished() {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().endsWith(WholeFile.UNFINISHED))
                    .toList();
        } catch (IOException unreadable) {
            throw new DataException(directory + " cannot be read: " + FileTrouble.why(directory, unreadable));
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException undeletable) {
            throw new DataException(file + " cannot be removed: " + FileTrouble.why(file, undeletable));
        }
    }
}
