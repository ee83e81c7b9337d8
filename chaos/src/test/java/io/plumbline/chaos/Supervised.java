package io.plumbline.chaos;

import io.plumbline.testkit.Program;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * A process that is started again whenever it ends, as a platform does: at once where it was killed, after a second where it
 * ended by itself. Thread safe.
 */
final class Supervised implements AutoCloseable {

    private static final Executor SOON = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final String name;
    private final Supplier<Program> launch;
    private final IntPredicate goesOn;
    private Program program;
    private boolean killed;
    private boolean closed;
    private int failures;
    private final CompletableFuture<Integer> over = new CompletableFuture<>();

    private Supervised(String name, Supplier<Program> launch, IntPredicate goesOn) {
        this.name = name;
        this.launch = launch;
        this.goesOn = goesOn;
    }

    /**
     * Starts it.
     *
     * @param name for people
     * @param launch starts a process
     * @param goesOn whether it is started again, by the exit code
     */
    static Supervised start(String name, Supplier<Program> launch, IntPredicate goesOn) {
        Supervised supervised = new Supervised(name, launch, goesOn);
        supervised.launch();
        return supervised;
    }

    private synchronized void launch() {
        if (!closed) {
            program = launch.get();
            var unused = program.end().thenAccept(this::ended);
        }
    }

    private synchronized void ended(int code) {
        if (killed) {
            killed = false;
            launch();
        } else if (!closed && goesOn.test(code)) {
            failures += code == 0 ? 0 : 1;
            SOON.execute(this::launch);
        } else {
            over.complete(code);
        }
    }

    /** Returns its exit code, once it ended and is not started again. */
    CompletableFuture<Integer> over() {
        return over;
    }

    /** Returns its name. */
    String name() {
        return name;
    }

    /** Returns whether it runs, or is paused. */
    synchronized boolean isAlive() {
        return program.isAlive();
    }

    /** Kills it as {@code kill -9} does. */
    synchronized void kill() {
        killed = program.isAlive();
        program.close();
    }

    /** Pauses it. */
    synchronized void pause() {
        program.pause();
    }

    /** Lets it go on. */
    synchronized void resume() {
        program.resume();
    }

    /** Returns how often it ended by itself, and not well. */
    synchronized int failures() {
        return failures;
    }

    @Override
    public synchronized void close() {
        closed = true;
        program.close();
    }
}
