package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mean and variance of every normalised channel for passes that go forward alone: averages over the batches of the steps. After a
 * mask with other gates they would be those of another network, so that they are measured anew then, on the probe batch. Not
 * thread safe.
 */
final class RunningStatistics {

    /** Of what a step brings. */
    private static final float SHARE = 0.1f;

    private final List<Tensor> tensors;
    private final float[][] rows;

    /** Of zeros. */
    RunningStatistics(Architecture network) {
        tensors = network.stateTensors();
        rows = new float[tensors.size()][];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = new float[tensors.get(t).shape(network.layers(), network.all())[0]];
        }
    }

    /** Returns whether there is anything to keep. */
    boolean areNone() {
        return rows.length == 0;
    }

    /** Returns the means of normalisation {@code place}: the array itself. */
    float[] mean(int place) {
        return rows[2 * place];
    }

    /** Returns the variances of normalisation {@code place}: the array itself. */
    float[] variance(int place) {
        return rows[2 * place + 1];
    }

    /** Takes a part of what the last batch of a pass says. */
    void approach(List<BatchNorm> norms) {
        for (int n = 0; n < norms.size(); n++) {
            FloatVectors.approach(norms.get(n).mean(), SHARE, mean(n));
            FloatVectors.approach(norms.get(n).variance(), SHARE, variance(n));
        }
    }

    /** Takes what the last batch of a pass says, and nothing of what was before. */
    void measured(List<BatchNorm> norms) {
        for (int n = 0; n < norms.size(); n++) {
            System.arraycopy(norms.get(n).mean(), 0, mean(n), 0, mean(n).length);
            System.arraycopy(norms.get(n).variance(), 0, variance(n), 0, variance(n).length);
        }
    }

    /** Takes all numbers of others of the same network. */
    void copyOf(RunningStatistics other) {
        for (int t = 0; t < rows.length; t++) {
            System.arraycopy(other.rows[t], 0, rows[t], 0, rows[t].length);
        }
    }

    /** Returns copies, named as the tensors. */
    List<NamedArray> export() {
        List<NamedArray> arrays = new ArrayList<>();
        for (int t = 0; t < rows.length; t++) {
            arrays.add(new NamedArray(tensors.get(t).name(), new int[] {rows[t].length}, rows[t]));
        }
        return arrays;
    }

    /**
     * Takes what {@link #export} gave.
     *
     * @throws IllegalArgumentException if names, order or shapes differ
     */
    void take(List<NamedArray> arrays) {
        if (arrays.size() != rows.length) {
            throw new IllegalArgumentException("this network has " + rows.length
                    + " means and variances of normalised layers, got " + arrays.size() + ": " + arrays);
        }
        for (int t = 0; t < rows.length; t++) {
            NamedArray array = arrays.get(t);
            if (!array.name().equals(tensors.get(t).name())
                    || !Arrays.equals(array.shape(), new int[] {rows[t].length})) {
                throw new IllegalArgumentException(
                        "expected " + tensors.get(t).name() + "[" + rows[t].length + "], got " + array);
            }
            System.arraycopy(array.own(), 0, rows[t], 0, rows[t].length);
        }
    }
}
