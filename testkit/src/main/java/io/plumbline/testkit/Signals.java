package io.plumbline.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What is done to processes. */
final class Signals {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Signals() {}

    /** Sends a process a signal, such as TERM. */
    static void send(Process process, String signal) {
        try {
            code(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Waits for the end of a process and returns its exit code; 137: it was killed.
     *
     * @throws AssertionError if it has not ended after a minute; it is killed then
     */
    static int code(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("a process did not end within " + PATIENCE.toSeconds() + " s");
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
