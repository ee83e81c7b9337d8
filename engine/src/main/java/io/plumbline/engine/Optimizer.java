package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Updates weights row by row and tells gᵀΔw by the way. Plain loops: on one thread they take a seventh of the time of
 * ND4J's updaters, which walk the arrays several times. Not thread safe.
 */
final class Optimizer {

    private final OptimizerSpec spec;
    private final boolean[] decays;
    /** ηΛ; 0: nothing decays. */
    private final float decay;

    private final List<Parameters> moments = new ArrayList<>();
    private long updates;
    private float rate;
    private float epsilon;

    Optimizer(OptimizerSpec spec, Architecture network) {
        this.spec = spec;
        this.decay = (float) (spec.learningRate() * spec.weightDecay());
        for (int m = 0; m < spec.kind().moments(); m++) {
            moments.add(new Parameters(network));
        }
        List<Tensor> tensors = network.parameterTensors();
        decays = new boolean[tensors.size()];
        for (int t = 0; t < decays.length; t++) {
            // Vectors are biases.
            decays[t] = decay != 0 && tensors.get(t).axes().size() > 1;
        }
    }

    /**
     * Starts an update: all rows updated until the next call belong to it. Adam's two bias corrections go into rate and
     * ε: η·m̂/(√v̂ + ε) = η′·m/(√v + ε′) with η′ = η·√(1−β₂ᵗ)/(1−β₁ᵗ) and ε′ = ε·√(1−β₂ᵗ).
     */
    void begin() {
        updates++;
        rate = (float) spec.learningRate();
        if (spec.kind() == OptimizerSpec.Kind.ADAM) {
            double t = updates;
            double root = Math.sqrt(1 - Math.pow(spec.beta2(), t));
            rate = (float) (spec.learningRate() * root / (1 - Math.pow(spec.beta1(), t)));
            epsilon = (float) (spec.epsilon() * root);
        }
    }

    /**
     * Updates row {@code r} of tensor {@code t}; biases do not decay.
     *
     * @param w weights, changed
     * @param g gradient
     * @param descent −gᵀΔw is added to it, entry by entry; Δw is all that changes, decay included
     */
    void update(int t, int r, float[] w, float[] g, float[] descent) {
        if (decays[t]) {
            decay(w, g, descent);
        }
        switch (spec.kind()) {
            case SGD -> sgd(w, g, descent);
            case MOMENTUM -> momentum(w, g, moments.get(0).rows(t)[r], descent);
            case ADAM -> adam(w, g, moments.get(0).rows(t)[r], moments.get(1).rows(t)[r], descent);
        }
    }

    /** A loop of its own: in those of the optimizers it would keep the compiler from vector instructions. */
    private void decay(float[] w, float[] g, float[] descent) {
        float share = decay;
        for (int b = 0; b < w.length; b++) {
            float change = share * w[b];
            w[b] -= change;
            descent[b] += g[b] * change;
        }
    }

    private void sgd(float[] w, float[] g, float[] descent) {
        float eta = rate;
        for (int b = 0; b < w.length; b++) {
            float change = eta * g[b];
            w[b] -= change;
            descent[b] += g[b] * change;
        }
    }

    private void momentum(float[] w, float[] g, float[] v, float[] descent) {
        float eta = rate;
        float beta = (float) spec.momentum();
        for (int b = 0; b < w.length; b++) {
            float velocity = beta * v[b] + g[b];
            v[b] = velocity;
            float change = eta * velocity;
            w[b] -= change;
            descent[b] += g[b] * change;
        }
    }

    private void adam(float[] w, float[] g, float[] m, float[] v, float[] descent) {
        float eta = rate;
        float eps = epsilon;
        float beta1 = (float) spec.beta1();
        float beta2 = (float) spec.beta2();
        float rest1 = (float) (1 - spec.beta1());
        float rest2 = (float) (1 - spec.beta2());
        for (int b = 0; b < w.length; b++) {
            float gradient = g[b];
            float mean = beta1 * m[b] + rest1 * gradient;
            float square = beta2 * v[b] + rest2 * gradient * gradient;
            m[b] = mean;
            v[b] = square;
            float change = eta * mean / ((float) Math.sqrt(square) + eps);
            w[b] -= change;
            descent[b] += gradient * change;
        }
    }

    /** Returns the updates made so far. */
    long updates() {
        return updates;
    }

    /** Returns a copy of what is remembered. */
    OptimizerState state() {
        List<NamedArray> arrays = new ArrayList<>();
        for (int m = 0; m < moments.size(); m++) {
            arrays.addAll(moments.get(m).export(suffix(m)));
        }
        return new OptimizerState(updates, arrays);
    }

    /**
     * Takes what {@link #state()} gave.
     *
     * @throws IllegalArgumentException if it is of another network or optimizer
     */
    void take(OptimizerState state) {
        int expected = spec.kind().moments();
        int given = state.moments().size();
        boolean fits = expected == 0 ? given == 0 : given > 0 && given % expected == 0;
        if (!fits) {
            throw new IllegalArgumentException(
                    spec.kind() + " remembers " + expected + " moments, got the arrays " + state.moments());
        }
        for (int m = 0; m < moments.size(); m++) {
            int arrays = given / expected;
            moments.get(m).take(state.moments().subList(m * arrays, (m + 1) * arrays), suffix(m));
        }
        updates = state.updates();
    }

    private static String suffix(int moment) {
        return ".moment-" + (moment + 1);
    }
}
