package io.plumbline.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.gating.GateSettings.Scope;
import io.plumbline.core.model.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Columns of curvature of every kind against explicit matrices; nodes 1 and 6 are closed. */
class CurvatureTest {

    private static final int EXAMPLES = 6;
    private static final int CLASSES = 3;
    private static final NetworkSpec NETWORK = new NetworkSpec(4, List.of(4, 3), CLASSES, Activation.TANH);
    private static final Mask SOME = Mask.allOpen(7).with(new int[] {1, 6}, new int[0]);

    private final double[] gates = {1, 0, 1, 1, 1, 1, 0};
    private final Batch batch = ReferenceNetwork.randomBatch(NETWORK, EXAMPLES, 12);
    private final ProbeRecord probe = new ProbeRecord(NETWORK.layers());

    private CompactingEngine engine(Curvature curvature) {
        ProbeSpec spec = new ProbeSpec(batch, 400, 1, 0, Scope.OWN_AND_OUT, curvature);
        CompactingEngine engine = Engines.mlp(NETWORK, OptimizerSpec.sgd(0.5), EXAMPLES, spec, 13);
        engine.mask(SOME);
        return engine;
    }

    @Test
    void theTraceIsTheDiagonalInTheMean() {
        int probes = 1000;
        double[] mean = new double[7];
        double total = 0;
        double lambda;
        try (CompactingEngine engine = engine(Curvature.TRACE)) {
            // Given
            ReferenceNetwork reference = new ReferenceNetwork(NETWORK, engine.weights());
            // When
            for (int n = 0; n < probes; n++) {
                engine.probe(probe);
                total += probe.curvature().total() / probes;
                for (int b = 0; b < 7; b++) {
                    mean[b] += probe.curvatureColumn()[b] / probes;
                }
            }
            lambda = probe.lambda();
            // Then: diag(p) − ppᵀ = Σ_c p_c·(e_c − p)(e_c − p)ᵀ
            for (int b = 0; b < 7; b++) {
                assertThat(mean[b]).as("node %d", b).isCloseTo(diagonal(reference, b), within(0.1 * total));
            }
            assertThat(probe.curvature().own() + probe.curvature().block0())
                    .isCloseTo(probe.curvature().total(), within(1e-9));
        }
        assertThat(lambda).as("the eigenvalue, below the trace").isPositive().isLessThan(total);
    }

    private double diagonal(ReferenceNetwork reference, int node) {
        double sum = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            int example = i;
            double[] p = ReferenceNetwork.probabilities(reference.logits(reference.weights, batch, i, gates));
            for (int c = 0; c < CLASSES; c++) {
                int label = c;
                double squares = energy(reference, node, logits -> {
                    double mean = 0;
                    for (int k = 0; k < CLASSES; k++) {
                        mean += p[k] * logits[example][k];
                    }
                    return logits[example][label] - mean;
                });
                sum += p[c] * squares / EXAMPLES;
            }
        }
        return sum;
    }

    @Test
    void theSecantIsOfTheWayOfTheWeights() {
        try (CompactingEngine engine = engine(Curvature.SECANT)) {
            // Given
            double[] before = new ReferenceNetwork(NETWORK, engine.weights()).weights;
            engine.probe(probe);
            assertThat(probe.curvature().total())
                    .as("no way yet")
                    .isCloseTo(probe.lambda() * probe.lambda(), within(1e-6));
            engine.step(batch, StepRecord.NONE);
            // When
            engine.probe(probe);
            // Then
            ReferenceNetwork reference = new ReferenceNetwork(NETWORK, engine.weights());
            double[] way = new double[before.length];
            for (int k = 0; k < way.length; k++) {
                way[k] = reference.weights[k] - before[k];
            }
            double norm = Math.sqrt(ReferenceNetwork.squares(way));
            Arrays.setAll(way, k -> way[k] / norm);
            double[][] cotangent = cotangent(reference, way);
            for (int b = 0; b < 7; b++) {
                double expected = energy(reference, b, logits -> product(cotangent, logits));
                assertThat((double) probe.curvatureColumn()[b]).isCloseTo(expected, within(1e-3 * expected + 1e-6));
            }
            double[] z = reference.gradient(w -> product(cotangent, logits(reference, w, -1)));
            assertThat(probe.curvature().total()).isCloseTo(ReferenceNetwork.squares(z), within(1e-4));
        }
    }

    @Test
    void theSecantBeginsAnewWithACompaction() {
        try (CompactingEngine engine = engine(Curvature.SECANT)) {
            // Given
            engine.probe(probe);
            engine.step(batch, StepRecord.NONE);
            // When
            engine.compact();
            engine.probe(probe);
            // Then
            assertThat(probe.curvature().total()).isCloseTo(probe.lambda() * probe.lambda(), within(1e-6));
        }
    }

    @Test
    void theTangentKernelHasNoHessian() {
        try (CompactingEngine engine = engine(Curvature.TANGENT_KERNEL)) {
            // Given
            ReferenceNetwork reference = new ReferenceNetwork(NETWORK, engine.weights());
            double[][] jacobian = jacobian(reference);
            // When
            engine.probe(probe);
            // Then
            double lambda = topOfKernel(jacobian);
            assertThat(probe.lambda()).isCloseTo(lambda, within(1e-4 * lambda));
            assertThat(probe.curvature().total()).isCloseTo(lambda * lambda, within(1e-3 * lambda * lambda));
        }
    }

    /** Top eigenvalue of JJᵀ/B by power iteration. */
    private static double topOfKernel(double[][] jacobian) {
        double[] q = new double[jacobian.length];
        Arrays.setAll(q, k -> 1 + 0.1 * k);
        double lambda = 0;
        for (int n = 0; n < 3000; n++) {
            double[] z = new double[jacobian[0].length];
            for (int r = 0; r < q.length; r++) {
                for (int k = 0; k < z.length; k++) {
                    z[k] += jacobian[r][k] * q[r] / EXAMPLES;
                }
            }
            for (int r = 0; r < q.length; r++) {
                q[r] = dot(jacobian[r], z);
            }
            lambda = Math.sqrt(ReferenceNetwork.squares(q));
            double scale = lambda;
            double[] last = q.clone();
            Arrays.setAll(q, r -> last[r] / scale);
        }
        return lambda;
    }

    /** Gradient of every logit of every example. */
    private double[][] jacobian(ReferenceNetwork reference) {
        double[][] jacobian = new double[EXAMPLES * CLASSES][];
        for (int r = 0; r < jacobian.length; r++) {
            int i = r / CLASSES;
            int c = r % CLASSES;
            jacobian[r] = reference.gradient(w -> reference.logits(w, batch, i, gates)[c]);
        }
        return jacobian;
    }

    /** H·J·d/B. */
    private double[][] cotangent(ReferenceNetwork reference, double[] d) {
        double[][] jacobian = jacobian(reference);
        double[][] cotangent = new double[EXAMPLES][CLASSES];
        for (int i = 0; i < EXAMPLES; i++) {
            double[] p = ReferenceNetwork.probabilities(reference.logits(reference.weights, batch, i, gates));
            double mean = 0;
            for (int c = 0; c < CLASSES; c++) {
                mean += p[c] * dot(jacobian[i * CLASSES + c], d);
            }
            for (int c = 0; c < CLASSES; c++) {
                cotangent[i][c] = p[c] * (dot(jacobian[i * CLASSES + c], d) - mean) / EXAMPLES;
            }
        }
        return cotangent;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static double product(double[][] cotangent, double[][] logits) {
        double sum = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            sum += dot(cotangent[i], logits[i]);
        }
        return sum;
    }

    /** Squared derivatives of a function of all logits by what a node owns and reads out, observed where it is closed. */
    private double energy(ReferenceNetwork reference, int node, ToDoubleFunction<double[][]> of) {
        int layer = node < 4 ? 0 : 1;
        int through = gates[node] == 0 ? node : -1;
        return reference.energyOf(layer, node - 4 * layer, w -> of.applyAsDouble(logits(reference, w, through)));
    }

    private double[][] logits(ReferenceNetwork reference, double[] w, int through) {
        double[][] logits = new double[EXAMPLES][];
        Arrays.setAll(logits, i -> reference.logits(w, batch, i, gates, through));
        return logits;
    }
}
