package io.plumbline.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A main of the tests in a JVM of its own, with their class path, which can be killed, paused and asked to end. It says on
 * standard output what is to be known of it. Not thread safe.
 */
public final class JavaProcess implements AutoCloseable {

    private final Class<?> main;
    private final Process process;
    /** Left open: the process would die of a broken pipe. */
    private final BufferedReader out;

    private JavaProcess(Class<?> main, Process process) {
        this.main = main;
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts a process and returns at once.
     *
     * @param options of Java
     * @param main the class whose {@code main} is run; it is to end with its standard input, so that it never outlives the
     *     tests
     */
    public static JavaProcess start(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        try {
            return new JavaProcess(
                    main,
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Reads on until a line begins with {@code beginning}, and returns the rest of that line.
     *
     * @throws AssertionError if the process ends before; with all that it said meanwhile
     */
    public String await(String beginning) {
        StringBuilder said = new StringBuilder();
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length());
                }
                said.append(line).append('\n');
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        throw new AssertionError(main.getSimpleName() + " ended before it said '" + beginning + "'; it said: " + said);
    }

    /** Kills it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        code();
    }

    /** Pauses it: connections stay, nothing is answered. */
    public void pause() {
        Signals.send(process, "STOP");
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() {
        Signals.send(process, "CONT");
    }

    /** Ends its standard input, which asks it to end in order, waits for that, and returns its exit code. */
    public int end() {
        try {
            process.getOutputStream().close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return code();
    }

    /** Waits until it has ended and returns its exit code. */
    public int code() {
        return Signals.code(process);
    }

    @Override
    public void close() {
        kill();
    }
}
