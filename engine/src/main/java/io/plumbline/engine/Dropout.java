package io.plumbline.engine;

import io.plumbline.core.model.Layers;
import io.plumbline.core.random.Draws;
import java.util.Arrays;

/**
 * Dropout on the gated outputs of hidden layers in training steps (Srivastava et al. 2014, scaled at training time): d_ib is
 * 0 with probability p, else 1/(1 − p), drawn anew for every example i and node b of a step; a channel is dropped whole (Tompson
 * et al. 2015), a head or a unit at all tokens of its text; channels of residual streams and experts are never dropped. It multiplies the gates, so a
 * step sees o_ib = m_b·d_ib·h_ib. All statistics of a step are those of the network so thinned: γ_ib = ∂ℓ_i/∂m_b =
 * dO_ib·d_ib·h_ib, 0 where node b is dropped; energies likewise. Probes and evaluations know no dropout.
 *
 * <p>A draw depends on run seed, step, node and example alone, not on the other nodes: a run can be repeated bit for bit, and
 * goes on where an imported optimizer state left it. With p = 0 nothing is drawn, written or kept. Not thread safe.
 */
final class Dropout {

    /** Keeps these draws apart from others of the same seed. */
    private static final long STREAM = 0x3C79AC492BA7B653L;

    private static final long STEP_STRIDE = 0x9E3779B97F4A7C15L;
    private static final long NODE_STRIDE = 0xD1342543DE82EF95L;
    private static final long EXAMPLE_STRIDE = 0xA24BAED4963EE407L;
    /** Draws are this many bits wide. */
    private static final int BITS = 31;

    private final long seed;
    /** Of 2^31 draws so many drop a node. */
    private final long dropped;

    private final float kept;
    /** Numbers of the nodes of every layer. */
    private final int[][] nodes;

    /**
     * Prepares draws.
     *
     * @param rate p, in [0, 1)
     * @param seed of the run
     * @param layers gated ones
     * @param nodes number of every node: what it was called before a pruning
     */
    Dropout(double rate, long seed, Layers layers, int[] nodes) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("dropout must be at least 0 and below 1, was " + rate);
        }
        this.seed = Draws.mix(seed ^ STREAM);
        this.dropped = (long) (rate * (1L << BITS));
        this.kept = (float) (1 / (1 - rate));
        this.nodes = new int[rate == 0 ? 0 : layers.size()][];
        for (int l = 0; l < this.nodes.length; l++) {
            this.nodes[l] = Arrays.copyOfRange(nodes, layers.start(l), layers.end(l));
        }
    }

    /** Returns one that drops nothing. */
    static Dropout none(Layers layers) {
        return new Dropout(0, 0, layers, new int[0]);
    }

    /** Returns whether nothing is ever dropped. */
    boolean isOff() {
        return nodes.length == 0;
    }

    /**
     * Draws d for a layer of a step; not where it is off.
     *
     * @param step from 1
     * @param into a row per example; one longer than the layer gets the same draws at every pixel
     */
    void draw(long step, int l, float[][] into) {
        long ofStep = seed + step * STEP_STRIDE;
        int[] numbers = nodes[l];
        for (int i = 0; i < into.length; i++) {
            draw(Draws.mix(ofStep + i * EXAMPLE_STRIDE), numbers, into[i]);
            for (int from = numbers.length; from < into[i].length; from += numbers.length) {
                System.arraycopy(into[i], 0, into[i], from, numbers.length);
            }
        }
    }

    private void draw(long ofExample, int[] numbers, float[] into) {
        for (int b = 0; b < numbers.length; b++) {
            long draw = Draws.mix(ofExample + numbers[b] * NODE_STRIDE) >>> (Long.SIZE - BITS);
            into[b] = draw < dropped ? 0 : kept;
        }
    }
}
