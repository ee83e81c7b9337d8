package io.plumbline.engine;

/**
 * An optimizer and its settings; those that an optimizer does not have are 0. Weight decay is decoupled from the gradient:
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
 */
public record OptimizerSpec(
        Kind kind,
        double learningRate,
        double momentum,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay) {

    /** The optimizers. */
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
        public int moments() {
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
    }

    private static void checkDecay(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to below 1, was " + value);
        }
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
        return new OptimizerSpec(kind, learningRate, momentum, beta1, beta2, epsilon, weightDecay);
    }
}
