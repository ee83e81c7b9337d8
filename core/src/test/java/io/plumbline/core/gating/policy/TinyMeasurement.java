package io.plumbline.core.gating.policy;

import io.plumbline.core.conditioning.ConditionEstimate;
import io.plumbline.core.conditioning.NodeConditions;
import io.plumbline.core.conditioning.PowerIteration;
import java.util.stream.IntStream;

/** What a probe of {@link TinyNetwork} measures: squares by node, totals, and the estimate that core makes of them. */
final class TinyMeasurement {

    final ConditionEstimate whole;
    final double[] ownEnergy;
    final double[] ownCurvature;
    final double[] outEnergy;
    final double[] outCurvature;
    final double blockEnergy;
    final double blockCurvature;
    /** E and A: ungated parameters and what open nodes own, closed nodes' outgoing weights left out. */
    final double energy;

    final double curvature;

    TinyMeasurement(double... gates) {
        TinyNetwork network = new TinyNetwork(gates);
        double[] g = network.gradient();
        double[] z = network.topProduct();
        boolean[] kept = network.kept();
        ownEnergy = byNode(g, true);
        ownCurvature = byNode(z, true);
        outEnergy = byNode(g, false);
        outCurvature = byNode(z, false);
        blockEnergy = block(g, kept);
        blockCurvature = block(z, kept);
        energy = sum(g, kept);
        curvature = sum(z, kept);
        double[] seen = z.clone();
        PowerIteration.normalise(seen, kept);
        double[] product = network.gaussNewton(seen);
        for (int i = 0; i < product.length; i++) {
            product[i] = kept[i] ? product[i] : 0;
        }
        double lambda = PowerIteration.measure(seen, product).lambda();
        whole = new ConditionEstimate(network.loss(), 0, energy, network.residual(), lambda);
    }

    /** s^λ_b − s^μ_b of scope own. */
    double own(int node) {
        return NodeConditions.shares(ownCurvature, curvature)[node] - NodeConditions.shares(ownEnergy, energy)[node];
    }

    /** s^λ_b − s^μ_b of scope own+out. */
    double ownAndOut(int node) {
        return own(node)
                + NodeConditions.shares(outCurvature, curvature)[node]
                - NodeConditions.shares(outEnergy, energy)[node];
    }

    private static double[] byNode(double[] v, boolean own) {
        double[] sums = new double[TinyNetwork.NODES];
        for (int i = 0; i < v.length; i++) {
            int node = own ? TinyNetwork.owner(i) : TinyNetwork.reader(i);
            if (node >= 0) {
                sums[node] += v[i] * v[i];
            }
        }
        return sums;
    }

    private static double block(double[] v, boolean[] kept) {
        return IntStream.range(0, v.length)
                .filter(i -> kept[i] && TinyNetwork.owner(i) < 0)
                .mapToDouble(i -> v[i] * v[i])
                .sum();
    }

    private static double sum(double[] v, boolean[] kept) {
        return IntStream.range(0, v.length)
                .filter(i -> kept[i])
                .mapToDouble(i -> v[i] * v[i])
                .sum();
    }
}
