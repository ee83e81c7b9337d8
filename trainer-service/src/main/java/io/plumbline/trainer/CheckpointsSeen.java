package io.plumbline.trainer;

import io.plumbline.trainer.checkpoint.CheckpointWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Shows what becomes of checkpoints: every one in metrics, and that none can be written once on the console, until one can be
 * again, and in health as long as it is so.
 */
final class CheckpointsSeen implements CheckpointWriter.Listener {

    private final RunObservers observers;
    private final AtomicReference<Optional<String>> unwritten;

    CheckpointsSeen(RunObservers observers, AtomicReference<Optional<String>> unwritten) {
        this.observers = observers;
        this.unwritten = unwritten;
    }

    @Override
    public void written(Path file, long step, double ms) {
        observers.checkpointed(file, step, ms);
        if (unwritten.getAndSet(Optional.empty()).isPresent()) {
            observers.recovered("checkpoints can be written again: " + file);
        }
    }

    @Override
    public void failed(String sentence) {
        observers.noCheckpoint();
        if (unwritten.getAndSet(Optional.of(sentence)).isEmpty()) {
            observers.troubled("no checkpoint: " + sentence + "; the run goes on, the last good one stays");
        }
    }
}
