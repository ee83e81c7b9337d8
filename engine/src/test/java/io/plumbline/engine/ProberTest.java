package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.Scope;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Probes by definition: the explicit matrix JᵀHJ/B, and the energies of every node, closed ones included. */
class ProberTest {

    private static final int EXAMPLES = 6;
    private final double[] gates = {1, 0, 1, 1, 1, 1, 0};
    private ProbeRecord probe;

    @ParameterizedTest
    @EnumSource(Activation.class)
    void measuresEnergyAndCurvatureByDefinition(Activation activation) {
        // Given
        NetworkSpec network = new NetworkSpec(4, List.of(4, 3), 3, activation);
        Batch batch = ReferenceNetwork.randomBatch(network, EXAMPLES, 12);
        ReferenceNetwork reference;
        // When
        try (Engine engine =
                Engines.mlp(network, OptimizerSpec.sgd(1), 2, new ProbeSpec(batch, 400, 1, 0, Scope.OWN_AND_OUT), 13)) {
            engine.mask(Mask.allOpen(7).with(new int[] {1, 6}, new int[0]));
            reference = new ReferenceNetwork(network, engine.weights());
            probe = new ProbeRecord(engine.layers());
            engine.probe(probe);
        }
        // Then
        energiesAreThoseOfTheGradient(reference, batch);
        curvatureIsThatOfTheTopEigenvector(reference, batch);
    }

    @Test
    void looksOnWhereTheDirectionTurnedSoFarThatNoDecisionCouldRestOnIt() {
        // Given: one product a probe, and weights that have nothing to do with those of the probe before
        NetworkSpec network = new NetworkSpec(8, List.of(16, 16), 4, Activation.RELU);
        Batch batch = ReferenceNetwork.randomBatch(network, 32, 5);
        ProbeSpec spec = new ProbeSpec(batch, 60, 1, 0.05, Scope.OWN_AND_OUT);
        try (Engine engine = Engines.mlp(network, OptimizerSpec.sgd(1), 2, spec, 13)) {
            probe = new ProbeRecord(engine.layers());
            engine.probe(probe);
            engine.weights(Parameters.initial(network, 99).export(""));

            // When
            engine.probe(probe);

            // Then
            assertThat(probe.eigenResidual()).isLessThanOrEqualTo(0.1);
        }
    }

    private void energiesAreThoseOfTheGradient(ReferenceNetwork reference, Batch batch) {
        double[] gradient = reference.gradient(w -> reference.loss(w, batch, gates, -1));
        assertThat(probe.loss()).isCloseTo(reference.loss(reference.weights, batch, gates, -1), within(1e-6));
        assertThat(probe.energy().total()).isCloseTo(ReferenceNetwork.squares(gradient), within(1e-5));
        partitions(probe.energy());
        for (int l = 0; l < 2; l++) {
            for (int b = 0; b < reference.network.width(l + 1); b++) {
                int node = reference.node(l, b);
                int through = gates[node] == 0 ? node : -1;
                double expected = reference.energyOf(l, b, w -> reference.loss(w, batch, gates, through));
                assertThat((double) probe.energyColumn()[node]).isCloseTo(expected, within(1e-5));
            }
        }
    }

    private void curvatureIsThatOfTheTopEigenvector(ReferenceNetwork reference, Batch batch) {
        double[][][] jacobian = jacobian(reference, batch);
        double[] u = new double[reference.weights.length];
        Arrays.fill(u, 1);
        double lambda = 0;
        double[][] cotangent = {};
        for (int n = 0; n < 3000; n++) {
            cotangent = cotangent(reference, batch, jacobian, u);
            double[] z = new double[u.length];
            for (int i = 0; i < EXAMPLES; i++) {
                for (int c = 0; c < 3; c++) {
                    for (int k = 0; k < z.length; k++) {
                        z[k] += jacobian[i][c][k] * cotangent[i][c];
                    }
                }
            }
            lambda = Math.sqrt(ReferenceNetwork.squares(z));
            for (int k = 0; k < z.length; k++) {
                u[k] = z[k] / lambda;
            }
        }
        assertThat(probe.lambda()).isCloseTo(lambda, within(1e-4 * lambda));
        assertThat(probe.eigenResidual()).isLessThan(0.01);
        assertThat(probe.curvature().total()).isCloseTo(lambda * lambda, within(1e-3 * lambda * lambda));
        partitions(probe.curvature());
        columnsMatch(reference, batch, cotangent, lambda);
    }

    private void columnsMatch(ReferenceNetwork reference, Batch batch, double[][] cotangent, double lambda) {
        for (int l = 0; l < 2; l++) {
            for (int b = 0; b < reference.network.width(l + 1); b++) {
                int node = reference.node(l, b);
                int through = gates[node] == 0 ? node : -1;
                double expected = reference.energyOf(l, b, w -> pulledBack(reference, w, batch, cotangent, through));
                assertThat((double) probe.curvatureColumn()[node]).isCloseTo(expected, within(5e-3 * lambda * lambda));
            }
        }
    }

    private double pulledBack(ReferenceNetwork reference, double[] w, Batch batch, double[][] cotangent, int through) {
        double sum = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            double[] logits = reference.logits(w, batch, i, gates, through);
            for (int c = 0; c < 3; c++) {
                sum += cotangent[i][c] * logits[c];
            }
        }
        return sum;
    }

    private double[][][] jacobian(ReferenceNetwork reference, Batch batch) {
        double[][][] jacobian = new double[EXAMPLES][3][];
        for (int i = 0; i < EXAMPLES; i++) {
            for (int c = 0; c < 3; c++) {
                int example = i;
                int logit = c;
                jacobian[i][c] = reference.gradient(w -> reference.logits(w, batch, example, gates)[logit]);
            }
        }
        return jacobian;
    }

    private double[][] cotangent(ReferenceNetwork reference, Batch batch, double[][][] jacobian, double[] u) {
        double[][] cotangent = new double[EXAMPLES][3];
        for (int i = 0; i < EXAMPLES; i++) {
            double[] p = ReferenceNetwork.probabilities(reference.logits(reference.weights, batch, i, gates));
            double mean = 0;
            double[] q = new double[3];
            for (int c = 0; c < 3; c++) {
                for (int k = 0; k < u.length; k++) {
                    q[c] += jacobian[i][c][k] * u[k];
                }
                mean += p[c] * q[c];
            }
            for (int c = 0; c < 3; c++) {
                cotangent[i][c] = p[c] * (q[c] - mean) / EXAMPLES;
            }
        }
        return cotangent;
    }

    private static void partitions(ProbeRecord.Totals totals) {
        double sum = totals.ungated();
        for (double layer : totals.layers()) {
            assertThat(layer).isPositive();
            sum += layer;
        }
        assertThat(sum).isCloseTo(totals.total(), within(1e-12));
        assertThat(totals.ungated()).isPositive();
    }
}
