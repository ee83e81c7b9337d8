package io.plumbline.report;

import io.plumbline.core.files.FileTrouble;
import io.plumbline.core.files.WholeFile;
import io.plumbline.service.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes pages and files for people: whole or not at all, even if two processes write the same file. */
public final class Pages {

    private Pages() {}

    /**
     * Writes a file.
     *
     * @throws StartException where it cannot be written, in one sentence
     */
    public static void write(Path file, String text) {
        if (Files.isDirectory(file)) {
            throw new StartException(file.toAbsolutePath().normalize() + " is a directory: name a file to write");
        }
        try {
            WholeFile.write(file, part -> Files.writeString(part, text));
        } catch (IOException refused) {
            throw new StartException(
                    file.toAbsolutePath().normalize() + " cannot be written: " + FileTrouble.why(file, refused)
                            + "; choose another place with --output",
                    refused);
        }
    }
}
