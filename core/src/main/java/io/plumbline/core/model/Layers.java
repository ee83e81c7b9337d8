package io.plumbline.core.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The gated layers of a network in node order: nodes are numbered through, those of the first layer first.
 * Immutable.
 */
public final class Layers {

    private final List<Layer> layers;
    /** Number of the first node of every layer, and one past the last node of all. */
    private final int[] starts;

    private Layers(List<Layer> layers) {
        this.layers = layers;
        this.starts = new int[layers.size() + 1];
        for (int l = 0; l < layers.size(); l++) {
            starts[l + 1] = Math.addExact(starts[l], layers.get(l).nodes());
        }
    }

    /**
     * Returns the layers in the given order.
     *
     * @throws IllegalArgumentException if there is none, or two have one name
     */
    public static Layers of(List<Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network needs at least one gated layer");
        }
        Set<String> names = new HashSet<>();
        for (Layer layer : layers) {
            if (!names.add(layer.name())) {
                throw new IllegalArgumentException("two layers are named '" + layer.name() + "'");
            }
        }
        return new Layers(List.copyOf(layers));
    }

    /** Returns all layers, in node order. */
    public List<Layer> all() {
        return layers;
    }

    /** Returns the number of layers. */
    public int size() {
        return layers.size();
    }

    /** Returns the number of nodes N of all layers. */
    public int nodes() {
        return starts[layers.size()];
    }

    /** Returns the number of the first node of layer {@code layer}. */
    public int start(int layer) {
        return starts[layer];
    }

    /** Returns one past the number of the last node of layer {@code layer}. */
    public int end(int layer) {
        return starts[layer + 1];
    }

    /** Returns how many nodes every layer has, shape [layers]. */
    public double[] counts() {
        return layers.stream().mapToDouble(Layer::nodes).toArray();
    }

    /** Returns how many nodes of every layer are open, shape [layers]. */
    public double[] counts(Mask mask) {
        double[] counts = new double[layers.size()];
        for (int l = 0; l < counts.length; l++) {
            counts[l] = mask.openCount(starts[l], starts[l + 1]);
        }
        return counts;
    }

    /** Returns the place of the layer that holds node {@code node}, 0 ≤ node &lt; N. */
    public int layerOf(int node) {
        if (node < 0 || node >= nodes()) {
            throw new IndexOutOfBoundsException("node " + node + " of " + nodes());
        }
        int l = 0;
        while (node >= starts[l + 1]) {
            l++;
        }
        return l;
    }

    /** Returns c_b of node {@code node}, floating-point operations per example. */
    public double cost(int node) {
        return layers.get(layerOf(node)).cost();
    }

    /** Returns the id of node {@code node}. */
    public NodeId idOf(int node) {
        int l = layerOf(node);
        return new NodeId(layers.get(l).name(), node - starts[l]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Layers that && layers.equals(that.layers);
    }

    @Override
    public int hashCode() {
        return layers.hashCode();
    }

    @Override
    public String toString() {
        return layers.toString();
    }
}
