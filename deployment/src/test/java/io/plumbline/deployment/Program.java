package io.plumbline.deployment;

import io.plumbline.testkit.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end. */
final class Program {

    private Program() {}

    /** Between two looks at what programs say: each takes a core for a moment, which what is looked at would need. */
    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /**
     * Returns what a program says, started in this room.
     *
     * @param input its standard input
     * @throws IOException if it fails, with what it said of that
     */
    static String output(String input, String... command) throws IOException, InterruptedException {
        return output(input, Map.of(), command);
    }

    /** The same, with more in its environment. */
    static String output(String input, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        // A file and no pipe: Node reads standard input at once or not at all.
        Path given = Files.writeString(Files.createTempFile("input", ".txt"), input);
        Path said = Files.createTempFile("output", ".txt");
        Path wrong = Files.createTempFile("errors", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            Process process = builder.directory(Checkout.file("deployment").toFile())
                    .redirectInput(given.toFile())
                    .redirectOutput(said.toFile())
                    .redirectError(wrong.toFile())
                    .start();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " did not end");
            }
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + Files.readString(wrong));
            }
            return Files.readString(said);
        } finally {
            Files.delete(given);
            Files.delete(said);
            Files.delete(wrong);
        }
    }
}
