package io.plumbline.engine.reference;

import io.plumbline.engine.AverageState;

/** An average of weights, begun anew from them where the engine says so. */
final class TinyAverage {

    final float[] weights;
    private final double decay;
    private double mass;

    TinyAverage(TinyNetwork network, double decay) {
        this.decay = decay;
        weights = new float[network.parameters.length];
        restart(network);
    }

    void restart(TinyNetwork network) {
        System.arraycopy(network.parameters, 0, weights, 0, weights.length);
        mass = 0;
    }

    void add(TinyNetwork network) {
        mass = decay * mass + 1;
        for (int k = 0; k < weights.length; k++) {
            weights[k] += (float) ((network.parameters[k] - weights[k]) / mass);
        }
    }

    AverageState state(TinyArrays arrays) {
        return new AverageState(decay, mass, arrays.export(weights, ""));
    }

    void take(AverageState state, TinyArrays arrays) {
        arrays.take(state.weights(), "", weights);
        mass = state.mass();
    }
}
