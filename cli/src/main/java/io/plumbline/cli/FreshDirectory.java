package io.plumbline.cli;

import io.plumbline.core.files.FileTrouble;
import io.plumbline.service.StartException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** New directories that no other process uses. */
final class FreshDirectory {

    private FreshDirectory() {}

    /**
     * Makes {@code name}, {@code name-2}, … : the first that does not exist. Two processes that ask at the same time
     * get two directories.
     *
     * @throws StartException if none can be created, in one sentence
     */
    static Path make(Path parent, String name) {
        try {
            Files.createDirectories(parent);
            Path wanted = parent.resolve(name);
            for (int i = 2; !isMade(wanted); i++) {
                wanted = parent.resolve(name + "-" + i);
            }
            return wanted;
        } catch (IOException refused) {
            throw new StartException(
                    "no directory can be made in " + parent.toAbsolutePath() + ": " + FileTrouble.why(parent, refused)
                            + "; choose another with --directory",
                    refused);
        }
    }

    private static boolean isMade(Path wanted) throws IOException {
        try {
            Files.createDirectory(wanted);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }
}
