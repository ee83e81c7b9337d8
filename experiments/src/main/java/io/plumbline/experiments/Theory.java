package io.plumbline.experiments;

import io.plumbline.experiments.Result.Conditioned;
import io.plumbline.experiments.statistics.MedianInterval;
import io.plumbline.experiments.statistics.RankCorrelation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Whether what κ and μ predict happens, for one method: medians over its runs.
 *
 * <p>Contraction, between one kept probe s and the next t: predicted log(P_t/P_s)/(t − s), P the product of
 * 1 + ½ gᵀΔw/(L − L*); measured log(G_t/G_s)/(t − s), G the averaged training loss − L*. Work left, at a probe before the
 * last target is reached: predicted κ·log(G/(L_target − L*)), measured the steps until the target.
 *
 * @param method name
 * @param contractions pairs of probes in all runs
 * @param contractionRho rank correlation of predicted and measured contraction within a run
 * @param contractionRatio measured over predicted fall of log G, over the whole run; 1: as predicted
 * @param violations share of the steps at which the gap fell by less than ½|gᵀΔw|
 * @param stepsLeft probes in all runs before the target
 * @param stepsLeftRho rank correlation of κ·log(G/G_target) with the steps left within a run
 * @param stepsPerUnit steps left over κ·log(G/G_target): 1 where the rate is 1/λ and the bound is tight
 */
record Theory(
        String method,
        int contractions,
        double contractionRho,
        double contractionRatio,
        double violations,
        int stepsLeft,
        double stepsLeftRho,
        double stepsPerUnit) {

    static Theory of(MethodFindings method, double target) {
        List<Pairs> contractions =
                method.runs().stream().map(Theory::contractions).toList();
        List<Pairs> left =
                method.runs().stream().map(run -> stepsLeft(run, target)).toList();
        return new Theory(
                method.name(),
                contractions.stream().mapToInt(Pairs::size).sum(),
                median(contractions, Pairs::rho),
                median(method.runs(), Theory::wholeRatio),
                median(method.runs(), run -> (double) run.violations() / Math.max(1, run.steps())),
                left.stream().mapToInt(Pairs::size).sum(),
                median(left, Pairs::rho),
                median(left, Pairs::medianRatio));
    }

    private static <T> double median(List<T> of, ToDoubleFunction<T> value) {
        return MedianInterval.median(
                of.stream().mapToDouble(value).filter(Double::isFinite).toArray());
    }

    private static Pairs contractions(Result run) {
        Pairs pairs = new Pairs();
        List<Conditioned> usable = usable(run);
        for (int i = 1; i < usable.size(); i++) {
            Conditioned s = usable.get(i - 1);
            Conditioned t = usable.get(i);
            double steps = t.step() - s.step();
            pairs.add(
                    StrictMath.log(t.predictedGap() / s.predictedGap()) / steps,
                    StrictMath.log(t.measuredGap() / s.measuredGap()) / steps);
        }
        return pairs;
    }

    private static double wholeRatio(Result run) {
        List<Conditioned> usable = usable(run);
        if (usable.size() < 2) {
            return Double.NaN;
        }
        Conditioned first = usable.get(0);
        Conditioned last = usable.get(usable.size() - 1);
        return StrictMath.log(last.measuredGap() / first.measuredGap())
                / StrictMath.log(last.predictedGap() / first.predictedGap());
    }

    private static List<Conditioned> usable(Result run) {
        return run.conditions().stream()
                .filter(at -> at.measuredGap() > 0 && at.predictedGap() > 0)
                .filter(at -> Double.isFinite(at.measuredGap()) && Double.isFinite(at.predictedGap()))
                .toList();
    }

    private static Pairs stepsLeft(Result run, double target) {
        Pairs pairs = new Pairs();
        double end = run.stepsTo(target);
        double gapAtEnd = target - run.lossLowerBound();
        for (Conditioned at : run.conditions()) {
            double work = at.kappa() * StrictMath.log(at.measuredGap() / gapAtEnd);
            if (Double.isFinite(end) && at.step() < end && work > 0 && Double.isFinite(work)) {
                pairs.add(work, end - at.step());
            }
        }
        return pairs;
    }

    /** Predicted and measured values of one run. */
    private static final class Pairs {

        private final List<Double> predicted = new ArrayList<>();
        private final List<Double> measured = new ArrayList<>();

        void add(double ofTheory, double ofRun) {
            predicted.add(ofTheory);
            measured.add(ofRun);
        }

        int size() {
            return predicted.size();
        }

        double rho() {
            return RankCorrelation.of(array(predicted), array(measured)).rho();
        }

        double medianRatio() {
            double[] ratios = new double[size()];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = measured.get(i) / predicted.get(i);
            }
            return MedianInterval.median(ratios);
        }

        private static double[] array(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }
}
