package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import java.util.List;

/**
 * Averages weights row by row, right after their update, while the cache holds them: ā ← ā + (w − ā)/W with W ← βW + 1 (see
 * {@link AverageState}). Running means of a normalisation would not be averaged but measured anew on training data. Not
 * thread safe.
 */
final class WeightAverage {

    private final double decay;
    private final Parameters mean;
    private double mass;
    /** 1/W. */
    private float share;

    /** Begins from the weights as they are. */
    WeightAverage(double decay, Architecture network, Parameters weights) {
        this.decay = decay;
        mean = new Parameters(network);
        restart(weights);
    }

    /** Forgets all steps: the average is the weights as they are. */
    void restart(Parameters weights) {
        mean.copyOf(weights);
        mass = 0;
    }

    /** Starts a step: all rows added until the next call belong to it. */
    void begin() {
        mass = decay * mass + 1;
        share = (float) (1 / mass);
    }

    /** Adds row {@code r} of tensor {@code t}, as it is after the update. */
    void add(int t, int r, float[] w) {
        FloatVectors.approach(w, share, mean.rows(t)[r]);
    }

    /** Returns the averaged weights: the object itself. */
    Parameters mean() {
        return mean;
    }

    /** Returns a copy. */
    AverageState state() {
        return new AverageState(decay, mass, mean.export(""));
    }

    /**
     * Goes on from a copy.
     *
     * @throws IllegalArgumentException if the arrays are not of this network
     */
    void take(double massThen, List<NamedArray> weights) {
        mean.take(weights, "");
        mass = massThen;
    }
}
