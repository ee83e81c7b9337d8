package io.plumbline.experiments;

import java.util.function.ToDoubleBiFunction;

/**
 * A number by which runs are compared. A run that missed a target or diverged has no such number: it counts as worse than
 * every run that has one.
 *
 * @param id in files
 * @param label for people
 * @param unit for people, may be empty
 * @param lowerIsBetter which way is good
 * @param effect how two runs of one seed compare
 * @param timed whether it is taken from the runs made for their times, which end at the last target: nothing of their end
 * @param measure of a run, given the cost of the dense network; NaN where the run has none
 */
record Metric(
        String id,
        String label,
        String unit,
        boolean lowerIsBetter,
        Effect effect,
        boolean timed,
        ToDoubleBiFunction<Result, Double> measure) {

    /** How two runs compare. */
    enum Effect {
        /** Subject over peer: 1 where they are equal. */
        RATIO {
            @Override
            double of(double subject, double peer) {
                return subject == peer ? 1 : subject / peer;
            }
        },
        /**
         * Subject minus peer: 0 where they are equal. An accuracy is a count over examples; equal differences of counts
         * must be equal numbers here, since rounding would break ties.
         */
        DIFFERENCE {
            @Override
            double of(double subject, double peer) {
                double difference = subject == peer ? 0 : subject - peer;
                return Math.abs(difference) > ROUNDED_FROM ? Math.rint(difference * STEPS) / STEPS : difference;
            }
        };

        private static final double STEPS = 1e12;
        private static final double ROUNDED_FROM = 1e-9;

        /** Returns the effect; two infinite values of one sign are equal. */
        abstract double of(double subject, double peer);
    }

    /** Returns the worst possible value. */
    double worst() {
        return lowerIsBetter ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    /** Returns the value of a run, the worst where it has none. */
    double of(Result run, double denseCost) {
        double value = measure.applyAsDouble(run, denseCost);
        return Double.isNaN(value) ? worst() : value;
    }
}
