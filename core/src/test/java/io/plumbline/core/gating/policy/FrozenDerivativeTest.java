package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.conditioning.PowerIteration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reason for the shares: with r and H frozen, ∂ log κ/∂m_b = s^λ_b − s^μ_b, in both scopes. */
class FrozenDerivativeTest {

    private static final double STEP = 1e-4;
    private final TinyNetwork network = new TinyNetwork(1, 1, 1);
    private final TinyMeasurement measured = new TinyMeasurement(1, 1, 1);

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "2, true", "0, false", "1, false", "2, false"})
    void sharesAreTheDerivativeOfLogKappa(int node, boolean own) {
        // Given
        double[] up = {1, 1, 1};
        double[] down = {1, 1, 1};
        up[node] += STEP;
        down[node] -= STEP;

        // When
        double slope = (logKappa(up, own) - logKappa(down, own)) / (2 * STEP);

        // Then
        assertThat(slope).isCloseTo(own ? measured.own(node) : measured.ownAndOut(node), within(1e-6));
    }

    /** log κ with the kernel of each parameter multiplied by its owner's gate, and in scope own+out by its reader's. */
    private double logKappa(double[] gates, boolean own) {
        double[] roots = new double[TinyNetwork.PARAMETERS];
        for (int i = 0; i < roots.length; i++) {
            double weight = TinyNetwork.owner(i) >= 0 ? gates[TinyNetwork.owner(i)] : 1;
            weight *= !own && TinyNetwork.reader(i) >= 0 ? gates[TinyNetwork.reader(i)] : 1;
            roots[i] = Math.sqrt(weight);
        }
        double[] gradient = network.gradient();
        double energy = 0;
        for (int i = 0; i < roots.length; i++) {
            energy += roots[i] * roots[i] * gradient[i] * gradient[i];
        }
        return StrictMath.log(lambda(roots)) - StrictMath.log(energy);
    }

    private double lambda(double[] roots) {
        double[] u = new double[roots.length];
        boolean[] kept = new boolean[roots.length];
        Arrays.fill(u, 1);
        Arrays.fill(kept, true);
        double lambda = 0;
        for (int k = 0; k < 400; k++) {
            PowerIteration.normalise(u, kept);
            double[] z = times(roots, network.gaussNewton(times(roots, u)));
            lambda = PowerIteration.measure(u, z).lambda();
            u = z;
        }
        return lambda;
    }

    private static double[] times(double[] a, double[] b) {
        double[] product = new double[a.length];
        Arrays.setAll(product, i -> a[i] * b[i]);
        return product;
    }
}
