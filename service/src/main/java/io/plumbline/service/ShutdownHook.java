package io.plumbline.service;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Closes a service once: when the process receives a signal to stop, or when the hook itself is closed. The JVM halts
 * when its hooks return, so the hook closes the service itself instead of only asking for it.
 *
 * <pre>
 * try (var hook = ShutdownHook.closing(MetricsService.start(config))) {
 *     hook.await();
 * }
 * </pre>
 */
public final class ShutdownHook implements AutoCloseable {

    private final Closing service = new Closing();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Thread hook = new Thread(this::closeService, "shutdown");

    private ShutdownHook(AutoCloseable service) {
        this.service.add(service);
    }

    /** Registers the hook of a service that runs. */
    public static ShutdownHook closing(AutoCloseable service) {
        ShutdownHook hook = new ShutdownHook(service);
        Runtime.getRuntime().addShutdownHook(hook.hook);
        return hook;
    }

    /** Waits until the service has been closed. */
    public void await() throws InterruptedException {
        ended(closed);
    }

    private static void ended(CompletableFuture<?> end) throws InterruptedException {
        try {
            end.get();
        } catch (ExecutionException never) {
            throw new IllegalStateException("an end that failed", never);
        }
    }

    /**
     * Waits until the service has been closed, or fails for good.
     *
     * @param failure of the service
     * @throws StartException the failure, if there is one; the service is still open
     */
    public void await(CompletableFuture<StartException> failure) throws InterruptedException {
        ended(CompletableFuture.anyOf(closed, failure));
        Optional<StartException> failed = Optional.ofNullable(failure.getNow(null));
        if (failed.isPresent()) {
            throw failed.get();
        }
    }

    @Override
    public void close() {
        closeService();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The process is already stopping and has run the hook.
            return;
        }
    }

    private void closeService() {
        service.close();
        closed.complete(null);
    }
}
