package io.plumbline.engine;

/** Makes engines. */
public final class Engines {

    private Engines() {}

    /** Returns what {@link #of(NetworkSpec, OptimizerSpec, double, int, ProbeSpec, long)} returns without dropout. */
    public static PruningEngine of(
            NetworkSpec network, OptimizerSpec optimizer, int batch, ProbeSpec probe, long seed) {
        return of(network, optimizer, 0, batch, probe, seed);
    }

    /**
     * Returns an engine of a network with He's initialisation (He et al. 2015) and zero biases, all gates open.
     *
     * @param network its shape
     * @param optimizer what updates it
     * @param dropout rate p on the outputs of gated layers in steps, in [0, 1); probes and evaluations are without it
     * @param batch examples per step, at least 2: noise is measured between the examples of a batch
     * @param probe what probes measure on
     * @param seed of weights, dropout and the power iteration's first vector: the same seed, the same run
     * @throws IllegalArgumentException if the batch is too small, the rate out of its range or the probe batch does not fit
     *     the network
     */
    public static PruningEngine of(
            NetworkSpec network, OptimizerSpec optimizer, double dropout, int batch, ProbeSpec probe, long seed) {
        if (batch < 2) {
            throw new IllegalArgumentException("batch must be at least 2, was " + batch);
        }
        probe.requireFits(network);
        return new PruningNetwork(network, optimizer, dropout, batch, probe, seed);
    }
}
