package io.plumbline.core.model;

/**
 * A chain of dense maps through gated layers, of which only some nodes are present. Its cost is C = 2·Σ_l n_l·n_{l+1},
 * with n_0 the features, n_l the nodes of layer l that are present and n_{L+1} the classes: a multiplication and an
 * addition for every weight.
 *
 * <p>C counts the floating-point operations of a forward pass; the way back takes twice as many, so that ratios are those
 * of whole steps. Biases, activations and statistics are left out of C: they grow with Σn_l only.
 *
 * @param features n_0, at least 0
 * @param layers gated layers, in order
 * @param classes n_{L+1}, at least 0
 */
public record DenseChain(int features, Layers layers, int classes) {

    /** Checks the components. */
    public DenseChain {
        if (features < 0 || classes < 0) {
            throw new IllegalArgumentException(
                    "features and classes must be at least 0, were " + features + " and " + classes);
        }
    }

    /** Returns whether all layers are dense: what is said here holds of no others. */
    public boolean isDense() {
        return layers.all().stream().allMatch(layer -> layer.kind() == LayerKind.DENSE);
    }

    /**
     * Returns C, floating-point operations per example.
     *
     * @param present an open gate for every node that is there
     */
    public double cost(Mask present) {
        double sum = 0;
        for (int l = 0; l <= layers.size(); l++) {
            sum += 2.0 * width(l, present) * width(l + 1, present);
        }
        return sum;
    }

    private int width(int place, Mask present) {
        if (place == 0) {
            return features;
        }
        return place > layers.size() ? classes : present.openCount(layers.start(place - 1), layers.end(place - 1));
    }
}
