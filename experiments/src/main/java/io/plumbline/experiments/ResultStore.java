package io.plumbline.experiments;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plumbline.core.files.FileTrouble;
import io.plumbline.core.files.WholeFile;
import io.plumbline.service.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The result files of a plan: one per run, complete or missing. Locked by one harness at a time.
 */
final class ResultStore implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final String FOLDER = "results";
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final FileChannel lock;

    private ResultStore(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens and locks the folder {@code results}; files that killed runs left half-written are removed.
     *
     * @param home of the results
     * @throws StartException in one sentence, if another harness holds it or it cannot be written
     */
    static ResultStore open(Path home) {
        Path folder = home.resolve(FOLDER);
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new StartException(
                        "another harness is at work on " + folder + ": wait for it, or give another" + " --output");
            }
            try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + WholeFile.UNFINISHED)) {
                for (Path part : parts) {
                    Files.delete(part);
                }
            }
            return new ResultStore(folder, channel);
        } catch (IOException failed) {
            throw new StartException(
                    "results cannot be written to " + folder + ": " + FileTrouble.why(folder, failed), failed);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        }
    }

    Path file(String key) {
        return folder.resolve(key + SUFFIX);
    }

    /**
     * Returns the result of a run, if there is one.
     *
     * @throws StartException if its file cannot be understood
     */
    Optional<Result> find(String key) {
        return read(file(key));
    }

    /** Returns the same without locking the folder. */
    static Optional<Result> find(Path home, String key) {
        return read(home.resolve(FOLDER).resolve(key + SUFFIX));
    }

    private static Optional<Result> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file.toFile(), Result.class)) : Optional.empty();
        } catch (IOException unreadable) {
            throw new StartException(
                    "result " + file + " cannot be read: delete it to have the run made again ("
                            + unreadable.getMessage() + ")",
                    unreadable);
        }
    }

    /** Writes a result so that its file is whole whenever it is there. */
    static void write(Result result, Path file) {
        try {
            WholeFile.write(file, part -> JSON.writeValue(part.toFile(), result));
        } catch (IOException failed) {
            throw new StartException("result " + file + " cannot be written: " + FileTrouble.why(file, failed), failed);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
