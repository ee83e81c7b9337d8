package io.plumbline.trainer;

import io.plumbline.core.gating.StepReport;
import io.plumbline.engine.PruningEngine;
import io.plumbline.service.Closing;
import io.plumbline.service.Version;
import io.plumbline.trainer.checkpoint.Checkpoint;
import io.plumbline.trainer.checkpoint.CheckpointSettings;
import io.plumbline.trainer.checkpoint.CheckpointWriter;
import io.plumbline.trainer.checkpoint.Head;
import io.plumbline.trainer.mask.DecisionInbox;
import io.plumbline.trainer.mask.MaskKeeper;
import io.plumbline.trainer.publish.Publisher;
import io.plumbline.trainer.publish.Unsaid;
import io.plumbline.trainer.resume.Claim;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Copies a run for its checkpoints: every so often, and at its end. For the training thread only. */
final class Checkpoints {

    private final Parts parts;
    private final Optional<CheckpointWriter> writer;
    private final long intervalNanos;
    private long last = System.nanoTime();

    /**
     * Begins; the first is due after an interval.
     *
     * @param writer writes them; empty: none are made
     */
    Checkpoints(Parts parts, Optional<CheckpointWriter> writer, Duration interval) {
        this.parts = parts;
        this.writer = writer;
        this.intervalNanos = interval.toNanos();
    }

    /** Makes those of a run; {@code closing} ends the thread that writes them. */
    static Checkpoints of(Parts parts, CheckpointSettings settings, CheckpointWriter.Listener seen, Closing closing) {
        Optional<CheckpointWriter> writer = settings.folder()
                .map(folder -> closing.add(new CheckpointWriter(folder, parts.publisher()::isSettled, seen)));
        return new Checkpoints(parts, writer, settings.interval());
    }

    /**
     * What is copied.
     *
     * @param identity of the run and the attempt
     */
    record Parts(
            Identity identity,
            PruningEngine engine,
            Masking masking,
            Prunings prunings,
            DecisionInbox inbox,
            Publisher publisher,
            Tally tally) {}

    /**
     * What does not change in an attempt.
     *
     * @param run id
     * @param parent of it; empty: none
     * @param description resolved
     * @param data SHA-256
     * @param example shape of every example
     */
    record Identity(String run, String parent, String description, String data, List<Integer> example, Claim claim) {}

    /** A step was made, and is not evaluated yet. */
    void made(long step) {
        if (writer.isEmpty()
                || System.nanoTime() - last < intervalNanos
                || !writer.get().isIdle()) {
            return;
        }
        writer.get().offer(copy(step, false, false, List.of()));
        last = System.nanoTime();
    }

    /**
     * The run ends, whatever of it is settled.
     *
     * @param evaluated whether the evaluation of the last step was made, if one was due
     * @param over whether it has come to its end; as long as the log does not say so, a resume has something to do
     * @return the file, if one was written
     */
    Optional<Path> end(long step, boolean evaluated, boolean over) {
        boolean known = over && parts.publisher.isSettled();
        return writer.flatMap(files -> files.last(copy(step, evaluated, known, parts.publisher.unsaid())));
    }

    private Checkpoint copy(long step, boolean evaluated, boolean over, List<Unsaid> unsaid) {
        Identity of = parts.identity;
        MaskKeeper.Kept kept = parts.masking.kept();
        List<Double> losses =
                parts.masking.after(step).applied().map(Checkpoints::losses).orElse(List.of());
        Head head = new Head(
                of.run(),
                of.parent(),
                of.description(),
                of.data(),
                of.example(),
                Version.number(),
                over,
                of.claim(),
                step,
                evaluated,
                new Head.Masks(kept.version(), List.copyOf(new TreeSet<>(kept.answered())), losses),
                parts.inbox.read(),
                parts.publisher.mark(),
                unsaid,
                parts.prunings.kept(),
                parts.tally.state());
        return new Checkpoint(head, parts.engine.state());
    }

    private static List<Double> losses(StepReport.Applied applied) {
        return List.of(applied.lossBefore(), applied.lossAfter());
    }
}
