package io.plumbline.trainer;

import io.plumbline.core.conditioning.ProbeSteps;
import io.plumbline.core.gating.StepReport;
import io.plumbline.engine.Engine;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.StepRecord;
import io.plumbline.trainer.RunListener.StepSeen;
import io.plumbline.trainer.RunResult.Probed;
import io.plumbline.trainer.publish.Publisher;
import io.plumbline.trainer.publish.StepHeader;
import io.plumbline.trainer.run.Mode;
import io.plumbline.trainer.run.RunDescription;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One step after another: batch, probe, update, hand-over. Probes are made before the update, at the step's weights. */
final class Stepping {

    private static final Probed NONE = new Probed(0, Double.NaN, Double.NaN, Double.NaN);

    private final RunDescription run;
    private final ProbeSteps probeSteps;
    private final Engine engine;
    private final Batches batches;
    private final Publisher publisher;
    private final Duration patience;
    private final BooleanSupplier goesOn;
    private final RunObservers observers;
    private final StepRecord record;
    private final ProbeRecord probe;
    private Probed lastProbe;
    private double loss = Double.NaN;
    private double bareMs;
    private boolean stuck;

    /**
     * Begins before the first step.
     *
     * @param patience how long lockstep waits for room for a step's statistics
     * @param goesOn called while it waits: whether to keep waiting
     */
    Stepping(
            RunDescription run,
            Engine engine,
            Batches batches,
            Publisher publisher,
            Duration patience,
            BooleanSupplier goesOn,
            RunObservers observers) {
        this.run = run;
        this.probeSteps = run.probeSteps();
        this.engine = engine;
        this.batches = batches;
        this.publisher = publisher;
        this.patience = patience;
        this.goesOn = goesOn;
        this.observers = observers;
        this.record = StepRecord.of(engine.layers().nodes());
        this.probe = new ProbeRecord(engine.layers());
        this.lastProbe = observers.tally().lastProbe().orElse(NONE);
    }

    /** How a step went. */
    enum Outcome {
        MADE,
        /** The loss or a gradient is not finite: nothing was published. */
        DIVERGED,
        /** In lockstep, the queue had no room for the statistics in time. */
        STUCK
    }

    /** Makes a step under a mask version, in force for the first time if {@code applied} says so. */
    Outcome make(long step, long version, Optional<StepReport.Applied> applied) throws InterruptedException {
        long begin = System.nanoTime();
        // By updates: a run that goes on from another goes on in its data, too.
        var batch = batches.of(engine.updates() + 1);
        long beforeProbe = System.nanoTime();
        boolean probes = probeSteps.isProbed(step);
        if (probes) {
            engine.probe(probe);
            lastProbe = observers.tally().probe(step, probe);
        }
        long probed = System.nanoTime();
        loss = engine.step(batch, record);
        if (!isFinite()) {
            return Outcome.DIVERGED;
        }
        long updated = System.nanoTime();
        StepHeader header = new StepHeader(step, version, applied);
        boolean handedOver = handOver(header, probes ? Optional.of(probe) : Optional.empty());
        long end = System.nanoTime();
        bareMs = (end - begin - (probed - beforeProbe)) / 1e6;
        observers.step(
                new StepSeen(
                        step,
                        loss,
                        engine.mask().openCount(),
                        (end - begin) / 1e6,
                        publisher.dropped(),
                        lastProbe.lambda(),
                        lastProbe.muPl()),
                (probed - beforeProbe + end - updated) / 1e6);
        stuck = !handedOver;
        return handedOver ? Outcome.MADE : Outcome.STUCK;
    }

    /** Returns whether the statistics of the last step were not handed over: nobody may go on behind it. */
    boolean isStuck() {
        return stuck;
    }

    /** Returns the loss of the last batch, NaN before the first. */
    double loss() {
        return loss;
    }

    /** Returns the wall-clock of the last step without its probe. */
    double bareMs() {
        return bareMs;
    }

    /**
     * Sums over all parameters: if one gradient is not finite, neither is gᵀΔw. M² overflows before they do; where it is NaN
     * the engine does not measure it.
     */
    private boolean isFinite() {
        return Double.isFinite(loss)
                && Double.isFinite(record.updateDot())
                && !Double.isInfinite(record.exampleGradient());
    }

    private boolean handOver(StepHeader header, Optional<ProbeRecord> ofProbe) throws InterruptedException {
        if (run.mode() == Mode.LOCKSTEP) {
            return publisher.put(header, record, ofProbe, patience, goesOn);
        }
        publisher.offer(header, record, ofProbe);
        return true;
    }
}
