package io.plumbline.protocol;

import com.google.protobuf.ByteString;
import io.plumbline.core.files.Spelling;
import io.plumbline.core.gating.Change;
import io.plumbline.core.gating.MaskDecision;
import io.plumbline.core.gating.NoChange;
import io.plumbline.core.gating.NoChangeReason;
import io.plumbline.core.gating.NodeReason;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.v1.MaskChange;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decisions, from core's values to the message and back. They are read back in parts: the memory of a policy and the
 * inputs of κ are not written, so a whole decision cannot be read, and every reader needs another part.
 */
public final class MaskChangeCodec {

    /** With at most this many nodes and their reasons, the record of a decision stays below 256 KiB. */
    private static final int MOST_REASONS = 2_800;

    private MaskChangeCodec() {}

    /**
     * Returns the message of a decision.
     *
     * @param run whose
     * @param attempt of the run, from 1
     * @param policy that decided, its name
     * @param policyVersion of the policy
     * @param layers of the network
     * @param decision what was decided
     * @param statisticsAtMs timestamp of the record that decided, milliseconds since 1970; 0 if there is none
     */
    public static MaskChange write(
            String run,
            int attempt,
            String policy,
            String policyVersion,
            Layers layers,
            MaskDecision decision,
            long statisticsAtMs) {
        MaskChange.Builder message = MaskChange.newBuilder()
                .setRun(run)
                .setAttempt(attempt)
                .setStep(decision.step())
                .setVersionInForce(decision.versionInForce())
                .setPolicy(policy)
                .setPolicyVersion(policyVersion)
                .setStatisticsAtMs(statisticsAtMs);
        if (decision instanceof NoChange none) {
            message.getNoneBuilder().setReason(none.reason().spelling());
        }
        decision.change().ifPresent(change -> message.setChange(message(change, layers)));
        decision.capacity().ifPresent(capacity -> message.setCapacity(CapacityCodec.write(capacity)));
        return message.build();
    }

    private static io.plumbline.protocol.v1.Change message(Change change, Layers layers) {
        io.plumbline.protocol.v1.Change.Builder message = io.plumbline.protocol.v1.Change.newBuilder()
                .setVersion(change.version())
                .setBaseStep(change.step())
                .setMask(bytes(change.mask()))
                .setRollback(change.rollback())
                .setPruning(change.pruning())
                .setKappa(change.condition().kappa())
                .setLambda(change.condition().lambda())
                .setMuPl(change.condition().muPl())
                .setLoss(change.condition().loss())
                .setDensity(change.density())
                .setTargetDensity(change.targetDensity())
                .setBudgetLeft(change.budgetLeft())
                .setChi(change.chi())
                .setPredictedLossChange(change.predictedLossChange());
        Arrays.stream(change.closed()).forEach(message::addClosed);
        Arrays.stream(change.opened()).forEach(message::addOpened);
        change.remaining().ifPresent(left -> message.setRemaining(bytes(left)));
        if (change.reasons().size() <= MOST_REASONS) {
            change.reasons().forEach(reason -> message.addReasons(message(reason)));
        } else {
            message.addAllRangeReasons(RangeReasons.of(change.reasons(), layers));
        }
        return message.build();
    }

    private static ByteString bytes(Mask mask) {
        return ByteString.copyFrom(mask.toBytes());
    }

    private static io.plumbline.protocol.v1.NodeReason message(NodeReason reason) {
        var message = io.plumbline.protocol.v1.NodeReason.newBuilder()
                .setNode(reason.node())
                .setGate(reason.gate())
                .setScore(reason.score())
                .setRank(reason.rank())
                .setKappa(reason.kappa())
                .setShareLambda(reason.shareLambda())
                .setShareMu(reason.shareMu())
                .setGamma(reason.gamma())
                .setTau(reason.tau());
        if (!Double.isNaN(reason.gateCurvature())) {
            message.setGateCurvature(reason.gateCurvature());
        }
        return message.build();
    }

    /** Returns why nothing changes; empty if something does, or if a newer gate gives a reason unknown here. */
    public static Optional<NoChangeReason> noChangeReason(MaskChange message) {
        return Spelling.find(NoChangeReason.class, message.getNone().getReason());
    }

    /**
     * Returns the whole mask after a change.
     *
     * @param nodes N of the run
     * @throws BadRecordException if it is a mask of another number of nodes
     */
    public static Mask mask(io.plumbline.protocol.v1.Change change, int nodes) throws BadRecordException {
        return mask(change.getMask(), nodes);
    }

    /**
     * Returns the nodes that a pruning leaves in the network, open and closed, as open ones; empty for other changes.
     *
     * @param nodes N of the run
     * @throws BadRecordException if it is a mask of another number of nodes
     */
    public static Optional<Mask> remaining(io.plumbline.protocol.v1.Change change, int nodes)
            throws BadRecordException {
        return change.getPruning() ? Optional.of(mask(change.getRemaining(), nodes)) : Optional.empty();
    }

    private static Mask mask(ByteString bytes, int nodes) throws BadRecordException {
        try {
            return Mask.fromBytes(bytes.toByteArray(), nodes);
        } catch (IllegalArgumentException wrong) {
            throw new BadRecordException(Cause.WRONG_SHAPE, wrong.getMessage());
        }
    }

    /**
     * Returns why every node changes, in the order in which they were chosen; a node that is not closed opens. Empty where
     * so many change that the record tells of ranges.
     */
    public static List<NodeReason> reasons(io.plumbline.protocol.v1.Change change) {
        Set<Integer> closed = new HashSet<>(change.getClosedList());
        return change.getReasonsList().stream()
                .map(reason -> reason(reason, closed.contains(reason.getNode())))
                .toList();
    }

    private static NodeReason reason(io.plumbline.protocol.v1.NodeReason reason, boolean closes) {
        return new NodeReason(
                reason.getNode(),
                closes,
                reason.getGate(),
                reason.getScore(),
                reason.getRank(),
                reason.getKappa(),
                reason.getShareLambda(),
                reason.getShareMu(),
                reason.getGamma(),
                reason.getTau(),
                reason.hasGateCurvature() ? reason.getGateCurvature() : Double.NaN);
    }
}
