package io.plumbline.report.runlog;

import io.plumbline.core.model.Mask;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.MaskChangeCodec;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.NodeRange;
import io.plumbline.protocol.v1.Rejected;
import io.plumbline.report.runlog.ChangeOutcome.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The masks of a run as its trainer brought them into force. A decided change counts as applied only where an
 * acknowledgement says so, or an evaluation, a pruning or a later decision names its version as the one in force: the
 * first step that one of them names is then its first. Acknowledgements are kept for a year, decisions for ever.
 */
public final class Masks {

    private final RunHistory history;
    private final List<ChangeOutcome> outcomes;

    private Masks(RunHistory history) {
        this.history = history;
        Map<Long, MaskAck> acks = history.acks().stream()
                .collect(Collectors.toMap(MaskAck::getVersion, ack -> ack, (first, same) -> first));
        Map<Long, Long> inForce = inForce(history);
        this.outcomes = history.changes().stream()
                .flatMap(change -> outcome(change, history.nodes(), acks, inForce).stream())
                .toList();
    }

    /** Returns the masks of a run. */
    public static Masks of(RunHistory history) {
        return new Masks(history);
    }

    /** Returns every version that a record names as the one in force, with the first such step. */
    private static Map<Long, Long> inForce(RunHistory history) {
        Map<Long, Long> seen = new TreeMap<>();
        history.decisions()
                .forEach(at ->
                        seen.merge(at.change().getVersionInForce(), at.change().getStep(), Math::min));
        history.evaluations().forEach(at -> seen.merge(at.getMaskVersion(), at.getStep(), Math::min));
        history.prunings().forEach(at -> seen.merge(at.getMaskVersion(), at.getStep(), Math::min));
        return seen;
    }

    /** A mask whose size is not that of the network is a bad record and is not shown. */
    private static Optional<ChangeOutcome> outcome(
            RecordedDecision decision, int nodes, Map<Long, MaskAck> acks, Map<Long, Long> inForce) {
        Change change = decision.change().getChange();
        try {
            Mask mask = MaskChangeCodec.mask(change, nodes);
            Optional<Mask> remaining = MaskChangeCodec.remaining(change, nodes);
            Answer answer = answer(change.getVersion(), acks, inForce);
            return Optional.of(new ChangeOutcome(decision, mask, remaining, answer.kind, answer.step, answer.reason));
        } catch (BadRecordException other) {
            return Optional.empty();
        }
    }

    private static Answer answer(long version, Map<Long, MaskAck> acks, Map<Long, Long> inForce) {
        MaskAck ack = acks.getOrDefault(version, MaskAck.getDefaultInstance());
        if (ack.hasRejected()) {
            Rejected rejected = ack.getRejected();
            return new Answer(Kind.REJECTED, rejected.getStep(), rejected.getReason());
        }
        if (ack.hasApplied()) {
            return new Answer(Kind.APPLIED, ack.getApplied().getStep(), "");
        }
        return inForce.containsKey(version)
                ? new Answer(Kind.APPLIED, inForce.get(version), "")
                : new Answer(Kind.UNANSWERED, 0, "");
    }

    private record Answer(Kind kind, long step, String reason) {}

    /** Returns what became of every change, in order of their decision steps. */
    public List<ChangeOutcome> outcomes() {
        return outcomes;
    }

    /** Returns the changes with one kind of outcome, in order of their decision steps. */
    public List<ChangeOutcome> of(Kind kind) {
        return outcomes.stream().filter(outcome -> outcome.is(kind)).toList();
    }

    /** Returns the layers under the mask in force at the end, or now. */
    public List<LayerDensity> layers() {
        List<ChangeOutcome> applied = of(Kind.APPLIED);
        return applied.isEmpty()
                ? layers(allOpen())
                : layers(applied.get(applied.size() - 1).mask());
    }

    /** Returns the layers from step 0 on and from every step on under another mask, in order of these steps. */
    public Map<Long, List<LayerDensity>> overSteps() {
        TreeMap<Long, List<LayerDensity>> shapes = new TreeMap<>();
        shapes.put(0L, layers(allOpen()));
        of(Kind.APPLIED).forEach(outcome -> shapes.put(outcome.step(), layers(outcome.mask())));
        shapes.putIfAbsent(history.steps(), shapes.lastEntry().getValue());
        return shapes;
    }

    private Mask allOpen() {
        return Mask.allOpen(history.nodes());
    }

    /**
     * Returns the layers under a mask.
     *
     * @param mask of all nodes of the run
     */
    public List<LayerDensity> layers(Mask mask) {
        List<LayerDensity> layers = new ArrayList<>();
        int start = 0;
        for (NodeRange layer : history.manifest().getRangesList()) {
            int end = start + layer.getNodes();
            layers.add(new LayerDensity(layer.getName(), layer.getNodes(), mask.openCount(start, end)));
            start = end;
        }
        return layers;
    }
}
