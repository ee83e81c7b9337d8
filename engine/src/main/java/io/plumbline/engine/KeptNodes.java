package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The nodes of a network that are left in a smaller one: from the numbering of the one to that of the other and back.
 * What goes with a removed node, the table of axes says. Immutable.
 */
public final class KeptNodes {

    private final Layers layers;
    private final Mask left;
    /** Of what is learned. */
    private final List<KeptEntries> tensors;
    /** Of what is kept. */
    private final List<KeptEntries> states;
    /** Numbers of the nodes that are left, ascending. */
    private final int[] nodes;

    private KeptNodes(Layers layers, Mask left, List<KeptEntries> tensors, List<KeptEntries> states) {
        this.layers = layers;
        this.left = left;
        this.tensors = tensors;
        this.states = states;
        this.nodes = IntStream.range(0, layers.nodes()).filter(left::isOpen).toArray();
    }

    /**
     * Returns the nodes that are open in a mask.
     *
     * @throws IllegalStateException if a layer has none
     */
    public static KeptNodes of(Architecture whole, Mask open) {
        Layers layers = whole.layers();
        for (int l = 0; l < layers.size(); l++) {
            if (open.openCount(layers.start(l), layers.end(l)) == 0) {
                throw new IllegalStateException(
                        "layer " + layers.all().get(l).name() + " would be left without a node");
            }
        }
        return new KeptNodes(
                layers,
                open,
                entries(whole, whole.parameterTensors(), open),
                entries(whole, whole.stateTensors(), open));
    }

    private static List<KeptEntries> entries(Architecture whole, List<Tensor> tensors, Mask open) {
        return tensors.stream()
                .map(tensor -> new KeptEntries(whole, tensor, open))
                .toList();
    }

    /** Returns how many nodes of every layer are left. */
    List<Integer> counts() {
        return IntStream.range(0, layers.size())
                .map(l -> left.openCount(layers.start(l), layers.end(l)))
                .boxed()
                .toList();
    }

    /** Returns the nodes that are left, as open ones. */
    Mask left() {
        return left;
    }

    /** Returns the numbers in the whole network of all nodes that are left, ascending. */
    int[] nodes() {
        return nodes.clone();
    }

    /** Returns whether nothing is left out. */
    boolean areAll() {
        return nodes.length == layers.nodes();
    }

    /**
     * Returns a mask of the whole network as one of the smaller.
     *
     * @throws IllegalArgumentException if it is of another number of nodes or opens one that is not left
     */
    Mask select(Mask mask) {
        if (mask.nodes() != layers.nodes()) {
            throw new IllegalArgumentException("the mask is of " + mask.nodes() + " nodes, not " + layers.nodes());
        }
        BitSet open = new BitSet(nodes.length);
        for (int b = 0; b < nodes.length; b++) {
            open.set(b, mask.isOpen(nodes[b]));
        }
        if (open.cardinality() != mask.openCount()) {
            throw new IllegalArgumentException("the mask opens nodes that were removed");
        }
        return Mask.fromBytes(Arrays.copyOf(open.toByteArray(), (nodes.length + 7) / 8), nodes.length);
    }

    /**
     * Returns arrays of the whole network as those of the smaller.
     *
     * @param arrays one for every learned tensor, once or several times over
     * @throws IllegalArgumentException if one is of another shape
     */
    public List<NamedArray> select(List<NamedArray> arrays) {
        return each(arrays, tensors, KeptEntries::select);
    }

    /**
     * Returns what examples of the whole network are normalised with as that of the smaller.
     *
     * @param arrays as {@link Engine#statistics()} returns them
     */
    List<NamedArray> selectStatistics(List<NamedArray> arrays) {
        return each(arrays, states, KeptEntries::select);
    }

    private List<NamedArray> each(
            List<NamedArray> arrays,
            List<KeptEntries> entries,
            BiFunction<KeptEntries, NamedArray, NamedArray> change) {
        if (areAll()) {
            return arrays;
        }
        List<NamedArray> changed = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            changed.add(change.apply(entries.get(i % entries.size()), arrays.get(i)));
        }
        return changed;
    }

    /** Returns what an optimizer of the whole network remembers as that of one of the smaller. */
    OptimizerState select(OptimizerState state) {
        return new OptimizerState(state.updates(), select(state.moments()));
    }

    /** Returns an average of the whole network as that of the smaller. */
    AverageState select(AverageState state) {
        return new AverageState(state.decay(), state.mass(), select(state.weights()));
    }

    /** Returns an average of the smaller network as that of the whole. */
    AverageState scatter(AverageState state) {
        return new AverageState(state.decay(), state.mass(), scatter(state.weights()));
    }

    /**
     * Returns arrays of the smaller network as those of the whole, 0 where nothing is left.
     *
     * @param arrays one for every learned tensor, once or several times over
     */
    List<NamedArray> scatter(List<NamedArray> arrays) {
        return each(arrays, tensors, KeptEntries::scatter);
    }

    /** Returns what examples of the smaller network are normalised with as that of the whole, 0 where nothing is left. */
    List<NamedArray> scatterStatistics(List<NamedArray> arrays) {
        return each(arrays, states, KeptEntries::scatter);
    }

    /** Fills a column of the whole network with one of the smaller, 0 where nothing is left. */
    void scatter(float[] column, float[] into) {
        Arrays.fill(into, 0);
        for (int b = 0; b < nodes.length; b++) {
            into[nodes[b]] = column[b];
        }
    }

    /**
     * Hands over the rows of the whole network, 0 where nothing is left.
     *
     * @param parameters of the smaller network
     * @param rows reads a row at once: it is filled anew for the next
     */
    void eachRow(Parameters parameters, Consumer<float[]> rows) {
        for (int t = 0; t < tensors.size(); t++) {
            tensors.get(t).eachRow(parameters.rows(t), rows);
        }
    }
}
