package io.plumbline.core.model;

/**
 * A gated layer: a range of nodes that cost the same.
 *
 * @param name as in node ids, for example {@code dense-1}; not blank, without {@code /}
 * @param kind what a node of it is
 * @param nodes how many nodes, at least 1
 * @param cost c_b, floating-point operations per example of one node, above 0
 */
public record Layer(String name, LayerKind kind, int nodes, double cost) {

    /** Checks the components. */
    public Layer {
        if (name.isBlank() || name.contains("/")) {
            throw new IllegalArgumentException("layer name must not be blank and not contain '/', was '" + name + "'");
        }
        if (nodes < 1) {
            throw new IllegalArgumentException("layer " + name + ": nodes must be at least 1, was " + nodes);
        }
        if (!(cost > 0) || Double.isInfinite(cost)) {
            throw new IllegalArgumentException("layer " + name + ": cost must be above 0 and finite, was " + cost);
        }
    }
}
