package io.plumbline.core.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The density of a network: what an example costs with the nodes that are open, over its cost with all of them, C(open)/C(all).
 * Work that no closing saves is left out of both, so that the density is 1 with all nodes and 0 with none. Every tensor
 * counts once, by the product of its axes: a sum over nodes would count what lies between two layers twice. Immutable.
 */
public final class Density {

    private final List<CountProduct> costs;
    private final double all;

    private Density(List<CountProduct> costs, double[] counts) {
        this.costs = List.copyOf(costs);
        this.all = sum(counts);
    }

    /** Returns the density of a network; one without a table of tensors counts c_b of every node. */
    public static Density of(Architecture architecture) {
        Layers layers = architecture.layers();
        List<CountProduct> costs = new ArrayList<>();
        for (Tensor tensor : architecture.tensors()) {
            CountProduct cost = CountProduct.ofEntries(tensor).times(2 * tensor.uses());
            if (!cost.isConstant() && tensor.uses() > 0) {
                costs.add(cost);
            }
        }
        for (int l = 0; costs.size() < layers.size() && architecture.tensors().isEmpty(); l++) {
            costs.add(new CountProduct(layers.all().get(l).cost(), l));
        }
        return new Density(costs, layers.counts());
    }

    /**
     * Returns the density, 0 to 1.
     *
     * @param counts open nodes of every layer, shape [layers]; gates between 0 and 1 may be summed
     */
    public double of(double[] counts) {
        return sum(counts) / all;
    }

    /** Returns what the density falls by if one more node of a layer closes. */
    public double share(int layer, double[] counts) {
        double lost = 0;
        for (CountProduct cost : costs) {
            lost += cost.lostWithout(layer, counts);
        }
        return lost / all;
    }

    /** Returns the derivative of the density by the number of open nodes of a layer. */
    public double slope(int layer, double[] counts) {
        double sum = 0;
        for (CountProduct cost : costs) {
            sum += cost.slope(layer, counts);
        }
        return sum / all;
    }

    private double sum(double[] counts) {
        double sum = 0;
        for (CountProduct cost : costs) {
            sum += cost.of(counts);
        }
        return sum;
    }
}
