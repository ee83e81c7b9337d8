package io.plumbline.core.gating;

import io.plumbline.core.conditioning.ConditionEstimate;
import io.plumbline.core.gap.StabilityIndicator;
import io.plumbline.core.gating.policy.Policy;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The gate of one run: {@link #accept} takes in one record of the run's log after the other, folds statistics, decides
 * at decision steps, remembers its decisions, and returns the outcome. The same records give the same decisions, bit
 * for bit. Not thread safe.
 */
public final class RunGate {

    private final Function<String, Policy> policies;
    private final Averages averages;
    private final Stopwatch stopwatch;
    private GateState state;

    /** Measures how long a decision takes, for callers that have a clock. */
    @FunctionalInterface
    public interface Stopwatch {

        /** Makes the decision and returns it. */
        MaskDecision timed(Supplier<MaskDecision> decide);
    }

    /**
     * Makes the gate of a run from its state.
     *
     * @param state of the run; changed from now on
     * @param policies by name, that of the run's settings among them
     * @param averages of the run's shards
     * @param stopwatch of decisions
     */
    public RunGate(GateState state, Function<String, Policy> policies, Averages averages, Stopwatch stopwatch) {
        this.state = state;
        this.policies = policies;
        this.averages = averages;
        this.stopwatch = stopwatch;
    }

    /** Makes the gate of a run from its state, without measuring times. */
    public RunGate(GateState state, Function<String, Policy> policies, Averages averages) {
        this(state, policies, averages, Supplier::get);
    }

    /** Returns its current state. */
    public GateState state() {
        return state;
    }

    /** Returns the policy that it asks. */
    public Policy policy() {
        return policies.apply(settings().policy());
    }

    /** Takes in the next record of the run's log; a record that does not belong to it changes nothing. */
    public GateOutcome accept(GateInput input) {
        Optional<Refusal> refusal = new Admission(state).refusal(input);
        if (refusal.isPresent()) {
            return GateOutcome.refused(refusal.get());
        }
        if (input instanceof GateInput.Began began) {
            resume(began.plan());
        } else if (input instanceof GateInput.Shard shard) {
            return observe(shard);
        } else if (input instanceof GateInput.Ended end) {
            boolean leftIncomplete = leavesIncomplete(end.step() + 1);
            return GateOutcome.taken(decideOverdue(end.step() + 1), leftIncomplete);
        } else if (input instanceof GateInput.Rejected) {
            state.takeBack();
        } else if (input instanceof GateInput.Pruned pruned) {
            state.pruned(pruned.version(), pruned.before(), pruned.after());
        }
        return GateOutcome.taken(List.of(), false);
    }

    /** Another attempt continues with the earlier decisions; a manifest of the current attempt says nothing new. */
    private void resume(RunPlan plan) {
        if (plan.attempt() > state.plan().attempt()) {
            state = state.resume(plan, policies.apply(plan.settings().policy()));
        }
    }

    private GateOutcome observe(GateInput.Shard shard) {
        StepReport report = shard.report();
        boolean leftIncomplete = leavesIncomplete(report.step());
        List<MaskDecision> overdue = decideOverdue(report.step());
        Optional<ShardColumns> columns = shard.columns().get().filter(read -> valid(report, read));
        Optional<ConditionReport> condition =
                columns.isPresent() ? observe(report, columns.get()) : markInvalid(report);
        Optional<GateOutcome.Closed> closed = state.cursor.closed()
                ? Optional.of(state.cursor.complete() ? GateOutcome.Closed.COMPLETE : GateOutcome.Closed.INCOMPLETE)
                : Optional.empty();
        Optional<MaskDecision> decision = due() ? Optional.of(decideNow(report.step())) : Optional.empty();
        return new GateOutcome(
                Optional.empty(), overdue, condition, decision, leftIncomplete, closed, columns.isPresent());
    }

    private List<MaskDecision> decideOverdue(long before) {
        List<MaskDecision> decided = new ArrayList<>();
        overdue(before).forEach(step -> decided.add(decideNow(step)));
        return decided;
    }

    private MaskDecision decideNow(long step) {
        MaskDecision decision = stopwatch.timed(() -> decide(step));
        apply(decision);
        return decision;
    }

    /**
     * Returns whether all numbers of a shard can be averaged. A step with a loss that is not finite is valid in any
     * case: it reports that the run diverges, and is not averaged.
     */
    boolean valid(StepReport report, ShardColumns columns) {
        boolean diverges = report.step() == state.cursor.step() && !state.cursor.lossFinite();
        return diverges || !report.lossFinite() || report.valid(columns);
    }

    /** Returns whether a shard of step {@code step} leaves the step before it incomplete. */
    private boolean leavesIncomplete(long step) {
        return state.cursor.step() > 0 && step > state.cursor.step() && !state.cursor.closed();
    }

    /** Returns the decision steps before {@code step} without a decision, ascending. */
    LongStream overdue(long step) {
        int interval = state.plan().decisionInterval();
        long first = state.lastDecided() / interval * interval + interval;
        return LongStream.iterate(first, due -> due < step, due -> due + interval)
                .limit(Admission.MOST_OVERDUE + 1);
    }

    /** Returns whether all shards of the last step came and a decision is to be made at it. */
    boolean due() {
        long step = state.cursor.step();
        return state.cursor.closed() && state.plan().decidesAt(step) && step > state.lastDecided();
    }

    /** Folds one valid shard in; returns the conditioning, if the shard completes a probe step. */
    Optional<ConditionReport> observe(StepReport report, ShardColumns columns) {
        arrive(report);
        state.cursor.take(report, true);
        if (state.cursor.lossFinite()) {
            fold(report, columns);
        }
        boolean probed = state.cursor.complete() && state.cursor.probed() && state.cursor.lossFinite();
        return probed ? Optional.of(completeProbe()) : Optional.empty();
    }

    /** Notes a shard that arrived but cannot be averaged: its step is incomplete. */
    Optional<ConditionReport> markInvalid(StepReport report) {
        arrive(report);
        state.cursor.take(report, false);
        return Optional.empty();
    }

    /** The first shard under the version in flight: from here on the change is in force. */
    private void arrive(StepReport report) {
        if (!(state.masks() instanceof MaskState.InFlight inFlight) || !inFlight.isInFlight(report.maskVersion())) {
            return;
        }
        Mask before = inFlight.masks().present();
        Announcement change = inFlight.change();
        state.comeIntoForce(inFlight, report.step());
        if (change.remaining().isPresent()) {
            Mask now = state.masks().masks().present();
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
            state.lossSeen(report.step(), report.scalars().loss());
            state.convergence.observe(report.scalars());
            report.probe().ifPresent(probe -> {
                state.probes.observe(probe, report.maskVersion());
                state.cursor.markProbed();
            });
        }
        NodeAverages nodes = averages.get(report.shard());
        nodes.observe(columns, settings().averaging().step());
        // Without the totals, which come with the first shard, the columns would be averaged with other weights.
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
                state.probes.layers(state.plan().layers(), state.masks().mask()));
    }

    /**
     * Returns what would be decided at a step. Pure: the same state gives the same decision, bit for bit, and nothing
     * changes.
     *
     * @param step t, a multiple of Δ, not decided before
     */
    public MaskDecision decide(long step) {
        return new Decider(state, policy(), averages, step).decide();
    }

    /**
     * The only place where a decision becomes state.
     *
     * @throws IllegalStateException if its step, or a later one, was decided before
     */
    void apply(MaskDecision decision) {
        state.apply(decision);
    }

    private GateSettings settings() {
        return state.plan().settings();
    }
}
