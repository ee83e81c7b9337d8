package io.plumbline.report.runlog;

import io.plumbline.core.conditioning.LayerCondition;
import io.plumbline.core.model.Density;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.ConditionCodec;
import io.plumbline.protocol.Manifests;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.Progress;
import java.util.List;
import java.util.Optional;

/**
 * A run in numbers, computed from its history alone. What was never measured is NaN. Masks are those that the trainer
 * acknowledged.
 *
 * @param run id
 * @param parent run that it goes on from; empty: none
 * @param policy of the gate
 * @param outcome of it, with the steps made
 * @param evaluatedAt step of the last evaluation
 * @param seconds of wall-clock spent in steps until then
 * @param trainingLoss at the last evaluation, nats
 * @param trainingAccuracy at the last evaluation, 0 to 1
 * @param testLoss at the last evaluation, nats
 * @param testAccuracy at the last evaluation, 0 to 1
 * @param averaged the same four of averaged weights
 * @param convergenceGap last training loss − L*
 * @param generalizationGap last test loss − last training loss, nats
 * @param kappaFirst κ at the first probe
 * @param kappaLast κ at the last probe
 * @param gatedKappaLast κ of what nodes own, at the last probe
 * @param violations steps that broke the prediction of the convergence gap
 * @param layers open nodes per layer under the mask in force at the end
 * @param density of that mask: cost of an example over that of the whole network, 0 to 1
 * @param masks what was decided, and with which outcome
 * @param smaller what prunings changed
 * @param latencies of decisions
 * @param statisticsShare time of the statistics over the rest of a step
 * @param dropped steps whose statistics were dropped
 */
public record RunSummary(
        String run,
        String parent,
        String policy,
        Outcome outcome,
        long evaluatedAt,
        double seconds,
        double trainingLoss,
        double trainingAccuracy,
        double testLoss,
        double testAccuracy,
        AveragedSummary averaged,
        double convergenceGap,
        double generalizationGap,
        double kappaFirst,
        double kappaLast,
        double gatedKappaLast,
        double violations,
        List<LayerDensity> layers,
        double density,
        MaskCounts masks,
        PruningSummary smaller,
        Latencies latencies,
        double statisticsShare,
        long dropped) {

    /** Copies the layers. */
    public RunSummary {
        layers = List.copyOf(layers);
    }

    /** Summarizes a run. */
    public static RunSummary of(RunHistory history) {
        Manifest manifest = history.manifest();
        Optional<Evaluation> last = last(history.evaluations());
        Masks masks = Masks.of(history);
        double training = last.map(Evaluation::getTrainingLoss).orElse(Double.NaN);
        double test = last.map(Evaluation::getTestLoss).orElse(Double.NaN);
        return new RunSummary(
                manifest.getRun(),
                manifest.getParent(),
                history.policy(),
                Outcome.of(history),
                last.map(Evaluation::getStep).orElse(0L),
                last.map(Evaluation::getTrainingSeconds).orElse(Double.NaN),
                training,
                last.map(at -> 1 - at.getTrainingError()).orElse(Double.NaN),
                test,
                Double.isNaN(test)
                        ? test
                        : last.map(at -> 1 - at.getTestError()).orElse(Double.NaN),
                last.map(AveragedSummary::of).orElse(AveragedSummary.NONE),
                training - manifest.getLoss().getLowerBound(),
                test - training,
                first(history.conditions()).map(Condition::getKappa).orElse(Double.NaN),
                last(history.conditions()).map(Condition::getKappa).orElse(Double.NaN),
                last(history.conditions())
                        .map(condition -> LayerCondition.gatedKappa(ConditionCodec.layers(condition)))
                        .orElse(Double.NaN),
                history.conditions().stream()
                        .mapToDouble(Condition::getViolations)
                        .max()
                        .orElse(Double.NaN),
                masks.layers(),
                density(manifest, masks.layers()),
                MaskCounts.of(history, masks),
                PruningSummary.of(history),
                Latencies.of(history),
                statisticsShare(history.progress()),
                last(history.progress()).map(Progress::getDropped).orElse(0L));
    }

    private static <T> Optional<T> first(List<T> list) {
        return list.stream().findFirst();
    }

    private static <T> Optional<T> last(List<T> list) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(list.size() - 1));
    }

    /**
     * Summed over the progress reports of the run, one a second, so that slow seconds count as long as they lasted.
     */
    private static double statisticsShare(List<Progress> progress) {
        double statistics = 0;
        double rest = 0;
        for (Progress second : progress) {
            statistics += second.getStatisticsMs();
            rest += second.getStepMs() - second.getStatisticsMs();
        }
        return statistics / rest;
    }

    /** Returns how many nodes the whole network has. */
    public int nodes() {
        return layers.stream().mapToInt(LayerDensity::nodes).sum();
    }

    /** Returns how many of them are open under the mask in force at the end. */
    public int openNodes() {
        return layers.stream().mapToInt(LayerDensity::open).sum();
    }

    /** Returns the mean time of a step in milliseconds, until the last evaluation. */
    public double stepMs() {
        return 1000 * seconds / evaluatedAt;
    }

    private static double density(Manifest manifest, List<LayerDensity> layers) {
        try {
            double[] open = layers.stream().mapToDouble(LayerDensity::open).toArray();
            return Density.of(Manifests.architecture(manifest)).of(open);
        } catch (BadRecordException unknown) {
            return Double.NaN;
        }
    }
}
