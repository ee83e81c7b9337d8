package io.plumbline.cli;

import io.plumbline.broker.BrokerDirectory;
import io.plumbline.broker.BrokerException;
import io.plumbline.core.files.FileTrouble;
import io.plumbline.service.StartException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What demos and embedded runs left: the data of their broker and the state of their gate. Networks, reports and logs
 * beside them are results, not leftovers. Links are never followed, and a directory counts as ours only if it looks
 * like one in every respect: neither the data of {@code plumbline broker} nor that of a comparison does.
 */
final class Leftovers {

    private static final String GATE = "gate";
    /** A directory with one of these files keeps its data on purpose. */
    private static final List<String> KEPT_ON_PURPOSE = List.of("broker.log", "compare.log");

    private static final List<String> FILES = List.of("broker.properties", "broker.lock");

    private Leftovers() {}

    /**
     * A directory.
     *
     * @param directory of a run or a demo
     * @param size of its data
     */
    record Leftover(Path directory, DiskSize size) {}

    /**
     * Returns those directly below a directory, or the directory itself where it is one, by name.
     *
     * @throws StartException where it cannot be read
     */
    static List<Leftover> below(Path root) {
        List<Leftover> found = new ArrayList<>();
        directories(root).stream()
                .filter(Leftovers::isOne)
                .forEach(directory -> found.add(new Leftover(directory, size(directory))));
        return found;
    }

    /** Returns the directory and what lies directly below it, by name; nothing where it is not there. */
    static List<Path> directories(Path root) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            entries.forEach(found::add);
        } catch (IOException unreadable) {
            throw new StartException(root + " cannot be read: " + FileTrouble.why(root, unreadable), unreadable);
        }
        found.add(root);
        found.removeIf(entry -> !entry.equals(root) && !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS));
        return found.stream().sorted().toList();
    }

    private static boolean isOne(Path directory) {
        return BrokerDirectory.isOne(directory)
                && Files.isDirectory(directory.resolve(GATE), LinkOption.NOFOLLOW_LINKS)
                && KEPT_ON_PURPOSE.stream()
                        .noneMatch(log -> Files.exists(directory.resolve(log), LinkOption.NOFOLLOW_LINKS));
    }

    private static DiskSize size(Path directory) {
        DiskSize broker = DiskSize.of(BrokerDirectory.logs(directory));
        DiskSize gate = DiskSize.of(directory.resolve(GATE));
        return new DiskSize(broker.bytes() + gate.bytes(), Math.max(broker.lastWrittenMs(), gate.lastWrittenMs()));
    }

    static boolean isRunning(Leftover leftover) {
        try {
            return BrokerDirectory.isRunning(leftover.directory());
        } catch (BrokerException unknown) {
            throw new StartException(unknown.getMessage(), unknown);
        }
    }

    /**
     * Removes one, unless its broker has started in the meantime.
     *
     * @return whether it is gone
     * @throws IOException where it cannot be removed
     */
    static boolean remove(Leftover leftover) throws IOException {
        Path directory = leftover.directory();
        Optional<Closeable> taken = BrokerDirectory.take(directory);
        if (taken.isEmpty()) {
            return false;
        }
        try {
            removeTree(BrokerDirectory.logs(directory));
            removeTree(directory.resolve(GATE));
            for (String file : FILES) {
                Files.deleteIfExists(directory.resolve(file));
            }
            return true;
        } finally {
            taken.get().close();
        }
    }

    private static void removeTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {

            /** Called for links, too: the link is removed, not its target. */
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failed) throws IOException {
                if (failed != null) {
                    throw failed;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
