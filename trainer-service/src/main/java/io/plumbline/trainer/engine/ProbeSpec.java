package io.plumbline.trainer.engine;

/**
 * What probes measure on, and how hard they look for λ.
 *
 * @param batch the probe batch, fixed for the run: copied by the engine
 * @param firstIterations power iterations of the first probe, from a random vector, at least 1
 * @param iterations power iterations of every later probe, at least 1
 */
public record ProbeSpec(Batch batch, int firstIterations, int iterations) {

    /** From a random start the direction settles in about so many (λ₂/λ₁ is near 0.9). */
    private static final int FIRST_ITERATIONS = 20;

    /** One is too few between probes 50 steps apart: MNIST under Adam left an eigen-residual of 0.35-0.54. */
    private static final int ITERATIONS = 5;

    /** Checks the components. */
    public ProbeSpec {
        if (firstIterations < 1 || iterations < 1) {
            throw new IllegalArgumentException(
                    "power iterations must be at least 1, were " + firstIterations + " and " + iterations);
        }
    }

    /** Returns the default effort on a batch. */
    public static ProbeSpec of(Batch batch) {
        return new ProbeSpec(batch, FIRST_ITERATIONS, ITERATIONS);
    }

    /** Throws unless the batch is one of this network. */
    void requireFits(NetworkSpec network) {
        batch.requireFits(network, batch.examples());
    }
}
