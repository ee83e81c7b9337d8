package io.plumbline.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Exit;

/**
 * Kafka's server ends the whole process if it cannot write, without a message on the console. This replaces its exit
 * procedures: one sentence that names the folder, and exit code 1. They hold for all brokers of the process.
 */
final class Ending {

    /** Less than one segment's index takes. */
    private static final long FULL = 1L << 20;

    private static final Set<Path> WATCHED = ConcurrentHashMap.newKeySet();

    private Ending() {}

    /** Prints the sentence for the broker of this directory if it ends the process. */
    static void watch(Path directory) {
        WATCHED.add(directory);
        Exit.setHaltProcedure((status, message) -> end(message));
        Exit.setExitProcedure((status, message) -> end(message));
    }

    static void unwatch(Path directory) {
        WATCHED.remove(directory);
    }

    private static void end(String message) {
        Set<Path> full = ConcurrentHashMap.newKeySet();
        WATCHED.stream().filter(Ending::isFull).forEach(full::add);
        for (Path directory : full.isEmpty() ? WATCHED : full) {
            System.err.println(sentence(directory, !full.isEmpty(), message));
        }
        System.err.flush();
        // No shutdown hook may run: closing the broker would wait for this very thread.
        Runtime.getRuntime().halt(1);
    }

    /** Returns the sentence for people. */
    static String sentence(Path directory, boolean full, String message) {
        String because = message == null || message.isBlank() ? "" : " (" + message + ")";
        return full
                ? "The disk that holds the broker's data, " + directory
                        + ", is full: make room and start again, or choose" + " another directory."
                : "The broker cannot go on with its data in " + directory + because + ": its log says why.";
    }

    static boolean isFull(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace() < FULL;
        } catch (IOException gone) {
            return false;
        }
    }
}
