package io.plumbline.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A program in a process of its own, which can be killed, paused and told to stop; what it says is in a file. */
public final class Program implements AutoCloseable {

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a program.
     *
     * @param log that gets what it says, behind what is there
     * @param command and its arguments
     */
    public static Program start(Path log, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // Several networks share few cores: more threads each would only wait for each other.
            builder.environment().put("OMP_NUM_THREADS", "1");
            return new Program(builder.start(), log);
        } catch (IOException failed) {
            throw new UncheckedIOException(command.get(0) + " cannot be started", failed);
        }
    }

    /**
     * Returns the command of a main class of this class path, in a small JVM.
     *
     * @param megabytes of heap
     * @param main class
     * @param arguments of the class
     */
    public static List<String> java(int megabytes, String main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                // A build that was started in the background ignores signals, and so would this.
                "env",
                "--default-signal=INT,TERM",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:+UseSerialGC",
                // It lives for seconds: the second compiler would take longer than it saves.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main));
        command.addAll(arguments);
        return command;
    }

    /** Sends it a signal, such as TERM. */
    public void signal(String name) {
        Signals.send(process, name);
    }

    /** Pauses it: its connections stay, nothing is answered. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() {
        signal("CONT");
    }

    /** Ends it as {@code kill -9} does, and waits for that. */
    public void kill() {
        process.destroyForcibly();
        code();
    }

    /** Waits at most a minute for its end and returns its exit code; 137: it was killed. */
    public int code() {
        return Signals.code(process);
    }

    /** Waits at most a minute for its end and returns what it has said. */
    public String finished() {
        code();
        return said();
    }

    /** Returns its exit code, once it ends. */
    public CompletableFuture<Integer> end() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Returns whether it runs, or is paused. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns what it has said. */
    public String said() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
