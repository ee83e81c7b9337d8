package io.plumbline.trainer;

import com.google.protobuf.InvalidProtocolBufferException;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.engine.PruningEngine;
import io.plumbline.protocol.v1.Pruned;
import io.plumbline.protocol.v1.Removal;
import io.plumbline.trainer.checkpoint.Head;
import io.plumbline.trainer.publish.Reporter;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Makes the network smaller, measures over the next steps how much time that saves, and then reports it. Not thread
 * safe: for the training thread only.
 */
final class Prunings {

    /** None is being measured. */
    static final Head.Pruning NONE = new Head.Pruning("", List.of());

    private final PruningEngine engine;
    private final Architecture network;
    private final Reporter reporter;
    private final RunObservers observers;
    private final StepTimes times = new StepTimes();
    /** Prunings that were made, but not measured long enough. */
    private Optional<Pruned.Builder> measuring;

    private final int batch;
    private Mask present;
    /** Floating-point operations of a step of the present network. */
    private double stepWork;

    /**
     * Begins with all nodes present.
     *
     * @param batch examples of a step
     */
    Prunings(PruningEngine engine, int batch, Reporter reporter, RunObservers observers) {
        this(engine, batch, reporter, observers, engine.architecture().all(), NONE);
    }

    /** Goes on with the nodes that are present, from what {@link #kept} returned. */
    Prunings(
            PruningEngine engine,
            int batch,
            Reporter reporter,
            RunObservers observers,
            Mask present,
            Head.Pruning before) {
        this.batch = batch;
        this.engine = engine;
        this.network = engine.architecture();
        this.reporter = reporter;
        this.observers = observers;
        this.present = present;
        this.stepWork = network.stepCost(batch, present);
        this.measuring = report(before.report());
        before.stepMs().forEach(times::add);
    }

    private static Optional<Pruned.Builder> report(String kept) {
        try {
            return kept.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            Pruned.newBuilder().mergeFrom(Base64.getDecoder().decode(kept)));
        } catch (InvalidProtocolBufferException malformed) {
            throw new IllegalArgumentException("the report of a pruning cannot be read", malformed);
        }
    }

    /** Returns the pruning that is being measured, and the times of the latest steps. */
    Head.Pruning kept() {
        String report = measuring
                .map(made -> Base64.getEncoder().encodeToString(made.build().toByteArray()))
                .orElse("");
        return new Head.Pruning(report, times.all());
    }

    /**
     * Makes the network smaller.
     *
     * @param step first of the smaller network
     * @param version of the pruning
     * @param left nodes that remain, as open ones
     */
    Removal prune(long step, long version, Mask left) {
        finish();
        double before = times.lowerQuartile();
        times.clear();
        Removal.Builder removal = Removal.newBuilder()
                .setNodes(present.openCount() - left.openCount())
                .setParametersBefore(engine.parameters())
                .setCostBefore(network.cost(present))
                .setCostAfter(network.cost(left));
        long begin = System.nanoTime();
        engine.prune(left);
        double ms = (System.nanoTime() - begin) / 1e6;
        present = left;
        stepWork = network.stepCost(batch, left);
        removal.setParametersAfter(engine.parameters());
        measuring = Optional.of(pruned(removal)
                .setStep(step)
                .setMaskVersion(version)
                .setStepMsBefore(before)
                .setRebuildMs(ms));
        observers.pruned(ms);
        return removal.build();
    }

    private Pruned.Builder pruned(Removal.Builder removal) {
        Pruned.Builder pruned = Pruned.newBuilder()
                .setParametersBefore(removal.getParametersBefore())
                .setParametersAfter(removal.getParametersAfter())
                .setCostBefore(removal.getCostBefore())
                .setCostAfter(removal.getCostAfter());
        Layers layers = network.layers();
        for (int l = 0; l < layers.size(); l++) {
            int all = layers.end(l) - layers.start(l);
            pruned.addRemoved(all - present.openCount(layers.start(l), layers.end(l)));
        }
        return pruned;
    }

    /** Notes the work of a step, and its time without its probe; once there are enough, reports what the last pruning saved. */
    void step(double ms) {
        observers.tally().worked(stepWork);
        times.add(ms);
        if (times.isFull()) {
            finish();
        }
    }

    /** Reports what the last pruning has saved by now, unless it was reported before. */
    void finish() {
        measuring.ifPresent(made -> {
            reporter.pruned(made.setStepMsAfter(times.lowerQuartile()));
            observers.measured(made);
        });
        measuring = Optional.empty();
    }
}
