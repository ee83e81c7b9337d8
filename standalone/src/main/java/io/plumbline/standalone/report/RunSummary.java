package io.plumbline.standalone.report;

import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.LayerRange;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run in numbers, computed from its history alone. What was never measured is NaN.
 *
 * @param run id
 * @param policy of the gate
 * @param steps made
 * @param seconds of wall-clock spent in steps
 * @param trainingLoss at the last evaluation, nats
 * @param trainingAccuracy at the last evaluation, 0 to 1
 * @param testLoss at the last evaluation, nats
 * @param testAccuracy at the last evaluation, 0 to 1
 * @param convergenceGap last training loss − L*
 * @param generalizationGap last test loss − last training loss, nats
 * @param kappaFirst κ at the first probe
 * @param kappaLast κ at the last probe
 * @param layers open nodes per layer under the last mask
 * @param changes of the mask, compactions left out
 * @param smaller what compactions brought
 * @param rollbacks among these
 * @param decisions of the gate, "no change" included
 * @param decided statistics in the log → decision in the log
 * @param seen statistics published → change read by the trainer, by its clock
 * @param statisticsShare time of the statistics over the rest of a step
 * @param dropped steps whose statistics were dropped
 */
record RunSummary(
        String run,
        String policy,
        long steps,
        double seconds,
        double trainingLoss,
        double trainingAccuracy,
        double testLoss,
        double testAccuracy,
        double convergenceGap,
        double generalizationGap,
        double kappaFirst,
        double kappaLast,
        List<LayerDensity> layers,
        int changes,
        Smaller smaller,
        int rollbacks,
        int decisions,
        Latency decided,
        Latency seen,
        double statisticsShare,
        long dropped) {

    /** Copies the layers. */
    RunSummary {
        layers = List.copyOf(layers);
    }

    static RunSummary of(RunHistory history) {
        Manifest manifest = history.manifest();
        Optional<Evaluation> last = last(history.evaluations());
        List<Decision> changes = history.changes();
        double training = last.map(Evaluation::getTrainingLoss).orElse(Double.NaN);
        double test = last.map(Evaluation::getTestLoss).orElse(Double.NaN);
        return new RunSummary(
                manifest.getRun(),
                history.policy(),
                last.map(Evaluation::getStep).orElse(0L),
                last.map(Evaluation::getTrainingSeconds).orElse(Double.NaN),
                training,
                last.map(at -> 1 - at.getTrainingError()).orElse(Double.NaN),
                test,
                last.map(at -> 1 - at.getTestError()).orElse(Double.NaN),
                training - manifest.getLossLowerBound(),
                test - training,
                first(history.conditions()).map(Condition::getKappa).orElse(Double.NaN),
                last(history.conditions()).map(Condition::getKappa).orElse(Double.NaN),
                layers(manifest, changes),
                (int) changes.stream()
                        .map(change -> change.change().getChange())
                        .filter(change -> change.getClosedCount() + change.getOpenedCount() > 0)
                        .count(),
                Smaller.of(history),
                (int) changes.stream()
                        .filter(change -> change.change().getChange().getRollback())
                        .count(),
                history.decisions().size(),
                Latency.of(history.decisions().stream().mapToDouble(Decision::latencyMs)),
                Latency.of(history.acks().stream()
                        .filter(MaskAck::hasApplied)
                        .mapToDouble(ack -> ack.getApplied().getSeenMs())),
                statisticsShare(history.progress()),
                last(history.progress()).map(Progress::getDropped).orElse(0L));
    }

    private static <T> Optional<T> first(List<T> list) {
        return list.stream().findFirst();
    }

    private static <T> Optional<T> last(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
    }

    private static List<LayerDensity> layers(Manifest manifest, List<Decision> changes) {
        List<LayerDensity> layers = new ArrayList<>();
        int node = 0;
        for (LayerRange layer : manifest.getLayersList()) {
            int open = 0;
            for (int end = node + layer.getNodes(); node < end; node++) {
                open += changes.isEmpty() || isOpen(changes.get(changes.size() - 1), node) ? 1 : 0;
            }
            layers.add(new LayerDensity(layer.getName(), layer.getNodes(), open));
        }
        return layers;
    }

    /** Bit {@code node % 8} of byte {@code node / 8}, least significant first. */
    private static boolean isOpen(Decision last, int node) {
        return (last.change().getChange().getMask().byteAt(node >> 3) >> (node & 7) & 1) == 1;
    }

    /** Sums over the run's seconds, so that slow seconds count as much as they lasted. */
    private static double statisticsShare(List<Progress> progress) {
        double statistics = 0;
        double rest = 0;
        for (Progress second : progress) {
            statistics += second.getStatisticsMs();
            rest += second.getStepMs() - second.getStatisticsMs();
        }
        return statistics / rest;
    }

    /** Returns the mean time of a step in milliseconds. */
    double stepMs() {
        return 1000 * seconds / steps;
    }

    /** Returns the share of all nodes that is open, 0 to 1. */
    double density() {
        return (double) layers.stream().mapToInt(LayerDensity::open).sum()
                / layers.stream().mapToInt(LayerDensity::nodes).sum();
    }
}
