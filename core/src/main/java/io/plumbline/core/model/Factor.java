package io.plumbline.core.model;

/** A factor of an axis' length: fixed, or a block for every node of a layer. */
public sealed interface Factor {

    /**
     * A length that no pruning changes.
     *
     * @param size at least 1
     */
    record Fixed(int size) implements Factor {

        /** Checks the component. */
        public Fixed {
            requireSize(size);
        }
    }

    /**
     * As many blocks as the layer has nodes, in node order.
     *
     * @param layer its place among {@link Layers}, at least 0
     * @param block length of one node's block, at least 1
     * @param role of the block for its node
     */
    record Nodes(int layer, int block, Role role) implements Factor {

        /** Checks the components. */
        public Nodes {
            if (layer < 0) {
                throw new IllegalArgumentException("a layer's place must be at least 0, was " + layer);
            }
            requireSize(block);
        }
    }

    private static void requireSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a factor of an axis must be at least 1, was " + size);
        }
    }
}
