package io.plumbline.core.model;

import java.util.List;
import java.util.Optional;

/**
 * An axis of a tensor: its length is the product of its factors.
 *
 * @param factors outermost first, such as [3][heads][d_h]; at least one, and of nodes at most one, so that every position
 *     belongs to one node or to none
 */
public record Axis(List<Factor> factors) {

    /** Copies the list, and checks it. */
    public Axis {
        factors = List.copyOf(factors);
        if (factors.isEmpty()) {
            throw new IllegalArgumentException("an axis needs at least one factor");
        }
        if (factors.stream().filter(Factor.Nodes.class::isInstance).count() > 1) {
            throw new IllegalArgumentException("an axis has the nodes of one layer at most, got " + factors);
        }
    }

    /** Returns an axis of a fixed length, at least 1. */
    public static Axis fixed(int size) {
        return new Axis(List.of(new Factor.Fixed(size)));
    }

    /** Returns an axis with one position for every node of a layer. */
    public static Axis nodes(int layer, Role role) {
        return blocks(layer, 1, role);
    }

    /** Returns an axis with a block of positions for every node of a layer. */
    public static Axis blocks(int layer, int block, Role role) {
        return new Axis(List.of(new Factor.Nodes(layer, block, role)));
    }

    /** Returns an axis of the factors, outermost first. */
    public static Axis of(Factor... factors) {
        return new Axis(List.of(factors));
    }

    /** Returns the factor of nodes; empty where the length is fixed. */
    public Optional<Factor.Nodes> nodes() {
        return factors.stream()
                .filter(Factor.Nodes.class::isInstance)
                .map(Factor.Nodes.class::cast)
                .findFirst();
    }

    /** Returns whether it is of nodes that are this to it. */
    boolean has(Role role) {
        return nodes().filter(nodes -> nodes.role() == role).isPresent();
    }

    /** Returns whether the gates of its nodes affect its positions. */
    boolean isGated() {
        return has(Role.OWNS) || has(Role.READS);
    }

    /** Returns the product of fixed lengths and of the length of one node's block. */
    public double fixedLength() {
        double length = 1;
        for (Factor factor : factors) {
            length *= factor instanceof Factor.Nodes nodes ? nodes.block() : ((Factor.Fixed) factor).size();
        }
        return length;
    }

    /**
     * Returns the length of the axis.
     *
     * @param present nodes that are there, as open ones
     * @throws ArithmeticException beyond the range of int
     */
    public int length(Layers layers, Mask present) {
        int length = 1;
        for (Factor factor : factors) {
            int size = factor instanceof Factor.Nodes nodes
                    ? Math.multiplyExact(
                            nodes.block(), present.openCount(layers.start(nodes.layer()), layers.end(nodes.layer())))
                    : ((Factor.Fixed) factor).size();
            length = Math.multiplyExact(length, size);
        }
        return length;
    }
}
