package io.plumbline.core.gating.policy;

/** Adam (Kingma, Ba 2015, alg. 1) over a flat array of parameters. Mutable, confined to one proposal. */
final class Adam {

    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    /** ε̂ of the paper's note: keeps a parameter without gradient where it is. */
    private static final double EPSILON = 1e-8;

    private final double rate;
    private final double[] first;
    private final double[] second;
    private long steps;

    /** Goes on from the moments after {@code steps} steps; keeps the arrays and changes them. */
    Adam(double rate, double[] first, double[] second, long steps) {
        this.rate = rate;
        this.first = first;
        this.second = second;
        this.steps = steps;
    }

    /** Returns an optimizer of {@code parameters} parameters before its first step. */
    static Adam create(double rate, int parameters) {
        return new Adam(rate, new double[parameters], new double[parameters], 0);
    }

    /** Moves {@code parameters} down the gradient, in place. */
    void step(double[] parameters, double[] gradient) {
        steps++;
        double firstScale = 1 / (1 - StrictMath.pow(BETA_1, (double) steps));
        double secondScale = 1 / (1 - StrictMath.pow(BETA_2, (double) steps));
        for (int i = 0; i < parameters.length; i++) {
            first[i] = BETA_1 * first[i] + (1 - BETA_1) * gradient[i];
            second[i] = BETA_2 * second[i] + (1 - BETA_2) * gradient[i] * gradient[i];
            double size = StrictMath.sqrt(second[i] * secondScale) + EPSILON;
            parameters[i] -= rate * first[i] * firstScale / size;
        }
    }

    /** Returns the average gradient, shape [P]; do not change. */
    double[] first() {
        return first;
    }

    /** Returns the average squared gradient, shape [P]; do not change. */
    double[] second() {
        return second;
    }

    /** Returns how many steps were made. */
    long steps() {
        return steps;
    }
}
