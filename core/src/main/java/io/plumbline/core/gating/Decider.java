package io.plumbline.core.gating;

import io.plumbline.core.conditioning.ConditionEstimate;
import io.plumbline.core.conditioning.NodeConditions;
import io.plumbline.core.conditioning.PowerIteration;
import io.plumbline.core.gating.ChangeSelection.Candidate;
import io.plumbline.core.gating.ChangeSelection.Selection;
import io.plumbline.core.gating.RollbackWatch.Judgement;
import io.plumbline.core.gating.policy.CapacityFloor;
import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.gating.policy.NodeView;
import io.plumbline.core.gating.policy.Policy;
import io.plumbline.core.gating.policy.Price;
import io.plumbline.core.gating.policy.ProbeNeed;
import io.plumbline.core.gating.policy.Proposal;
import io.plumbline.core.gating.policy.Situation;
import io.plumbline.core.model.Capacity;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** One decision, from the state to its value. Changes nothing. */
final class Decider {

    private final GateState state;
    private final Policy policy;
    private final Averages averages;
    private final long step;
    /** Whether the change under observation is found good by this decision. */
    private boolean confirms;

    Decider(GateState state, Policy policy, Averages averages, long step) {
        this.state = state;
        this.policy = policy;
        this.averages = averages;
        this.step = step;
    }

    MaskDecision decide() {
        Optional<NoChangeReason> blocked = blocked();
        if (blocked.isPresent()) {
            return none(blocked.get());
        }
        Optional<RollbackWatch> judged = state.masks().watch().filter(watch -> watch.due(step, settings()));
        if (judged.isPresent()) {
            Judgement judgement = judged.get().judge(state.loss);
            if (judgement == Judgement.ROLL_BACK) {
                return rollBack(judged.get().change());
            } else if (judgement == Judgement.EXTEND) {
                return none(NoChangeReason.LOSS_STILL_FALLING);
            }
        }
        confirms = judged.isPresent();
        Optional<NoChangeReason> unready = unready();
        return unready.isEmpty() ? propose() : pruneOnly(unready.get());
    }

    /** Why nothing can be decided at all, a roll-back neither. */
    private Optional<NoChangeReason> blocked() {
        if (step != state.cursor.step() || !state.cursor.complete()) {
            return Optional.of(NoChangeReason.STATISTICS_MISSING);
        }
        if (!policy.changesMasks()) {
            return Optional.of(NoChangeReason.DENSE);
        }
        if (!state.cursor.lossFinite()) {
            return Optional.of(NoChangeReason.LOSS_NOT_FINITE);
        }
        if (state.masks().inFlight().isPresent()
                || state.cursor.version() != state.masks().inForce()) {
            return Optional.of(NoChangeReason.CHANGE_IN_FLIGHT);
        }
        return Optional.empty();
    }

    /** Why no new change can be decided. */
    private Optional<NoChangeReason> unready() {
        if (step < settings().schedule().warmUp()) {
            return Optional.of(NoChangeReason.WARM_UP);
        }
        if (settings().reopeningEnded(step) && settled()) {
            return Optional.of(NoChangeReason.AFTER_LAST_CHANGE);
        }
        if (isUnderObservation()) {
            return Optional.of(NoChangeReason.UNDER_OBSERVATION);
        }
        Optional<NoChangeReason> obstacle = state.capacity.obstacle(state.plan());
        if (obstacle.isPresent()) {
            return obstacle;
        }
        ProbeNeed need = policy.needs(settings());
        boolean few = state.probes.countUnder(state.masks().inForce())
                < settings().schedule().minProbes();
        if (need != ProbeNeed.NOTHING && few) {
            return Optional.of(NoChangeReason.FEW_PROBES);
        }
        boolean trusted = state.probes.eigenResidual() <= PowerIteration.TRUSTED_RESIDUAL;
        if (need == ProbeNeed.EIGENVECTOR && !trusted) {
            return Optional.of(NoChangeReason.EIGEN_RESIDUAL);
        }
        return Optional.empty();
    }

    /** After t_1 only what the schedule still asks for closes: the budget may lag behind it. */
    private boolean settled() {
        double density = state.plan().architecture().density(state.masks().mask());
        return settings().schedule().selfTuned()
                || density <= settings().schedule().finalDensity();
    }

    private MaskDecision propose() {
        Situation situation = situation();
        Proposal proposal = policy.propose(situation, state.memory());
        Selection selection = ChangeSelection.choose(situation, proposal);
        List<Candidate> chosen = selection.candidates();
        Optional<Mask> remaining = remaining(situation::nodes, b -> wantsBack(proposal, b));
        if (chosen.isEmpty() && remaining.isEmpty()) {
            NoChangeReason content = NoChangeReason.NOTHING_TO_CHANGE;
            Optional<CapacityReport> capacity = capacity(state.masks().mask(), selection.heldBack());
            return new NoChange(step, state.masks().inForce(), content, proposal.memory(), confirms, capacity);
        }
        List<NodeReason> reasons = new ArrayList<>();
        for (Candidate candidate : chosen) {
            int b = candidate.node();
            reasons.add(reason(candidate, proposal.gates()[b], proposal.scores()[b], situation.nodes()));
        }
        int left = ChangeSelection.budget(situation) - chosen.size();
        return change(reasons, false, remaining, left, proposal.memory(), selection.heldBack());
    }

    /** Where the policy cannot be asked, what passed its rollback window may still go. */
    private MaskDecision pruneOnly(NoChangeReason unready) {
        Optional<Mask> remaining = remaining(() -> NodeTable.gather(state, averages), b -> false);
        return remaining.isPresent() ? change(List.of(), false, remaining, 0, state.memory(), 0) : none(unready);
    }

    private Optional<Mask> remaining(Supplier<NodeView> nodes, IntPredicate wanted) {
        boolean rotates = policy.rotates() && !settings().reopeningEnded(step);
        return isUnderObservation() || rotates || !PruningRule.applies(state)
                ? Optional.empty()
                : PruningRule.remaining(state, nodes.get(), wanted, step);
    }

    /** Whether a change in force is not judged yet, nor is it now. */
    private boolean isUnderObservation() {
        return !confirms && state.masks().watch().isPresent();
    }

    private boolean wantsBack(Proposal proposal, int node) {
        return !settings().reopeningEnded(step)
                && proposal.gates()[node] > settings().limits().thetaOpen();
    }

    /** Undoes a change: the nodes that it closed open, and the other way round. */
    private MaskDecision rollBack(Announcement refused) {
        NodeView nodes = NodeTable.gather(state, averages);
        List<NodeReason> reasons = new ArrayList<>();
        refused.nodes().forEach(b -> {
            Candidate back = new Candidate(b, state.masks().mask().isOpen(b), reasons.size() + 1);
            reasons.add(reason(back, Double.NaN, Double.NaN, nodes));
        });
        return change(reasons, true, Optional.empty(), 0, state.memory(), 0);
    }

    private MaskDecision change(
            List<NodeReason> reasons,
            boolean rollback,
            Optional<Mask> remaining,
            int budgetLeft,
            Memory memory,
            int heldBack) {
        Mask after = state.masks().mask().with(moved(reasons, true), moved(reasons, false));
        return new Change(
                step,
                state.masks().inForce(),
                state.masks().masks().nextVersion(),
                after,
                rollback,
                remaining,
                reasons,
                state.probes.average(),
                state.plan().architecture().density(after),
                settings().followsSchedule() ? DensitySchedule.at(settings(), step) : Double.NaN,
                budgetLeft,
                state.correction.chi(),
                predicted(reasons),
                memory,
                confirms,
                capacity(after, heldBack));
    }

    /** What the capacity floor did, if there is one. */
    private Optional<CapacityReport> capacity(Mask after, int heldBack) {
        CapacityFloor floor = state.capacity.floor(state.plan());
        if (floor.weights() == 0) {
            return Optional.empty();
        }
        double left = Capacity.of(state.plan().architecture())
                .of(state.plan().layers().counts(after));
        return Optional.of(new CapacityReport(floor, left, heldBack));
    }

    private static int[] moved(List<NodeReason> reasons, boolean closes) {
        return reasons.stream()
                .filter(reason -> reason.closes() == closes)
                .mapToInt(NodeReason::node)
                .toArray();
    }

    private double predicted(List<NodeReason> reasons) {
        double sum = 0;
        for (NodeReason reason : reasons) {
            double gamma = Price.significant(reason.gamma(), reason.tau(), examples());
            double curvature = settings().objective().price().of(reason.tau(), reason.gateCurvature());
            sum += Price.of(gamma, curvature, reason.move());
        }
        return sum;
    }

    private NodeReason reason(Candidate candidate, double gate, double score, NodeView nodes) {
        int b = candidate.node();
        double epsilon = settings().objective().epsilon() / nodes.size();
        double shareLambda = nodes.shareLambda()[b];
        double shareMu = nodes.shareMu()[b];
        return new NodeReason(
                b,
                candidate.closes(),
                gate,
                score,
                candidate.rank(),
                NodeConditions.kappa(shareLambda, shareMu, epsilon),
                shareLambda,
                shareMu,
                nodes.gamma()[b],
                nodes.tau()[b],
                nodes.gateCurvature()[b]);
    }

    private Situation situation() {
        RunPlan plan = state.plan();
        ConditionEstimate average = state.probes.average();
        // A policy that needs no probe may be asked before the first: then the loss of training steps stands for
        // theirs.
        double loss = Double.isNaN(average.loss()) ? Math.max(0, state.loss.mean()) : average.loss();
        double work = StrictMath.log(loss) - StrictMath.log(plan.lossTarget());
        return new Situation(
                step,
                plan.plannedSteps(),
                plan.seed(),
                plan.architecture(),
                state.masks().mask(),
                settings(),
                NodeTable.gather(state, averages),
                loss,
                Math.max(0, work),
                state.correction.chi(),
                examples(),
                DensitySchedule.at(settings(), step),
                state.budget(),
                state.capacity.floor(plan));
    }

    /** How many examples γ and τ are averaged over. */
    private double examples() {
        return state.plan().batch() * averages.get(0).effectiveSteps();
    }

    private GateSettings settings() {
        return state.plan().settings();
    }

    private MaskDecision none(NoChangeReason reason) {
        return new NoChange(step, state.masks().inForce(), reason, state.memory(), confirms, Optional.empty());
    }
}
