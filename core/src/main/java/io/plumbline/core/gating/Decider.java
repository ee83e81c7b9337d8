package io.plumbline.core.gating;

import io.plumbline.core.conditioning.ConditionEstimate;
import io.plumbline.core.conditioning.NodeConditions;
import io.plumbline.core.conditioning.PowerIteration;
import io.plumbline.core.gating.ChangeSelection.Candidate;
import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.gating.policy.NodeView;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.gating.policy.Policy;
import io.plumbline.core.gating.policy.Price;
import io.plumbline.core.gating.policy.Proposal;
import io.plumbline.core.gating.policy.Situation;
import io.plumbline.core.model.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** One decision, from the state to its value. Changes nothing. */
final class Decider {

    /** Probes under the mask in force before anything is decided by them. */
    private static final int PROBES = 2;

    private final RunHead head;
    private final Policy policy;
    private final Averages averages;
    private final long step;

    Decider(RunHead head, Policy policy, Averages averages, long step) {
        this.head = head;
        this.policy = policy;
        this.averages = averages;
        this.step = step;
    }

    Decision decide() {
        Optional<NoChangeReason> blocked = blocked();
        if (blocked.isPresent()) {
            return none(blocked.get(), false);
        }
        Optional<Watch> judged = head.masks.watch().filter(watch -> watch.due(step, settings()));
        if (judged.isPresent() && judged.get().condemns(head.loss)) {
            return rollBack(judged.get().change());
        }
        boolean acquits = judged.isPresent();
        Optional<NoChangeReason> unready = unready(acquits);
        return unready.isEmpty() ? propose(acquits) : compactOnly(unready.get(), acquits);
    }

    /** Why nothing can be decided at all, a roll-back neither. */
    private Optional<NoChangeReason> blocked() {
        if (step != head.cursor.step() || !head.cursor.complete()) {
            return Optional.of(NoChangeReason.STATISTICS_MISSING);
        }
        if (policy.name().equals(Policies.DENSE)) {
            return Optional.of(NoChangeReason.DENSE);
        }
        if (!head.cursor.lossFinite()) {
            return Optional.of(NoChangeReason.LOSS_NOT_FINITE);
        }
        if (head.masks.inFlight().isPresent() || head.cursor.version() != head.masks.inForce()) {
            return Optional.of(NoChangeReason.CHANGE_IN_FLIGHT);
        }
        return Optional.empty();
    }

    /** Why no new change can be decided. */
    private Optional<NoChangeReason> unready(boolean acquits) {
        if (step < settings().warmUp()) {
            return Optional.of(NoChangeReason.WARM_UP);
        }
        if (settings().opensNoMore(step) && settled()) {
            return Optional.of(NoChangeReason.AFTER_LAST_CHANGE);
        }
        if (onTrial(acquits)) {
            return Optional.of(NoChangeReason.UNDER_WATCH);
        }
        if (head.probes.countUnder(head.masks.inForce()) < PROBES) {
            return Optional.of(NoChangeReason.FEW_PROBES);
        }
        if (!(head.probes.eigenResidual() <= PowerIteration.TRUSTED_RESIDUAL)) {
            return Optional.of(NoChangeReason.EIGEN_RESIDUAL);
        }
        return Optional.empty();
    }

    /** After t_1 only what the schedule still asks for closes: the budget may lag behind it. */
    private boolean settled() {
        double density = head.masks.mask().density(head.plan().layers());
        return settings().selfTuned() || density <= settings().finalDensity();
    }

    private Decision propose(boolean acquits) {
        Situation situation = situation();
        Proposal proposal = policy.propose(situation, head.memory());
        List<Candidate> chosen = ChangeSelection.choose(situation, proposal);
        Optional<Mask> remaining = remaining(acquits, situation::nodes, b -> wantsBack(proposal, b));
        if (chosen.isEmpty() && remaining.isEmpty()) {
            NoChangeReason content = NoChangeReason.NOTHING_TO_CHANGE;
            return new NoChange(step, head.masks.inForce(), content, proposal.memory(), acquits);
        }
        List<NodeReason> reasons = new ArrayList<>();
        for (Candidate candidate : chosen) {
            int b = candidate.node();
            reasons.add(reason(candidate, proposal.gates()[b], proposal.scores()[b], situation.nodes()));
        }
        int left = ChangeSelection.budget(situation) - chosen.size();
        return change(reasons, false, remaining, left, proposal.memory(), acquits);
    }

    /** Where the policy cannot be asked, what stood its trial may still go. */
    private Decision compactOnly(NoChangeReason unready, boolean acquits) {
        Optional<Mask> remaining = remaining(acquits, () -> NodeTable.gather(head, averages), b -> false);
        return remaining.isPresent()
                ? change(List.of(), false, remaining, 0, head.memory(), acquits)
                : none(unready, acquits);
    }

    private Optional<Mask> remaining(boolean acquits, Supplier<NodeView> nodes, IntPredicate wanted) {
        boolean rotates = policy.rotates() && !settings().opensNoMore(step);
        return onTrial(acquits) || rotates || !CompactionRule.applies(head)
                ? Optional.empty()
                : CompactionRule.remaining(head, nodes.get(), wanted, step);
    }

    /** Whether a change in force is not judged yet, nor is it now. */
    private boolean onTrial(boolean acquits) {
        return !acquits && head.masks.watch().isPresent();
    }

    private boolean wantsBack(Proposal proposal, int node) {
        return !settings().opensNoMore(step)
                && proposal.gates()[node] > settings().thetaOpen();
    }

    /** Undoes a change: the nodes that it closed open, and the other way round. */
    private Decision rollBack(Announcement condemned) {
        NodeView nodes = NodeTable.gather(head, averages);
        List<NodeReason> reasons = new ArrayList<>();
        condemned.nodes().forEach(b -> {
            Candidate back = new Candidate(b, head.masks.mask().isOpen(b), reasons.size() + 1);
            reasons.add(reason(back, Double.NaN, Double.NaN, nodes));
        });
        return change(reasons, true, Optional.empty(), 0, head.memory(), false);
    }

    private Decision change(
            List<NodeReason> reasons,
            boolean rollback,
            Optional<Mask> remaining,
            int budgetLeft,
            Memory memory,
            boolean acquits) {
        Mask after = head.masks.mask().with(moved(reasons, true), moved(reasons, false));
        return new Change(
                step,
                head.masks.inForce(),
                head.masks.nextVersion(),
                after,
                rollback,
                remaining,
                reasons,
                head.probes.average(),
                after.density(head.plan().layers()),
                settings().followsSchedule() ? DensitySchedule.at(settings(), step) : Double.NaN,
                budgetLeft,
                head.correction.chi(),
                predicted(reasons),
                memory,
                acquits);
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
            sum += Price.of(gamma, reason.tau(), reason.move());
        }
        return sum;
    }

    private NodeReason reason(Candidate candidate, double gate, double score, NodeView nodes) {
        int b = candidate.node();
        double epsilon = settings().epsilon() / nodes.size();
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
                nodes.tau()[b]);
    }

    private Situation situation() {
        RunPlan plan = head.plan();
        ConditionEstimate average = head.probes.average();
        double work = StrictMath.log(average.loss()) - StrictMath.log(plan.lossTarget());
        return new Situation(
                step,
                plan.plannedSteps(),
                plan.seed(),
                plan.layers(),
                head.masks.mask(),
                settings(),
                NodeTable.gather(head, averages),
                average.loss(),
                Math.max(0, work),
                head.correction.chi(),
                examples(),
                DensitySchedule.at(settings(), step));
    }

    /** How many examples γ and τ are averaged over. */
    private double examples() {
        return head.plan().batch() * averages.get(0).effectiveSteps();
    }

    private GateSettings settings() {
        return head.plan().settings();
    }

    private Decision none(NoChangeReason reason, boolean acquits) {
        return new NoChange(step, head.masks.inForce(), reason, head.memory(), acquits);
    }
}
