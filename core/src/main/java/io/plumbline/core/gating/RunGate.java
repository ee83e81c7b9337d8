package io.plumbline.core.gating;

import io.plumbline.core.conditioning.ConditionEstimate;
import io.plumbline.core.gap.StabilityIndicator;
import io.plumbline.core.gating.policy.Policy;
import io.plumbline.core.model.Mask;
import io.plumbline.core.model.Shards;
import io.plumbline.core.settings.GateSettings;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The gate of one run: folds its statistics in, decides at decision steps, remembers what it decided. Statistics come shard
 * by shard, in order; a shard that {@link #refusal} names must not be observed. Not thread safe.
 *
 * <pre>
 * for (long due : gate.overdue(report.step()).toArray()) gate.apply(announce(gate.decide(due)));
 * gate.observe(report, columns);
 * if (gate.due()) gate.apply(announce(gate.decide(report.step())));
 * </pre>
 */
public final class RunGate {

    /** Decision steps that may be missing at once: whoever skips more is not believed. */
    private static final long MOST_OVERDUE = 100_000;

    private final GateState state;
    private final Policy policy;
    private final Averages averages;

    /**
     * Makes the gate of a run as it was left.
     *
     * @param state of the run; changed from now on
     * @param policy that the run's settings name
     * @param averages of the run's shards
     */
    public RunGate(GateState state, Policy policy, Averages averages) {
        this.state = state;
        this.policy = policy;
        this.averages = averages;
    }

    private boolean fits(StepReport.Probe probe) {
        int layers = state.plan().layers().size();
        return probe.layerEnergy().size() == layers && probe.layerCurvature().size() == layers;
    }

    /** Returns why a shard does not belong here; empty where it does. Changes nothing. */
    public Optional<Refusal> refusal(StepReport report) {
        RunPlan plan = state.plan();
        Shards shards = plan.shards();
        if (report.attempt() != plan.attempt()) {
            return Optional.of(Refusal.WRONG_ATTEMPT);
        }
        if (report.shards() != shards.count()
                || report.shard() < 0
                || report.shard() >= shards.count()
                || report.firstNode() != shards.first(report.shard())
                || report.nodes() != shards.size(report.shard())
                || !report.probe().map(this::fits).orElse(true)) {
            return Optional.of(Refusal.WRONG_SHAPE);
        }
        if (report.step() < 1 || state.cursor.refuses(report)) {
            return Optional.of(Refusal.FROM_THE_PAST);
        }
        if (!isPlausible(report.step())) {
            return Optional.of(Refusal.FROM_THE_FUTURE);
        }
        boolean sameStep = report.step() == state.cursor.step();
        boolean known =
                sameStep ? report.maskVersion() == state.cursor.version() : state.masks.knows(report.maskVersion());
        return known ? Optional.empty() : Optional.of(Refusal.UNKNOWN_VERSION);
    }

    /** Returns whether a run can be at this step: within its plan, and not absurdly far ahead of its last decision. */
    public boolean isPlausible(long step) {
        RunPlan plan = state.plan();
        long skipped = (step - state.lastDecided()) / plan.decisionInterval();
        return step <= plan.plannedSteps() && skipped <= MOST_OVERDUE;
    }

    /**
     * Returns whether all numbers of a shard can be averaged. Whatever a step says of which the loss is not finite, it is
     * sound: it reports that the run diverges, and is not averaged.
     *
     * @param report of the shard, not refused
     * @param columns of the shard
     */
    public boolean sound(StepReport report, ShardColumns columns) {
        boolean diverges = report.step() == state.cursor.step() && !state.cursor.lossFinite();
        return diverges || !report.lossFinite() || report.sound(columns);
    }

    /** Returns whether a shard of step {@code step} leaves the step before it incomplete. */
    public boolean leavesIncomplete(long step) {
        return state.cursor.step() > 0 && step > state.cursor.step() && !state.cursor.closed();
    }

    /** Returns the decision steps before {@code step} that nothing was decided at, ascending. */
    public LongStream overdue(long step) {
        int interval = state.plan().decisionInterval();
        long first = state.lastDecided() / interval * interval + interval;
        return LongStream.iterate(first, due -> due < step, due -> due + interval)
                .limit(MOST_OVERDUE + 1);
    }

    /** Returns whether all shards of the last step came and a decision is to be made at it. */
    public boolean due() {
        long step = state.cursor.step();
        return state.cursor.closed() && state.plan().decidesAt(step) && step > state.lastDecided();
    }

    /** Returns whether the last shard of the last step has come. */
    public boolean closed() {
        return state.cursor.closed();
    }

    /** Returns whether all shards of the last step have come, each of them sound. */
    public boolean complete() {
        return state.cursor.complete();
    }

    /**
     * Folds one shard in. A step of which the loss is not finite is noted and not averaged.
     *
     * @param report of the shard, not refused, {@link #sound sound}
     * @param columns of the shard
     * @return the conditioning, if the shard completes a probe step
     */
    public Optional<ConditionReport> observe(StepReport report, ShardColumns columns) {
        arrive(report);
        state.cursor.take(report, true);
        if (state.cursor.lossFinite()) {
            fold(report, columns);
        }
        boolean probed = state.cursor.complete() && state.cursor.probed() && state.cursor.lossFinite();
        return probed ? Optional.of(completeProbe()) : Optional.empty();
    }

    /** Notes a shard that came but cannot be averaged: its step is incomplete. */
    public void markInvalid(StepReport report) {
        arrive(report);
        state.cursor.take(report, false);
    }

    /** The first shard under the version in flight: from here on the change is in force. */
    private void arrive(StepReport report) {
        if (!state.masks.isInFlight(report.maskVersion())) {
            return;
        }
        Mask before = state.masks.present();
        Announcement change = state.comeIntoForce(report.step());
        if (change.remaining().isPresent()) {
            Mask now = state.masks.present();
            IntStream removed = IntStream.range(0, now.nodes()).filter(b -> before.isOpen(b) && !now.isOpen(b));
            TouchedNodes.each(averages, state.plan().shards(), removed, NodeAverages::removed);
        }
        if (!change.rollback() && change.changesNodes()) {
            report.applied()
                    .ifPresent(applied -> state.correction.observe(
                            applied.lossAfter() - applied.lossBefore(),
                            change.predicted(),
                            settings().averaging().probe()));
        }
        int restsUntil =
                change.rollback() ? state.decisions() + settings().rollback().rest() : 0;
        TouchedNodes.each(
                averages,
                state.plan().shards(),
                change.nodes(),
                (nodes, node) -> nodes.changed(node, state.decisions(), restsUntil));
    }

    private void fold(StepReport report, ShardColumns columns) {
        if (report.shard() == 0) {
            state.loss.observe(report.scalars().loss(), settings().rollback().smoothing());
            state.convergence.observe(report.scalars());
            report.probe().ifPresent(probe -> {
                state.probes.observe(probe, report.maskVersion());
                state.cursor.markProbed();
            });
        }
        NodeAverages nodes = averages.get(report.shard());
        nodes.observe(columns, settings().averaging().step());
        // Without the totals, which come with the first shard, the columns would have weights of their own.
        if (report.probe().isPresent() && state.cursor.probed()) {
            nodes.observeProbe(
                    columns, report.maskVersion(), settings().averaging().probe());
        }
        averages.put(report.shard(), nodes);
    }

    private ConditionReport completeProbe() {
        state.probes.complete();
        ConditionEstimate whole = state.probes.last();
        double exampleGradient = state.convergence.exampleGradient();
        long examples = state.plan().trainingExamples();
        double contraction = state.convergence.contraction();
        return new ConditionReport(
                state.cursor.step(),
                state.cursor.version(),
                whole,
                state.probes.eigenResidual(),
                contraction,
                state.convergence.gap().predicted(),
                state.convergence.gap().measured(),
                state.convergence.gap().violations(),
                exampleGradient,
                examples < 2
                        ? Double.NaN
                        : StabilityIndicator.of(exampleGradient, whole.gradient(), whole.muPl(), examples),
                state.probes.layers(state.plan().layers(), state.masks.mask()));
    }

    /**
     * Returns what is decided at a step. Pure: the same state gives the same decision, bit for bit, and nothing changes.
     *
     * @param step t, a multiple of Δ, not decided before
     */
    public MaskDecision decide(long step) {
        return new Decider(state, policy, averages, step).decide();
    }

    /**
     * The one place where a decision becomes state.
     *
     * @throws IllegalStateException if its step, or a later one, was decided before
     */
    public void apply(MaskDecision decision) {
        state.apply(decision);
    }

    /**
     * Takes a version back that the trainer rejected; its number is not used again.
     *
     * @return whether this version was in flight
     */
    public boolean reject(long version) {
        return state.takeBack(version);
    }

    /**
     * Notes how fast steps were around a pruning. Unless the trainer waits for decisions, one that made them no faster
     * is the last.
     *
     * @param version of the pruning
     * @param before milliseconds of a step; NaN: not measured
     * @param after likewise
     * @return whether a trainer can be under this version
     */
    public boolean pruned(long version, double before, double after) {
        boolean known = version > 0 && state.masks.knows(version);
        if (known) {
            state.pruned(before, after);
        }
        return known;
    }

    private GateSettings settings() {
        return state.plan().settings();
    }
}
