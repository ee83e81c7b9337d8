package io.plumbline.trainer;

import io.plumbline.engine.data.DataException;
import io.plumbline.service.Fatal;
import io.plumbline.trainer.RunResult.Ending;
import io.plumbline.trainer.Tally.Ended;
import io.plumbline.trainer.Tally.Lost;
import io.plumbline.trainer.mask.MaskKeeper;
import io.plumbline.trainer.publish.Publisher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The thread that trains, from the first step to the result: trains, writes the network, and only then reports how the
 * run ended, so that the report is true. Closing it stops the training.
 */
final class RunThread implements AutoCloseable {

    /** A process that was told to stop does not wait long for a Kafka that does not answer. */
    private static final Duration SHORT_CLOSE_TIMEOUT = Duration.ofMillis(500);

    private final String run;
    private final Training training;
    private final Optional<Function<Ended, List<Path>>> write;
    private final MaskKeeper keeper;
    private final Publisher publisher;
    private final Undecided undecided;
    private final RunObservers observers;
    private final EarlyEnd early;
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private final Thread thread = new Thread(this::train, "training");

    /**
     * Prepares the thread.
     *
     * @param run id
     * @param training to be made
     * @param write writes the trained network of a run that ended this way and returns the files, if they are wanted
     * @param early ends the training early
     */
    RunThread(
            String run,
            Training training,
            Optional<Function<Ended, List<Path>>> write,
            MaskKeeper keeper,
            Publisher publisher,
            Undecided undecided,
            RunObservers observers,
            EarlyEnd early) {
        this.run = run;
        this.training = training;
        this.write = write;
        this.keeper = keeper;
        this.publisher = publisher;
        this.undecided = undecided;
        this.observers = observers;
        this.early = early;
    }

    RunThread start() {
        thread.start();
        return this;
    }

    String run() {
        return run;
    }

    CompletableFuture<RunResult> result() {
        return result;
    }

    /** Asks the training to end after the current step; does not wait for that. */
    void stop() {
        early.stop();
    }

    @Override
    public void close() {
        stop();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void train() {
        try {
            Ended ended = training.run();
            Written written = ended.ending() == Ending.SUPERSEDED ? new Written(ended, List.of()) : written(ended);
            training.report(written.ended());
            result.complete(result(written));
        } catch (RuntimeException | Error broken) {
            early.broke("the end of the run", broken);
            result.completeExceptionally(broken);
        } finally {
            publisher.close(SHORT_CLOSE_TIMEOUT);
        }
    }

    private RunResult result(Written written) {
        publisher.close(written.ended().ending() == Ending.STOPPED ? SHORT_CLOSE_TIMEOUT : Publisher.CLOSE_TIMEOUT);
        // Behind the publisher's end: what it could not say goes into the checkpoint.
        Optional<Path> checkpoint = training.checkpoint(written.ended());
        long steps = observers.tally().steps();
        long missed = written.ended().isFinished() ? undecided.finallyAfter(steps) : undecided.after(steps);
        Lost lost = new Lost(publisher.dropped(), publisher.undelivered(), missed);
        RunResult whole = observers
                .tally()
                .result(run, written.ended(), keeper.layers(), keeper.mask(), lost, written.files(), checkpoint);
        observers.ended(whole);
        return whole;
    }

    /** The network is kept however the run ended, unless its weights are not finite. */
    private Written written(Ended ended) {
        if (write.isEmpty()) {
            return new Written(ended, List.of());
        }
        if (ended.ending() == Ending.DIVERGED) {
            return new Written(ended.because("its network, no longer finite, is not written"), List.of());
        }
        try {
            return new Written(ended, write.get().apply(ended));
        } catch (DataException unwritable) {
            return unwritten(ended, unwritable.getMessage());
        } catch (RuntimeException | Error unwritable) {
            return unwritten(ended, "the network could not be written: " + Fatal.sentence(unwritable));
        }
    }

    private static Written unwritten(Ended ended, String why) {
        Ended failed = ended.isFinished() ? new Ended(Ending.FAILED, why) : ended.because(why);
        return new Written(failed, List.of());
    }

    /** How a run ended, and where its network lies. */
    private record Written(Ended ended, List<Path> files) {}
}
