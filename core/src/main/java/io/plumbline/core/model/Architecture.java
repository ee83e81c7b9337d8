package io.plumbline.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network as a table: every tensor with its axes, and the role of every node for them. Only from this table follow
 *
 * <ul>
 *   <li>the cost of an example, C = 2·Σ uses·Π (lengths of the axes), over the nodes that are present: a multiplication
 *       and an addition each; the way back takes twice as many, so that ratios are those of whole steps; work that only
 *       grows with the number of nodes (biases, activations, statistics) is left out;
 *   <li>the cost c_b of a node, what C falls by without it, all others present;
 *   <li>which entries a node owns and which read it, what closing it zeroes and what a pruning takes out
 *       ({@link TensorSlices}).
 * </ul>
 *
 * <p>Channels that close together are one node that owns slices of several tensors: the channels of a residual stream
 * are one layer, owned by every tensor that writes the stream and read by every one that takes it in.
 *
 * @param layers ranges of nodes, in node order
 * @param tensors in the order of the network's file; none if they are unknown: then all costs are 0
 */
public record Architecture(Layers layers, List<Tensor> tensors) {

    /** Copies the list, and checks that layers and names fit. */
    public Architecture {
        tensors = List.copyOf(tensors);
        Set<String> names = new HashSet<>();
        for (Tensor tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException("two tensors are named '" + tensor.name() + "'");
            }
            requireLayers(tensor, layers.size());
        }
    }

    private static void requireLayers(Tensor tensor, int layers) {
        for (Axis axis : tensor.axes()) {
            axis.nodes().ifPresent(nodes -> {
                if (nodes.layer() >= layers) {
                    throw new IllegalArgumentException(
                            tensor.name() + " speaks of layer " + nodes.layer() + " (from 0), and there are " + layers);
                }
            });
        }
    }

    /**
     * A layer whose nodes cost what the tensors say.
     *
     * @param name as in node ids
     * @param kind what a node of it is
     * @param nodes how many, at least 1
     */
    public record Range(String name, LayerKind kind, int nodes) {}

    /**
     * Returns the table of a network whose layers get their costs from its tensors.
     *
     * @throws IllegalArgumentException if they do not fit, or a node costs nothing
     */
    public static Architecture of(List<Range> ranges, List<Tensor> tensors) {
        double[] costs = new double[ranges.size()];
        // Any cost is good enough to count with.
        Arrays.fill(costs, 1);
        Architecture counted = new Architecture(layers(ranges, costs), tensors);
        for (int l = 0; l < costs.length; l++) {
            costs[l] = counted.costOfNode(l);
        }
        return new Architecture(layers(ranges, costs), tensors);
    }

    private static Layers layers(List<Range> ranges, double[] costs) {
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < costs.length; l++) {
            Range range = ranges.get(l);
            layers.add(new Layer(range.name(), range.kind(), range.nodes(), costs[l]));
        }
        return Layers.of(layers);
    }

    /**
     * Returns the table of a multi-layer perceptron, the hidden layers of which are gated: the weights of a dense map,
     * [in, out], are used once per example; a node owns its column and its bias, and the row of the next map reads it.
     *
     * @param features inputs per example, at least 1
     * @param hidden nodes of {@code dense-1}, {@code dense-2}, …; at least one layer
     * @param classes outputs, at least 1
     */
    public static Architecture ofDense(int features, List<Integer> hidden, int classes) {
        List<Range> ranges = new ArrayList<>();
        List<Tensor> tensors = new ArrayList<>();
        Axis below = Axis.fixed(features);
        for (int l = 0; l < hidden.size(); l++) {
            String name = "dense-" + (l + 1);
            addMap(name, 1, below, Axis.nodes(l, Role.OWNS), tensors);
            below = Axis.nodes(l, Role.READS);
            ranges.add(new Range(name, LayerKind.DENSE, hidden.get(l)));
        }
        addMap("output", 1, below, Axis.fixed(classes), tensors);
        return of(ranges, tensors);
    }

    /**
     * Adds the matrix of a linear map and its bias to a table.
     *
     * @param uses of the matrix an example, at least 0: 1, or as many as there are tokens to map
     */
    public static void addMap(String name, double uses, Axis in, Axis out, List<Tensor> tensors) {
        tensors.add(Tensor.parameter(name + ".weight", uses, in, out));
        // Adding a bias is no multiplication.
        tensors.add(Tensor.parameter(name + ".bias", 0, out));
    }

    /** Returns a mask under which all nodes are there. */
    public Mask all() {
        return Mask.allOpen(layers.nodes());
    }

    /**
     * Returns C, floating-point operations per example of a forward pass.
     *
     * @param present nodes that are there, as open ones
     */
    public double cost(Mask present) {
        double sum = 0;
        for (Tensor tensor : tensors) {
            sum += tensor.cost(layers, present);
        }
        return sum;
    }

    /**
     * Returns the floating-point operations of a training step: three forward passes an example, for what goes forward, what
     * comes back and the gradient of the parameters.
     *
     * @param batch examples of the step
     * @param present nodes that are there, as open ones
     */
    public double stepCost(int batch, Mask present) {
        return 3.0 * batch * cost(present);
    }

    /** Returns the density of a mask, C(open)/C(all), work that no closing saves left out: {@link Density}. */
    public double density(Mask open) {
        return Density.of(this).of(layers.counts(open));
    }

    /** Returns c_b of a node of a layer: C of all nodes less C without it. */
    public double costOfNode(int layer) {
        return cost(all()) - cost(all().with(new int[] {layers.start(layer)}, new int[0]));
    }

    /**
     * Returns how many numbers are learned.
     *
     * @param present nodes that are there, as open ones
     */
    public long parameters(Mask present) {
        return (long) tensors.stream()
                .filter(Tensor::isParameter)
                .mapToDouble(tensor -> tensor.entries(layers, present))
                .sum();
    }

    /** Returns the tensors whose entries are learned, in order. */
    public List<Tensor> parameterTensors() {
        return tensors.stream().filter(Tensor::isParameter).toList();
    }

    /** Returns the tensors whose entries are kept and not learned, in order. */
    public List<Tensor> stateTensors() {
        return tensors.stream()
                .filter(tensor -> tensor.kind() == Tensor.Kind.STATE)
                .toList();
    }

    /** Returns which node every position of a tensor of this network belongs to. */
    public TensorSlices slices(Tensor tensor) {
        return new TensorSlices(layers, tensor);
    }
}
