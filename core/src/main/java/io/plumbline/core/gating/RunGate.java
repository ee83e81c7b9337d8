package io.plumbline.core.gating;

import io.plumbline.core.conditioning.ConditionEstimate;
import io.plumbline.core.gap.StabilityIndicator;
import io.plumbline.core.gating.policy.Policy;
import io.plumbline.core.model.Mask;
import io.plumbline.core.model.Shards;
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

    private final RunHead head;
    private final Policy policy;
    private final Averages averages;

    /**
     * Makes the gate of a run as it was left.
     *
     * @param head of the run; changed from now on
     * @param policy that the run's settings name
     * @param averages of the run's shards
     */
    public RunGate(RunHead head, Policy policy, Averages averages) {
        this.head = head;
        this.policy = policy;
        this.averages = averages;
    }

    private boolean fits(StepReport.Probe probe) {
        int layers = head.plan().layers().size();
        return probe.layerEnergy().size() == layers && probe.layerCurvature().size() == layers;
    }

    /** Returns why a shard does not belong here; empty where it does. Changes nothing. */
    public Optional<Refusal> refusal(StepReport report) {
        RunPlan plan = head.plan();
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
        if (report.step() < 1 || head.cursor.refuses(report)) {
            return Optional.of(Refusal.FROM_THE_PAST);
        }
        if (!believes(report.step())) {
            return Optional.of(Refusal.FROM_THE_FUTURE);
        }
        boolean sameStep = report.step() == head.cursor.step();
        boolean known =
                sameStep ? report.maskVersion() == head.cursor.version() : head.masks.knows(report.maskVersion());
        return known ? Optional.empty() : Optional.of(Refusal.UNKNOWN_VERSION);
    }

    /** Returns whether a run can be at this step: within its plan, and not absurdly far ahead of its last decision. */
    public boolean believes(long step) {
        RunPlan plan = head.plan();
        long skipped = (step - head.lastDecided()) / plan.decisionInterval();
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
        boolean diverges = report.step() == head.cursor.step() && !head.cursor.lossFinite();
        return diverges || !report.lossFinite() || report.sound(columns);
    }

    /** Returns whether a shard of step {@code step} leaves the step before it incomplete. */
    public boolean leavesIncomplete(long step) {
        return head.cursor.step() > 0 && step > head.cursor.step() && !head.cursor.closed();
    }

    /** Returns the decision steps before {@code step} that nothing was decided at, ascending. */
    public LongStream overdue(long step) {
        int interval = head.plan().decisionInterval();
        long first = head.lastDecided() / interval * interval + interval;
        return LongStream.iterate(first, due -> due < step, due -> due + interval)
                .limit(MOST_OVERDUE + 1);
    }

    /** Returns whether all shards of the last step came and a decision is to be made at it. */
    public boolean due() {
        long step = head.cursor.step();
        return head.cursor.closed() && head.plan().decidesAt(step) && step > head.lastDecided();
    }

    /** Returns whether the last shard of the last step has come. */
    public boolean closed() {
        return head.cursor.closed();
    }

    /** Returns whether all shards of the last step have come, each of them sound. */
    public boolean complete() {
        return head.cursor.complete();
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
        head.cursor.take(report, true);
        if (head.cursor.lossFinite()) {
            fold(report, columns);
        }
        boolean probed = head.cursor.complete() && head.cursor.probed() && head.cursor.lossFinite();
        return probed ? Optional.of(completeProbe()) : Optional.empty();
    }

    /** Notes a shard that came but cannot be averaged: its step is incomplete. */
    public void spoil(StepReport report) {
        arrive(report);
        head.cursor.take(report, false);
    }

    /** The first shard under the version in flight: from here on the change is in force. */
    private void arrive(StepReport report) {
        if (!head.masks.isInFlight(report.maskVersion())) {
            return;
        }
        Mask before = head.masks.present();
        Announcement change = head.comeIntoForce(report.step());
        if (change.remaining().isPresent()) {
            Mask now = head.masks.present();
            IntStream removed = IntStream.range(0, now.nodes()).filter(b -> before.isOpen(b) && !now.isOpen(b));
            TouchedNodes.each(averages, head.plan().shards(), removed, NodeAverages::removed);
        }
        if (!change.rollback() && change.changesNodes()) {
            report.applied()
                    .ifPresent(applied -> head.correction.observe(
                            applied.lossAfter() - applied.lossBefore(),
                            change.predicted(),
                            settings().probeAverage()));
        }
        int restsUntil = change.rollback() ? head.decisions() + settings().rest() : 0;
        TouchedNodes.each(
                averages,
                head.plan().shards(),
                change.nodes(),
                (nodes, node) -> nodes.changed(node, head.decisions(), restsUntil));
    }

    private void fold(StepReport report, ShardColumns columns) {
        if (report.shard() == 0) {
            head.loss.observe(report.scalars().loss(), settings().rollbackSmoothing());
            head.convergence.observe(report.scalars());
            report.probe().ifPresent(probe -> {
                head.probes.observe(probe, report.maskVersion());
                head.cursor.markProbed();
            });
        }
        NodeAverages nodes = averages.get(report.shard());
        nodes.observe(columns, settings().stepAverage());
        // Without the totals, which come with the first shard, the columns would have weights of their own.
        if (report.probe().isPresent() && head.cursor.probed()) {
            nodes.observeProbe(columns, report.maskVersion(), settings().probeAverage());
        }
        averages.put(report.shard(), nodes);
    }

    private ConditionReport completeProbe() {
        head.probes.complete();
        ConditionEstimate whole = head.probes.last();
        double exampleGradient = head.convergence.exampleGradient();
        long examples = head.plan().trainingExamples();
        double contraction = head.convergence.contraction();
        return new ConditionReport(
                head.cursor.step(),
                head.cursor.version(),
                whole,
                head.probes.eigenResidual(),
                contraction,
                head.convergence.gap().predicted(),
                head.convergence.gap().measured(),
                head.convergence.gap().violations(),
                exampleGradient,
                examples < 2
                        ? Double.NaN
                        : StabilityIndicator.of(exampleGradient, whole.gradient(), whole.muPl(), examples),
                head.probes.layers(head.plan().layers(), head.masks.mask()));
    }

    /**
     * Returns what is decided at a step. Pure: the same state gives the same decision, bit for bit, and nothing changes.
     *
     * @param step t, a multiple of Δ, not decided before
     */
    public Decision decide(long step) {
        return new Decider(head, policy, averages, step).decide();
    }

    /**
     * The one place where a decision becomes state.
     *
     * @throws IllegalStateException if its step, or a later one, was decided before
     */
    public void apply(Decision decision) {
        head.apply(decision);
    }

    /**
     * Takes a version back that the trainer rejected; its number is not used again.
     *
     * @return whether this version was in flight
     */
    public boolean reject(long version) {
        return head.takeBack(version);
    }

    /**
     * Notes how fast steps were around a compaction. Unless the trainer waits for decisions, one that made them no faster
     * is the last.
     *
     * @param version of the compaction
     * @param before milliseconds of a step; NaN: not measured
     * @param after likewise
     * @return whether a trainer can be under this version
     */
    public boolean compacted(long version, double before, double after) {
        boolean known = version > 0 && head.masks.knows(version);
        if (known) {
            head.compacted(before, after);
        }
        return known;
    }

    private GateSettings settings() {
        return head.plan().settings();
    }
}
