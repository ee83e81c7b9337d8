package io.plumbline.engine;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The nodes of a network that are left in a smaller one: from the numbering of the one to that of the other and back.
 * Weights are selected by row and by column: what a removed node owns goes, and what reads it. Immutable.
 */
public final class KeptNodes {

    private static final float[] NOTHING = {};

    private final NetworkSpec whole;
    private final NetworkSpec small;
    /** Places of units that are left, ascending: of the features, of every layer, of the classes. */
    private final int[][] kept;
    /** The same of all layers together, by node number. */
    private final int[] nodes;

    private KeptNodes(NetworkSpec whole, NetworkSpec small, int[][] kept, int[] nodes) {
        this.whole = whole;
        this.small = small;
        this.kept = kept;
        this.nodes = nodes;
    }

    /**
     * Returns the nodes that are open in a mask.
     *
     * @throws IllegalStateException if a layer has none
     */
    public static KeptNodes of(NetworkSpec whole, Mask open) {
        Layers layers = whole.layers();
        int[][] kept = new int[whole.depth() + 1][];
        List<Integer> hidden = new ArrayList<>();
        kept[0] = IntStream.range(0, whole.features()).toArray();
        kept[whole.depth()] = IntStream.range(0, whole.classes()).toArray();
        for (int l = 0; l < layers.size(); l++) {
            int first = layers.start(l);
            kept[l + 1] = IntStream.range(0, layers.end(l) - first)
                    .filter(b -> open.isOpen(first + b))
                    .toArray();
            if (kept[l + 1].length == 0) {
                throw new IllegalStateException(
                        "layer " + layers.all().get(l).name() + " would be left without a node");
            }
            hidden.add(kept[l + 1].length);
        }
        int[] nodes = IntStream.range(0, layers.nodes()).filter(open::isOpen).toArray();
        NetworkSpec small = new NetworkSpec(whole.features(), hidden, whole.classes(), whole.activation());
        return new KeptNodes(whole, small, kept, nodes);
    }

    /** Returns the shape of the smaller network. */
    NetworkSpec small() {
        return small;
    }

    /** Returns the numbers in the whole network of all nodes that are left, ascending. */
    int[] nodes() {
        return nodes.clone();
    }

    /** Returns whether nothing is left out. */
    boolean areAll() {
        return small.equals(whole);
    }

    /**
     * Returns a mask of the whole network as one of the smaller.
     *
     * @throws IllegalArgumentException if it is of another number of nodes or opens one that is not left
     */
    Mask select(Mask mask) {
        int all = whole.layers().nodes();
        if (mask.nodes() != all) {
            throw new IllegalArgumentException("the mask is of " + mask.nodes() + " nodes, not " + all);
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
     * @param arrays weights and biases of all dense maps, once or several times over
     * @throws IllegalArgumentException if one is of another shape
     */
    public List<NamedArray> select(List<NamedArray> arrays) {
        return map(arrays, whole, small, (from, into, l, r, row) -> {
            int width = kept[l + 1].length;
            for (int b = 0; b < width; b++) {
                into[r * width + b] = from[row * whole.width(l + 1) + kept[l + 1][b]];
            }
        });
    }

    /** Returns what an optimizer of the whole network remembers as that of one of the smaller. */
    OptimizerState select(OptimizerState state) {
        return new OptimizerState(state.updates(), select(state.moments()));
    }

    /**
     * Returns arrays of the smaller network as those of the whole, 0 where nothing is left.
     *
     * @param arrays weights and biases of all dense maps, once or several times over
     */
    List<NamedArray> scatter(List<NamedArray> arrays) {
        return map(arrays, small, whole, (from, into, l, r, row) -> {
            int width = kept[l + 1].length;
            for (int b = 0; b < width; b++) {
                into[row * whole.width(l + 1) + kept[l + 1][b]] = from[r * width + b];
            }
        });
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
        for (int l = 0; l < whole.depth(); l++) {
            float[] row = new float[whole.width(l + 1)];
            int next = 0;
            for (int r = 0; r < whole.width(l); r++) {
                boolean isLeft = next < kept[l].length && kept[l][next] == r;
                spread(isLeft ? parameters.map(l)[next++] : NOTHING, l, row);
                rows.accept(row);
            }
            spread(parameters.bias(l), l, row);
            rows.accept(row);
        }
    }

    private void spread(float[] from, int l, float[] row) {
        Arrays.fill(row, 0);
        for (int b = 0; b < from.length; b++) {
            row[kept[l + 1][b]] = from[b];
        }
    }

    /** Copies a row, which is the {@code r}-th in the smaller network and the {@code row}-th in the whole. */
    @FunctionalInterface
    private interface RowCopy {
        void copy(float[] from, float[] into, int l, int r, int row);
    }

    private List<NamedArray> map(List<NamedArray> arrays, NetworkSpec of, NetworkSpec to, RowCopy copy) {
        if (areAll()) {
            return arrays;
        }
        List<NamedArray> mapped = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            int l = i / 2 % whole.depth();
            boolean bias = i % 2 == 1;
            requireShape(arrays.get(i), shape(of, l, bias));
            int[] shape = shape(to, l, bias);
            float[] from = arrays.get(i).own();
            mapped.add(NamedArray.filled(arrays.get(i).name(), shape, into -> {
                for (int r = 0; r < (bias ? 1 : kept[l].length); r++) {
                    copy.copy(from, into, l, r, bias ? 0 : kept[l][r]);
                }
            }));
        }
        return mapped;
    }

    private static int[] shape(NetworkSpec network, int l, boolean bias) {
        int out = network.width(l + 1);
        return bias ? new int[] {out} : new int[] {network.width(l), out};
    }

    private static void requireShape(NamedArray array, int[] shape) {
        if (!Arrays.equals(array.shape(), shape)) {
            throw new IllegalArgumentException("expected shape " + Arrays.toString(shape) + ", got " + array);
        }
    }
}
