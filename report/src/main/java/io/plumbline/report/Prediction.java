package io.plumbline.report;

import io.plumbline.protocol.v1.Condition;
import io.plumbline.report.runlog.RunHistory;
import java.util.List;

/**
 * How far the prediction of the convergence gap may be shown. It bounds the gap only while every step lowers the loss
 * by what the PL inequality promises; after the first step that does not, it predicts nothing and falls without limit.
 *
 * @param violations steps that broke it, up to the last probe
 * @param lastSound step of the last probe before the first of these; −1 where there is none
 * @param firstBroken step of the first probe after it; −1 where nothing broke it
 * @param probed step of the last probe
 */
record Prediction(long violations, long lastSound, long firstBroken, long probed) {

    static Prediction of(RunHistory history) {
        List<Condition> conditions = history.conditions();
        long violations =
                conditions.stream().mapToLong(Condition::getViolations).max().orElse(0);
        long firstBroken = conditions.stream()
                .filter(at -> at.getViolations() > 0)
                .mapToLong(Condition::getStep)
                .min()
                .orElse(-1);
        long lastSound = conditions.stream()
                .mapToLong(Condition::getStep)
                .filter(step -> firstBroken < 0 || step < firstBroken)
                .max()
                .orElse(-1);
        long probed = conditions.stream().mapToLong(Condition::getStep).max().orElse(-1);
        return new Prediction(violations, lastSound, firstBroken, probed);
    }

    /** Returns the predicted gap, nats; NaN from the first violation on. */
    double at(Condition condition) {
        return firstBroken < 0 || condition.getStep() < firstBroken ? condition.getPredictedGap() : Double.NaN;
    }

    /** Returns what a reader must know about the curve; empty without any probe. */
    String sentence() {
        if (probed < 0) {
            return "";
        }
        if (firstBroken < 0) {
            return "no step broke the prediction";
        }
        String where = lastSound < 0
                ? "by step " + Figures.count(firstBroken)
                : "between steps " + Figures.count(lastSound) + " and " + Figures.count(firstBroken);
        return Figures.count(violations) + (violations == 1 ? " step" : " steps") + " of " + Figures.count(probed)
                + " broke the prediction, the first " + where + "; there it ends";
    }
}
