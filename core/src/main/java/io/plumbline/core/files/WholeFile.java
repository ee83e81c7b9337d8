package io.plumbline.core.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Files that are there whole or not at all. */
public final class WholeFile {

    /** How a file's name ends until it is whole: what a killed process leaves may be known by it. */
    public static final String UNFINISHED = ".part";

    private WholeFile() {}

    /** What goes into a file. */
    @FunctionalInterface
    public interface Content {

        /** Writes a file that is not there yet. */
        void write(Path part) throws IOException;
    }

    /**
     * Writes a file beside its place, then moves it there, over what is there already; folders on the way are made.
     *
     * @throws IOException if it cannot be written: then nothing is left behind
     */
    public static void write(Path file, Content content) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
        Files.createDirectories(whole.getParent());
        try {
            content.write(part);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
