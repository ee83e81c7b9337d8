package io.plumbline.trainer.checkpoint;

import io.plumbline.engine.data.DataException;
import io.plumbline.service.Fatal;
import io.plumbline.trainer.resume.Deliveries.Mark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes checkpoints in a thread of its own, each once everything before it is settled. It holds one at a time: whoever makes
 * them asks {@link #isIdle} first. Thread safe.
 */
public final class CheckpointWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

    /** How often it asks whether a checkpoint's past is settled; nobody waits for the answer. */
    private static final Duration LOOK = Duration.ofMillis(20);

    private final CheckpointFolder folder;
    private final Predicate<Mark> isSettled;
    private final Listener listener;
    private final Thread thread = new Thread(this::run, "checkpoints");
    private Optional<Checkpoint> waiting = Optional.empty();
    private boolean closed;

    /** Is told what became of checkpoints, by the thread that writes them. */
    public interface Listener {

        /** One is on the disk. */
        void written(Path file, long step, double ms);

        /** One could not be written; all before it are there. */
        void failed(String sentence);
    }

    /**
     * Starts the thread.
     *
     * @param isSettled whether everything before a mark is in the log or dropped
     */
    public CheckpointWriter(CheckpointFolder folder, Predicate<Mark> isSettled, Listener listener) {
        this.folder = folder;
        this.isSettled = isSettled;
        this.listener = listener;
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns whether it would take a checkpoint. */
    public synchronized boolean isIdle() {
        return waiting.isEmpty() && !closed;
    }

    /** Takes a checkpoint, to be written once its past is settled. */
    public synchronized void offer(Checkpoint checkpoint) {
        waiting = Optional.of(checkpoint);
        notifyAll();
    }

    /** Ends the thread, and then writes a checkpoint at once, whatever is settled. */
    public Optional<Path> last(Checkpoint checkpoint) {
        close();
        return write(checkpoint);
    }

    /** Ends; a checkpoint that waits is not written. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (Optional<Checkpoint> next = next(); next.isPresent(); next = next()) {
                write(next.get());
                forget();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error broken) {
            LOG.error("no more checkpoints are written", broken);
            listener.failed("no more checkpoints are written: " + Fatal.sentence(broken));
        }
    }

    private synchronized Optional<Checkpoint> next() throws InterruptedException {
        while (!closed
                && !(waiting.isPresent() && isSettled.test(waiting.get().head().mark()))) {
            wait(waiting.isPresent() ? LOOK.toMillis() : 0);
        }
        return closed ? Optional.empty() : waiting;
    }

    private synchronized void forget() {
        waiting = Optional.empty();
    }

    private Optional<Path> write(Checkpoint checkpoint) {
        long begin = System.nanoTime();
        try {
            Path file = folder.write(checkpoint);
            listener.written(file, checkpoint.head().step(), (System.nanoTime() - begin) / 1e6);
            return Optional.of(file);
        } catch (DataException unwritable) {
            LOG.warn("no checkpoint of step {}", checkpoint.head().step(), unwritable);
            listener.failed(unwritable.getMessage());
            return Optional.empty();
        }
    }
}
