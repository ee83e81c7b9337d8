package io.plumbline.core.gating;

import io.plumbline.core.model.Shards;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.Arrays;

/**
 * Averaged statistics of one shard's nodes, and when their gates changed last. Averages are exponential, without weight
 * for values before the first: m ← m + (x − m)/W with W ← d·W + 1, so that the first value counts in full.
 *
 * <p>Averages of the probe's columns start again with every mask version: shares under two masks must not mix.
 * The gate curvature is averaged over the probes that measured it. Serialized they take 56 bytes per node, 225 KiB at most. Not thread safe.
 */
public final class NodeAverages {

    private static final int FORMAT = 2;
    private static final int HEADER = 3 * Integer.BYTES + Long.BYTES + 4 * Double.BYTES;
    private static final int NODE = 6 * Double.BYTES + 2 * Integer.BYTES;
    private static final long NO_VERSION = -1;

    private final int first;
    private final double[] gamma;
    private final double[] tau;
    private final double[] weightNorm;
    private final double[] energy;
    private final double[] curvature;
    private final double[] gateCurvature;
    private final int[] changedAt;
    private final int[] restsUntil;
    /** W of the step averages, and the same sum of squared weights, for the effective number of steps. */
    private double weight;

    private double squares;
    private double probeWeight;
    private double gateCurvatureWeight;
    private long probeVersion = NO_VERSION;

    private NodeAverages(int first, int nodes) {
        this.first = first;
        gamma = new double[nodes];
        tau = new double[nodes];
        weightNorm = new double[nodes];
        energy = new double[nodes];
        curvature = new double[nodes];
        gateCurvature = new double[nodes];
        changedAt = new int[nodes];
        restsUntil = new int[nodes];
    }

    /** Returns the averages of shard {@code shard} before its first step. */
    public static NodeAverages empty(Shards shards, int shard) {
        return new NodeAverages(shards.first(shard), shards.size(shard));
    }

    /** Returns the number of the shard's first node. */
    public int first() {
        return first;
    }

    /** Returns how many nodes the shard holds. */
    public int size() {
        return gamma.length;
    }

    /**
     * Folds one step in. Allocates nothing.
     *
     * @param columns of the step, at least {@link #size()} values each
     * @param decay d per step, in [0, 1)
     */
    public void observe(ShardColumns columns, double decay) {
        weight = decay * weight + 1;
        squares = decay * decay * squares + 1;
        fold(columns.gamma(), gamma, 1 / weight);
        fold(columns.tau(), tau, 1 / weight);
        fold(columns.weightNorm(), weightNorm, 1 / weight);
    }

    /**
     * Folds the probe of one step in. Allocates nothing.
     *
     * @param columns of the step, at least {@link #size()} values each
     * @param maskVersion in force during the probe
     * @param decay d per probe, in [0, 1)
     */
    public void observeProbe(ShardColumns columns, long maskVersion, double decay) {
        if (maskVersion != probeVersion) {
            probeVersion = maskVersion;
            probeWeight = 0;
            gateCurvatureWeight = 0;
            Arrays.fill(energy, 0);
            Arrays.fill(curvature, 0);
            Arrays.fill(gateCurvature, 0);
        }
        probeWeight = decay * probeWeight + 1;
        fold(columns.energy(), energy, 1 / probeWeight);
        fold(columns.curvature(), curvature, 1 / probeWeight);
        if (columns.hasGateCurvature()) {
            gateCurvatureWeight = decay * gateCurvatureWeight + 1;
            fold(columns.gateCurvature(), gateCurvature, 1 / gateCurvatureWeight);
        }
    }

    private static void fold(float[] values, double[] means, double rate) {
        for (int i = 0; i < means.length; i++) {
            means[i] += (values[i] - means[i]) * rate;
        }
    }

    /**
     * Notes that a node's gate changed.
     *
     * @param node its number in the network
     * @param decision how many decisions were made until then
     * @param restsUntil number of the last decision at which it may not change again; 0: none
     */
    void changed(int node, int decision, int restsUntil) {
        changedAt[node - first] = decision;
        this.restsUntil[node - first] = restsUntil;
    }

    /** Notes that a node was removed: there is nothing to average any more, and policies treat it as dead. */
    void removed(int node) {
        for (double[] column : new double[][] {gamma, tau, weightNorm, energy, curvature, gateCurvature}) {
            column[node - first] = 0;
        }
    }

    double gamma(int node) {
        return gamma[node - first];
    }

    double tau(int node) {
        return tau[node - first];
    }

    double weightNorm(int node) {
        return weightNorm[node - first];
    }

    double energy(int node) {
        return energy[node - first];
    }

    double curvature(int node) {
        return curvature[node - first];
    }

    /** Returns h_b averaged under the mask in force; NaN before the first probe that measured it. */
    double gateCurvature(int node) {
        return gateCurvatureWeight > 0 ? gateCurvature[node - first] : Double.NaN;
    }

    int changedAt(int node) {
        return changedAt[node - first];
    }

    int restsUntil(int node) {
        return restsUntil[node - first];
    }

    /** Returns over how many steps of equal weight γ and τ are averaged: (Σw)²/Σw² (Kish 1965); 0 before the first. */
    double effectiveSteps() {
        return squares > 0 ? weight * weight / squares : 0;
    }

    /** Returns how many bytes {@link #writeTo} writes. */
    public int bytes() {
        return HEADER + NODE * size();
    }

    /** Writes everything, bit for bit: {@link #bytes()} bytes. */
    public void writeTo(ByteBuffer bytes) {
        bytes.putInt(FORMAT).putInt(first).putInt(size()).putLong(probeVersion);
        bytes.putDouble(weight).putDouble(squares).putDouble(probeWeight).putDouble(gateCurvatureWeight);
        DoubleBuffer doubles = bytes.asDoubleBuffer();
        doubles.put(gamma).put(tau).put(weightNorm).put(energy).put(curvature).put(gateCurvature);
        bytes.position(bytes.position() + doubles.position() * Double.BYTES);
        bytes.asIntBuffer().put(changedAt).put(restsUntil);
        bytes.position(bytes.position() + 2 * size() * Integer.BYTES);
    }

    /**
     * Returns what {@link #writeTo} wrote.
     *
     * @throws IllegalArgumentException if the bytes are of another format or cut short
     */
    public static NodeAverages readFrom(ByteBuffer bytes) {
        int format = bytes.getInt();
        int first = bytes.getInt();
        int nodes = bytes.getInt();
        if (format != FORMAT || nodes < 1 || nodes > Shards.MOST_NODES || bytes.remaining() < NODE * nodes) {
            throw new IllegalArgumentException("averages of format " + format + " and " + nodes
                    + " nodes cannot be read, expected format " + FORMAT + " and all its bytes");
        }
        NodeAverages read = new NodeAverages(first, nodes);
        read.probeVersion = bytes.getLong();
        read.weight = bytes.getDouble();
        read.squares = bytes.getDouble();
        read.probeWeight = bytes.getDouble();
        read.gateCurvatureWeight = bytes.getDouble();
        DoubleBuffer doubles = bytes.asDoubleBuffer();
        doubles.get(read.gamma)
                .get(read.tau)
                .get(read.weightNorm)
                .get(read.energy)
                .get(read.curvature)
                .get(read.gateCurvature);
        bytes.position(bytes.position() + doubles.position() * Double.BYTES);
        bytes.asIntBuffer().get(read.changedAt).get(read.restsUntil);
        bytes.position(bytes.position() + 2 * nodes * Integer.BYTES);
        return read;
    }
}
