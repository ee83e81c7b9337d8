package io.plumbline.cli;

import io.plumbline.service.StopSignal;
import io.plumbline.trainer.Prepared;
import io.plumbline.trainer.RunListener;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.TrainerService;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a signal does to a command that trains: the training ends after the current step, its results are written, and
 * the command ends by itself. Where nothing is being trained, the process is given a short time to close what it
 * opened. At a second signal it ends at once.
 */
final class Stop implements AutoCloseable {

    private final Console console;
    private final StopSignal signal;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Duration patience = Duration.ZERO;
    private Optional<TrainerService> training = Optional.empty();

    /** Listens from now on; as long as nothing is open, a signal ends the process at once. */
    Stop(Console console) {
        this.console = console;
        this.signal = StopSignal.first(this::stop);
    }

    /**
     * From now on there is something to close.
     *
     * @param time that closing may take, not counting a training and its network
     */
    synchronized void within(Duration time) {
        patience = time;
    }

    /** Returns whether the process received a signal to stop. */
    boolean isWanted() {
        return signal.exitCode().isPresent();
    }

    /** Returns 128 + the number of the signal, or the given code where none came. */
    int exitCode(int otherwise) {
        return signal.exitCode().orElse(otherwise);
    }

    /**
     * Trains one run to its end, or until a signal comes.
     *
     * @param started is called with the trainer that was started
     */
    RunResult train(Prepared prepared, RunListener listener, Consumer<TrainerService> started) {
        try (TrainerService trainer = TrainerService.start(prepared, listener)) {
            begun(trainer);
            started.accept(trainer);
            return trainer.await();
        } finally {
            over();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        signal.close();
    }

    private synchronized void begun(TrainerService trainer) {
        training = Optional.of(trainer);
        if (isWanted()) {
            trainer.stop();
        }
    }

    private synchronized void over() {
        training = Optional.empty();
    }

    private synchronized Optional<TrainerService> running() {
        training.ifPresent(TrainerService::stop);
        return training;
    }

    private synchronized Duration patience() {
        return patience;
    }

    /** The signal's own thread: it watches that the process really ends. */
    private void stop() {
        Optional<TrainerService> running = running();
        running.ifPresent(Stop::awaitEnd);
        try {
            if (!ended.await(patience().toMillis(), TimeUnit.MILLISECONDS)) {
                console.say(
                        running.isPresent()
                                ? "Stopped; not all could be closed or reported within "
                                        + patience().toSeconds() + " s."
                                : "Stopped before a run began: there is nothing to write.");
                Runtime.getRuntime().halt(signal.exitCode().orElseThrow());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits without limit: neither a step nor the writing of a network is cut short. */
    private static void awaitEnd(TrainerService trainer) {
        try {
            trainer.await();
        } catch (IllegalStateException failed) {
            // The training thread gets the same failure and reports it.
            return;
        }
    }
}
