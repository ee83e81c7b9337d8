package io.plumbline.report.runlog;

import io.plumbline.protocol.v1.Pruned;
import io.plumbline.protocol.v1.Removal;
import java.util.List;
import java.util.TreeMap;

/**
 * How prunings changed the network of a run. The trainer reports a pruning at once, and some steps later how long steps
 * take then: a run that ends in between has no times.
 *
 * @param prunings how many were made
 * @param parameters that remain
 * @param cost of an example over that of the whole network, 0 to 1
 * @param stepMsBefore step before the first pruning; NaN where none was measured
 * @param stepMsAfter step after the last one; NaN where none was measured
 */
public record PruningSummary(int prunings, long parameters, double cost, double stepMsBefore, double stepMsAfter) {

    static PruningSummary of(RunHistory history) {
        TreeMap<Long, Removal> made = new TreeMap<>();
        history.prunings().forEach(pruned -> made.put(pruned.getMaskVersion(), removal(pruned)));
        history.acks().stream()
                .filter(ack -> ack.getApplied().hasRemoval())
                .forEach(ack -> made.put(ack.getVersion(), ack.getApplied().getRemoval()));
        if (made.isEmpty()) {
            return new PruningSummary(0, history.manifest().getParameters(), 1, Double.NaN, Double.NaN);
        }
        List<Pruned> measured = history.prunings();
        Removal first = made.firstEntry().getValue();
        Removal last = made.lastEntry().getValue();
        return new PruningSummary(
                made.size(),
                last.getParametersAfter(),
                last.getCostAfter() / first.getCostBefore(),
                measured.isEmpty() ? Double.NaN : measured.get(0).getStepMsBefore(),
                measured.isEmpty()
                        ? Double.NaN
                        : measured.get(measured.size() - 1).getStepMsAfter());
    }

    private static Removal removal(Pruned pruned) {
        return Removal.newBuilder()
                .setParametersAfter(pruned.getParametersAfter())
                .setCostBefore(pruned.getCostBefore())
                .setCostAfter(pruned.getCostAfter())
                .build();
    }

    /** Returns the first steps of the smaller networks. */
    public static List<Long> steps(RunHistory history) {
        TreeMap<Long, Long> steps = new TreeMap<>();
        history.prunings().forEach(pruned -> steps.put(pruned.getMaskVersion(), pruned.getStep()));
        history.acks().stream()
                .filter(ack -> ack.getApplied().hasRemoval())
                .forEach(ack -> steps.put(ack.getVersion(), ack.getApplied().getStep()));
        return List.copyOf(steps.values());
    }
}
