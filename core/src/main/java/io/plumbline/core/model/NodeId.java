package io.plumbline.core.model;

/**
 * A node by the name of its layer and its place in it, written {@code dense-1/7}.
 *
 * @param layer name of the layer
 * @param index place in the layer, from 0
 */
public record NodeId(String layer, int index) {

    /** Checks the components. */
    public NodeId {
        if (layer.isBlank()) {
            throw new IllegalArgumentException("layer of a node must not be blank");
        }
        if (index < 0) {
            throw new IllegalArgumentException("node index must be at least 0, was " + index);
        }
    }

    @Override
    public String toString() {
        return layer + "/" + index;
    }
}
