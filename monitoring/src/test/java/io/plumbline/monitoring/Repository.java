package io.plumbline.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the checkout that these tests look at. */
final class Repository {

    private Repository() {}

    /** Returns a file by its path from the root. */
    static Path file(String path) {
        return Path.of("..").resolve(path).toAbsolutePath().normalize();
    }

    /** Returns the text of a file. */
    static String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
