package io.plumbline.core.model;

import io.plumbline.core.files.Spelling;
import java.util.ArrayList;
import java.util.List;

/**
 * The capacity C(m) of a network: how many weights there are between gated layers, by open nodes alone. What a network can
 * memorize grows with them: with two hidden layers a width of about the square root of the number of examples suffices
 * (Yun, Sra, Jadbabaie 2019, "Small ReLU networks are powerful memorizers", theorem 3.1). Immutable.
 *
 * <p>Where tensors have two gated axes: C is the sum over them of their entries between open nodes, of a convolution all of a
 * kernel's; a tensor that two axes of one layer share counts each. Otherwise, as with one hidden layer: the sum over tensors with one gated axis of its open
 * positions times the rest of the tensor, counted as at most as wide as the axis is open; where every
 * node has matrices of its own, as an expert, all of their entries.
 */
public final class Capacity {

    private final Form form;
    private final List<Term> terms;

    /** What is counted; it follows from the network and stays for the whole run. */
    public enum Form {
        /** Weights of tensors with two gated axes. */
        BETWEEN_LAYERS,
        /** Weights of tensors with one gated axis. */
        OF_LAYERS,
        /** The tensors are unknown. */
        UNKNOWN;

        /** Returns the spelling in records. */
        public String spelling() {
            return Spelling.of(this);
        }
    }

    /**
     * One tensor.
     *
     * @param product of the gated axes: positions of the one, where there is one only
     * @param fixed entries for every position of that axis; 0 where there are two
     */
    private record Term(CountProduct product, double fixed) {

        double of(double[] counts) {
            double open = product.of(counts);
            return fixed > 0 ? open * Math.min(fixed, open) : open;
        }
    }

    private Capacity(Form form, List<Term> terms) {
        this.form = form;
        this.terms = List.copyOf(terms);
    }

    /** Returns the capacity of a network. */
    public static Capacity of(Architecture architecture) {
        List<Term> between = terms(architecture, 2);
        List<Term> single = terms(architecture, 1);
        if (!between.isEmpty()) {
            return new Capacity(Form.BETWEEN_LAYERS, between);
        }
        return new Capacity(single.isEmpty() ? Form.UNKNOWN : Form.OF_LAYERS, single);
    }

    private static List<Term> terms(Architecture architecture, int gatedAxes) {
        List<Term> terms = new ArrayList<>();
        for (Tensor tensor : architecture.parameterTensors()) {
            List<Factor.Nodes> gated = tensor.axes().stream()
                    .filter(Axis::isGated)
                    .flatMap(axis -> axis.nodes().stream())
                    .toList();
            // A vector, such as a bias, joins nothing.
            if (gated.size() == gatedAxes && tensor.axes().size() > 1) {
                double factor = CountProduct.ofEntries(tensor).factor();
                int[] layers = gated.stream().mapToInt(Factor.Nodes::layer).toArray();
                double block = gated.get(0).block();
                terms.add(
                        gatedAxes == 2 || hasMatrixPerNode(tensor)
                                ? new Term(new CountProduct(factor, layers), 0)
                                : new Term(new CountProduct(block, layers), factor / block));
            }
        }
        return terms;
    }

    /** As of experts: the axis of the nodes is neither of those that a product runs over. */
    private static boolean hasMatrixPerNode(Tensor tensor) {
        List<Axis> outer = tensor.axes().subList(0, Math.max(0, tensor.axes().size() - 2));
        return outer.stream().anyMatch(Axis::isGated);
    }

    /** Returns what is counted. */
    public Form form() {
        return form;
    }

    /**
     * Returns C, weights.
     *
     * @param counts open nodes of every layer, shape [layers]
     */
    public double of(double[] counts) {
        double sum = 0;
        for (Term term : terms) {
            sum += term.of(counts);
        }
        return sum;
    }

    /**
     * Returns how many tensors between layers are counted. Of tensors with one gated axis none is: the other axis is what it is
     * and may be as narrow as the classes are few, so that a part asked of each would forbid what the whole allows.
     */
    public int tensorsBetweenLayers() {
        return form == Form.BETWEEN_LAYERS ? terms.size() : 0;
    }

    /** Returns the weights of the smallest tensor that has nodes of a layer; infinite if none has. */
    public double least(int layer, double[] counts) {
        double least = Double.POSITIVE_INFINITY;
        for (Term term : terms) {
            if (term.product().has(layer)) {
                least = Math.min(least, term.of(counts));
            }
        }
        return least;
    }
}
