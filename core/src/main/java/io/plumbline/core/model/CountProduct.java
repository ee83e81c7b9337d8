package io.plumbline.core.model;

import java.util.Arrays;

/**
 * A factor times the numbers of nodes of some layers: what a tensor contributes to a sum over tensors, as a function of
 * how many nodes of every layer there are. Immutable.
 */
final class CountProduct {

    private final double factor;
    /** A layer stands as often as there are axes of it. */
    private final int[] layers;

    CountProduct(double factor, int... layers) {
        this.factor = factor;
        this.layers = layers.clone();
    }

    /** Returns the tensor's entries as a product: lengths of fixed axes and blocks make the factor. */
    static CountProduct ofEntries(Tensor tensor) {
        double factor = 1;
        for (Axis axis : tensor.axes()) {
            factor *= axis.fixedLength();
        }
        int[] layers = tensor.axes().stream()
                .flatMap(axis -> axis.nodes().stream())
                .mapToInt(Factor.Nodes::layer)
                .toArray();
        return new CountProduct(factor, layers);
    }

    CountProduct times(double number) {
        return new CountProduct(factor * number, layers);
    }

    double factor() {
        return factor;
    }

    boolean isConstant() {
        return layers.length == 0;
    }

    boolean has(int layer) {
        return Arrays.stream(layers).anyMatch(each -> each == layer);
    }

    /**
     * Returns the product.
     *
     * @param counts of every layer, shape [layers]
     */
    double of(double[] counts) {
        double product = factor;
        for (int layer : layers) {
            product *= counts[layer];
        }
        return product;
    }

    /** Returns by how much the product falls without one node of a layer. */
    double lostWithout(int layer, double[] counts) {
        double before = factor;
        double after = factor;
        for (int each : layers) {
            before *= counts[each];
            after *= each == layer ? counts[each] - 1 : counts[each];
        }
        return before - after;
    }

    /** Returns the derivative by the count of a layer. */
    double slope(int layer, double[] counts) {
        double sum = 0;
        for (int i = 0; i < layers.length; i++) {
            if (layers[i] == layer) {
                sum += withoutFactor(i, counts);
            }
        }
        return sum;
    }

    private double withoutFactor(int left, double[] counts) {
        double product = factor;
        for (int i = 0; i < layers.length; i++) {
            product *= i == left ? 1 : counts[layers[i]];
        }
        return product;
    }
}
