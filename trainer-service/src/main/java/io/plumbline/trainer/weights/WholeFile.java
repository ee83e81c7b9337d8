package io.plumbline.trainer.weights;

import io.plumbline.trainer.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Files that are there whole or not at all. */
public final class WholeFile {

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
     * @throws DataException if it cannot be written, in one sentence
     */
    public static void write(Path file, Content content) {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(whole.getParent());
            try {
                content.write(part);
                Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException unwritable) {
            throw new DataException(file + " cannot be written: " + unwritable.getMessage());
        }
    }
}
