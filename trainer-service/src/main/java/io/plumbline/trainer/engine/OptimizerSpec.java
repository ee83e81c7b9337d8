package io.plumbline.trainer.engine;

import java.util.function.DoubleSupplier;

/**
 * An optimiser and its settings; those that an optimiser does not have are 0. Weight decay is decoupled from the gradient:
 * beside every step, w ← w − ηΛw for all weights, but not for biases (Loshchilov, Hutter 2019, algorithm 2; η is the plain
 * learning rate, whatever Adam makes of it).
 *
 * @param kind which one
 * @param learningRate η, above 0
 * @param momentum of {@link Kind#MOMENTUM}, 0 to below 1
 * @param beta1 decay of Adam's mean, 0 to below 1
 * @param beta2 decay of Adam's mean of squares, 0 to below 1
 * @param epsilon added to Adam's root, above 0
 * @param weightDecay Λ, at least 0 and finite
 * @param smoothnessRate c of η = min(c/λ, 10·learning rate) from the first probe on, at least 0 and finite; 0: λ sets nothing
 * @param live η in force, asked at every update, in place of the learning rate; NaN: the learning rate
 */
public record OptimizerSpec(
        Kind kind,
        double learningRate,
        double momentum,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double smoothnessRate,
        DoubleSupplier live) {

    /** Nothing takes the place of the learning rate: one object, so that equal descriptions are equal. */
    private enum Nothing implements DoubleSupplier {
        LIVE;

        @Override
        public double getAsDouble() {
            return Double.NaN;
        }
    }

    /** So many times the learning rate at most: where λ vanishes, c/λ is no rate any more. */
    private static final double MOST_RATES = 10;

    /** The optimisers. */
    public enum Kind {
        /** w ← w − ηg. */
        SGD(0),
        /** v ← βv + g, w ← w − ηv (Polyak's heavy ball). */
        MOMENTUM(1),
        /** Adam with bias correction (Kingma, Ba 2015, algorithm 1). */
        ADAM(2);

        private final int moments;

        Kind(int moments) {
            this.moments = moments;
        }

        /** Returns how many running means it keeps per parameter. */
        int moments() {
            return moments;
        }
    }

    /** Checks the components. */
    public OptimizerSpec {
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("learning rate must be above 0 and finite, was " + learningRate);
        }
        checkDecay("momentum", momentum);
        checkDecay("beta1", beta1);
        checkDecay("beta2", beta2);
        if (!(epsilon > 0 || (kind != Kind.ADAM && epsilon == 0))) {
            throw new IllegalArgumentException("epsilon must be above 0, was " + epsilon);
        }
        if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
            throw new IllegalArgumentException("weight decay must be at least 0 and finite, was " + weightDecay);
        }
        if (!(smoothnessRate >= 0) || Double.isInfinite(smoothnessRate)) {
            throw new IllegalArgumentException("smoothness rate must be at least 0 and finite, was " + smoothnessRate);
        }
    }

    private static void checkDecay(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to below 1, was " + value);
        }
    }

    /** Makes one whose learning rate stays. */
    OptimizerSpec(
            Kind kind,
            double learningRate,
            double momentum,
            double beta1,
            double beta2,
            double epsilon,
            double weightDecay) {
        this(kind, learningRate, momentum, beta1, beta2, epsilon, weightDecay, 0, Nothing.LIVE);
    }

    /** Returns Adam with a learning rate that stays. */
    public static OptimizerSpec adam(double learningRate, double beta1, double beta2, double epsilon) {
        return new OptimizerSpec(Kind.ADAM, learningRate, 0, beta1, beta2, epsilon, 0);
    }

    /** Returns plain stochastic gradient descent. */
    public static OptimizerSpec sgd(double learningRate) {
        return new OptimizerSpec(Kind.SGD, learningRate, 0, 0, 0, 0, 0);
    }

    /** Returns gradient descent with heavy-ball momentum. */
    public static OptimizerSpec momentum(double learningRate, double momentum) {
        return new OptimizerSpec(Kind.MOMENTUM, learningRate, momentum, 0, 0, 0, 0);
    }

    /** Returns Adam with the decays of its paper: 0.9, 0.999, 1e-8. */
    public static OptimizerSpec adam(double learningRate) {
        return new OptimizerSpec(Kind.ADAM, learningRate, 0, 0.9, 0.999, 1e-8, 0);
    }

    /** Returns the same with weight decay Λ. */
    public OptimizerSpec decaying(double weightDecay) {
        return new OptimizerSpec(
                kind, learningRate, momentum, beta1, beta2, epsilon, weightDecay, smoothnessRate, live);
    }

    /** Returns the same with a learning rate that λ sets, by c above 0; 0: λ sets nothing. */
    public OptimizerSpec followingSmoothness(double c) {
        return new OptimizerSpec(kind, learningRate, momentum, beta1, beta2, epsilon, weightDecay, c, live);
    }

    /** Returns the same with a rate that is asked for at every update. */
    OptimizerSpec live(DoubleSupplier rate) {
        return new OptimizerSpec(
                kind, learningRate, momentum, beta1, beta2, epsilon, weightDecay, smoothnessRate, rate);
    }

    /** Returns whether λ sets the learning rate. */
    public boolean followsSmoothness() {
        return smoothnessRate > 0;
    }

    /**
     * Returns η after a probe: min(c/λ, 10·learning rate); {@code before} where c is 0 or λ is no number of at least 0.
     *
     * @param lambda λ of the newest probe
     * @param before η before it
     */
    public double rateAt(double lambda, double before) {
        boolean known = followsSmoothness() && lambda >= 0;
        return known ? Math.min(smoothnessRate / lambda, MOST_RATES * learningRate) : before;
    }

    /** Returns η in force. */
    double rateInForce() {
        double rate = live.getAsDouble();
        return Double.isNaN(rate) ? learningRate : rate;
    }
}
