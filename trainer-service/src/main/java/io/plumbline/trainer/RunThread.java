package io.plumbline.trainer;

import io.plumbline.trainer.Tally.Ended;
import io.plumbline.trainer.Tally.Lost;
import io.plumbline.trainer.mask.MaskKeeper;
import io.plumbline.trainer.publish.Publisher;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** The thread that trains, from the first step to the result. Closing it stops the training. */
final class RunThread implements AutoCloseable {

    private final String run;
    private final Training training;
    private final Supplier<Path> write;
    private final boolean writes;
    private final MaskKeeper keeper;
    private final Publisher publisher;
    private final Watch watch;
    private final CompletableFuture<RunResult> result = new CompletableFuture<>();
    private final Thread thread = new Thread(this::train, "training");
    private volatile boolean stopping;

    /**
     * Prepares the thread.
     *
     * @param run id
     * @param training to be made, given how it learns that it shall stop
     * @param write writes the trained network and says where, if that is wanted
     */
    RunThread(
            String run,
            Function<BooleanSupplier, Training> training,
            Optional<Supplier<Path>> write,
            MaskKeeper keeper,
            Publisher publisher,
            Watch watch) {
        this.run = run;
        this.training = training.apply(() -> stopping);
        this.writes = write.isPresent();
        this.write = write.orElse(() -> Path.of(""));
        this.keeper = keeper;
        this.publisher = publisher;
        this.watch = watch;
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

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void train() {
        try {
            Ended ended = training.run();
            boolean finished = ended.ending() == RunResult.Ending.FINISHED;
            Optional<Path> file = finished && writes ? Optional.of(write.get()) : Optional.empty();
            publisher.close();
            Lost lost = new Lost(publisher.dropped(), publisher.undelivered());
            RunResult whole = watch.tally().result(run, ended, keeper.layers(), keeper.mask(), lost, file);
            watch.ended(whole);
            result.complete(whole);
        } catch (RuntimeException broken) {
            publisher.close();
            result.completeExceptionally(broken);
        }
    }
}
