package io.plumbline.service;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The failure that ends a service. The first one counts: it turns liveness and readiness down with its sentence and
 * completes {@link #future()}, so that the owner of the service can close it and say why. Thread safe.
 */
public final class Failure {

    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    private final String service;
    private final CompletableFuture<StartException> future = new CompletableFuture<>();

    /**
     * Creates it: no failure so far.
     *
     * @param service its name
     * @param health gets a check of liveness and one of readiness
     */
    public Failure(String service, Health health) {
        this.service = service;
        health.watch(Health.Probe.LIVE, "failure", this::cause);
        health.watch(Health.Probe.READY, "failure", this::cause);
    }

    /** The work of a thread, which may throw anything. */
    @FunctionalInterface
    public interface Work {

        /** Does the work. If it is interrupted, it ends, which is no failure. */
        void run() throws Exception;
    }

    /** Completes with the sentence if the service fails for good; never otherwise. */
    public CompletableFuture<StartException> future() {
        return future.copy();
    }

    /** Returns the sentence of the failure; empty: there is none. */
    public Optional<String> cause() {
        return Optional.ofNullable(future.getNow(null)).map(StartException::getMessage);
    }

    /**
     * The service cannot go on.
     *
     * @param sentence for people: what failed and what to do about it
     * @param cause what was thrown
     */
    public void fail(String sentence, Throwable cause) {
        if (future.complete(new StartException(sentence, cause))) {
            LOG.error("{} fails: {}", service, sentence, cause);
        } else {
            LOG.debug("{} failed before: {}", service, sentence, cause);
        }
    }

    /**
     * Makes a thread whose death is always noticed: everything that it throws, errors included, fails the service.
     *
     * @param name of the thread, a daemon
     * @param work what it does
     */
    public Thread thread(String name, Work work) {
        Thread thread = new Thread(() -> guarded(name, work), name);
        thread.setDaemon(true);
        return thread;
    }

    private void guarded(String name, Work work) {
        try {
            work.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (StartException said) {
            fail(said.getMessage(), said);
        } catch (Exception | Error thrown) {
            fail("The " + service + " failed in its thread " + name + ": " + thrown, thrown);
        }
    }
}
