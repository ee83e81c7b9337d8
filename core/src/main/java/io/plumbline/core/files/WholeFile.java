package io.plumbline.core.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files that exist complete or not at all. */
public final class WholeFile {

    /** End of a file's name until it is complete: it marks what a killed process has left. */
    public static final String UNFINISHED = ".part";

    private WholeFile() {}

    /** The content of a file. */
    @FunctionalInterface
    public interface Content {

        /** Writes a file that does not exist yet. */
        void write(Path part) throws IOException;
    }

    /**
     * Writes a file under a temporary name, then moves it to its place, over an existing file; missing folders are
     * created. When this returns, file and name are on the disk: a machine that loses power has the file before or this one.
     *
     * @throws IOException if it cannot be written: then no file remains
     */
    public static void write(Path file, Content content) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
        Files.createDirectories(whole.getParent());
        try {
            content.write(part);
            force(part);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(whole.getParent());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void force(Path written) throws IOException {
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
