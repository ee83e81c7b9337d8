package io.plumbline.report;

import io.plumbline.core.model.Mask;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.MaskChangeCodec;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.NodeRange;
import io.plumbline.protocol.v1.Rejected;
import io.plumbline.report.Fate.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The masks of a run as its trainer brought them into force. What was decided is told apart from what was applied: an
 * acknowledgement says so, or an evaluation, a pruning or a later decision that names the version as the one in
 * force.
 */
final class Masks {

    private final RunHistory history;
    private final List<Fate> fates;

    private Masks(RunHistory history) {
        this.history = history;
        Map<Long, MaskAck> acks = history.acks().stream()
                .collect(Collectors.toMap(MaskAck::getVersion, ack -> ack, (first, same) -> first));
        Map<Long, Long> inForce = inForce(history);
        this.fates = history.changes().stream()
                .flatMap(
                        change -> mask(change, history.nodes()).map(mask -> fate(change, mask, acks, inForce)).stream())
                .toList();
    }

    static Masks of(RunHistory history) {
        return new Masks(history);
    }

    /** A mask of another size than the network's is a bad record: there is nothing to show of it. */
    private static Optional<Mask> mask(RecordedDecision change, int nodes) {
        try {
            return Optional.of(MaskChangeCodec.mask(change.change().getChange(), nodes));
        } catch (BadRecordException other) {
            return Optional.empty();
        }
    }

    /** Returns every version that somebody saw in force, with the first step at which it was. */
    private static Map<Long, Long> inForce(RunHistory history) {
        Map<Long, Long> seen = new TreeMap<>();
        history.decisions()
                .forEach(at ->
                        seen.merge(at.change().getVersionInForce(), at.change().getStep(), Math::min));
        history.evaluations().forEach(at -> seen.merge(at.getMaskVersion(), at.getStep(), Math::min));
        history.prunings().forEach(at -> seen.merge(at.getMaskVersion(), at.getStep(), Math::min));
        return seen;
    }

    private static Fate fate(RecordedDecision change, Mask mask, Map<Long, MaskAck> acks, Map<Long, Long> inForce) {
        long version = change.change().getChange().getVersion();
        MaskAck ack = acks.getOrDefault(version, MaskAck.getDefaultInstance());
        if (ack.hasRejected()) {
            Rejected rejected = ack.getRejected();
            return new Fate(change, mask, Kind.REJECTED, rejected.getStep(), rejected.getReason());
        }
        if (ack.hasApplied()) {
            return new Fate(change, mask, Kind.APPLIED, ack.getApplied().getStep(), "");
        }
        return inForce.containsKey(version)
                ? new Fate(change, mask, Kind.APPLIED, inForce.get(version), "")
                : new Fate(change, mask, Kind.UNANSWERED, 0, "");
    }

    /** Returns what became of every change, in order of their decision steps. */
    List<Fate> fates() {
        return fates;
    }

    List<Fate> of(Kind kind) {
        return fates.stream().filter(fate -> fate.is(kind)).toList();
    }

    /** Returns the layers under the mask in force at the end, or now. */
    List<LayerDensity> layers() {
        List<Fate> applied = of(Kind.APPLIED);
        return applied.isEmpty()
                ? layers(allOpen())
                : layers(applied.get(applied.size() - 1).mask());
    }

    /** Returns the layers from step 0 on and from every step on under another mask, in order of these steps. */
    Map<Long, List<LayerDensity>> overSteps() {
        TreeMap<Long, List<LayerDensity>> shapes = new TreeMap<>();
        shapes.put(0L, layers(allOpen()));
        of(Kind.APPLIED).forEach(fate -> shapes.put(fate.step(), layers(fate.mask())));
        shapes.putIfAbsent(history.steps(), shapes.lastEntry().getValue());
        return shapes;
    }

    private Mask allOpen() {
        return Mask.allOpen(history.nodes());
    }

    private List<LayerDensity> layers(Mask mask) {
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
