package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steps with dropout against the thinned network by definition, with closed nodes in both layers. */
class DropoutTest {

    private static final int EXAMPLES = 6;
    private static final double RATE = 0.4;
    private static final long SEED = 4;
    private static final double[] GATES = {1, 0, 1, 1, 1, 1, 0};
    private static final Mask MASK = Mask.allOpen(7).with(new int[] {1, 6}, new int[0]);

    @ParameterizedTest
    @EnumSource(Activation.class)
    void aStepIsOneOfTheThinnedNetwork(Activation activation) {
        // Given
        MlpSpec network = network(activation);
        Batch batch = ReferenceNetwork.randomBatch(network, EXAMPLES, 6);
        double[][] draws = draws(network, EXAMPLES, 1);
        StepRecord step = StepRecord.of(7);
        ReferenceNetwork before;
        ReferenceNetwork after;
        double loss;
        // When
        try (Engine engine = engine(network, batch)) {
            before = new ReferenceNetwork(network, engine.weights());
            loss = engine.step(batch, step);
            after = new ReferenceNetwork(network, engine.weights());
        }
        // Then
        assertThat(loss).isCloseTo(loss(before, before.weights, batch, draws), within(1e-5));
        double[] gradient = before.gradient(w -> loss(before, w, batch, draws));
        for (int k = 0; k < gradient.length; k++) {
            assertThat(before.weights[k] - after.weights[k]).isCloseTo(gradient[k], within(2e-5));
        }
        double squares = ReferenceNetwork.squares(gradient);
        assertThat(step.updateDot()).isCloseTo(-squares, within(1e-4 * squares));
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void gateGradientsAndEnergiesAreThoseOfTheThinnedNetwork(Activation activation) {
        // Given
        MlpSpec network = network(activation);
        Batch batch = ReferenceNetwork.randomBatch(network, EXAMPLES, 5);
        double[][] draws = draws(network, EXAMPLES, 1);
        StepRecord step = StepRecord.of(7);
        ReferenceNetwork reference;
        // When
        try (Engine engine = engine(network, batch)) {
            reference = new ReferenceNetwork(network, engine.weights());
            engine.step(batch, step);
        }
        // Then
        for (int b = 0; b < 7; b++) {
            double gamma = 0;
            double tau = 0;
            for (int i = 0; i < EXAMPLES; i++) {
                int example = i;
                double derivative = ReferenceNetwork.derivative(
                        m -> reference.lossOf(reference.weights, batch, example, product(m, draws[example])),
                        GATES.clone(),
                        b);
                gamma += derivative / EXAMPLES;
                tau += derivative * derivative / EXAMPLES;
            }
            assertThat((double) step.gamma()[b]).isCloseTo(gamma, within(1e-5 * (1 + Math.abs(gamma))));
            assertThat((double) step.tau()[b]).isCloseTo(tau, within(1e-5 * (1 + tau)));
        }
        double mean = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            int example = i;
            double[] thinned = product(GATES, draws[i]);
            mean += ReferenceNetwork.squares(reference.gradient(w -> reference.lossOf(w, batch, example, thinned)))
                    / EXAMPLES;
        }
        assertThat(step.exampleGradient()).isCloseTo(mean, within(1e-4 * mean));
    }

    @Test
    void probesAndEvaluationsSeeTheWholeNetwork() {
        // Given
        MlpSpec network = network(Activation.TANH);
        Batch batch = ReferenceNetwork.randomBatch(network, EXAMPLES, 7);
        try (Engine engine = engine(network, batch)) {
            engine.step(batch, StepRecord.NONE);
            ReferenceNetwork reference = new ReferenceNetwork(network, engine.weights());
            double whole = reference.loss(reference.weights, batch, GATES);
            ProbeRecord probe = new ProbeRecord(engine.layers());
            // When
            engine.probe(probe);
            // Then
            assertThat(probe.loss()).isCloseTo(whole, within(1e-5));
            assertThat(engine.probeLoss()).isCloseTo(whole, within(1e-5));
            assertThat(engine.evaluate(batch.features(), batch.labels(), EXAMPLES)
                            .loss())
                    .isCloseTo(whole, within(1e-5));
        }
    }

    @Test
    void dropsTheGivenShareAndScalesTheRest() {
        // When
        double[][] draws = draws(network(Activation.RELU), 4000, 3);
        // Then
        double sum = 0;
        for (double[] row : draws) {
            for (double d : row) {
                assertThat(d == 0 || Math.abs(d - 1 / (1 - RATE)) < 1e-6).isTrue();
                sum += d;
            }
        }
        assertThat(sum / (7 * 4000)).isCloseTo(1, within(0.02));
    }

    @Test
    void everyStepExampleAndNodeDrawsAnew() {
        // Given
        double[][] third = draws(network(Activation.RELU), 200, 3);
        // When
        double[][] fourth = draws(network(Activation.RELU), 200, 4);
        // Then
        assertThat(Arrays.deepEquals(fourth, third)).isFalse();
        assertThat(draws(network(Activation.RELU), 200, 3)).isDeepEqualTo(third);
        for (int b = 1; b < 7; b++) {
            int equal = 0;
            for (double[] row : third) {
                equal += row[b] == row[b - 1] ? 1 : 0;
            }
            assertThat(equal).isBetween(70, 140);
        }
    }

    @Test
    void goesOnFromExportedStateBitForBit() {
        // Given
        MlpSpec network = network(Activation.RELU);
        Batch batch = ReferenceNetwork.randomBatch(network, EXAMPLES, 7);
        try (Engine whole = engine(network, batch);
                Engine resumed = engine(network, batch)) {
            whole.step(batch, StepRecord.NONE);
            resumed.weights(whole.weights());
            resumed.optimizerState(whole.optimizerState());
            // When
            whole.step(batch, StepRecord.NONE);
            resumed.step(batch, StepRecord.NONE);
            // Then
            assertThat(resumed.weights()).isEqualTo(whole.weights());
        }
    }

    @Test
    void dropsAChannelWhole() {
        // Given: three nodes at four pixels
        Layers layers = new MlpSpec(2, List.of(3), 2, Activation.RELU).layers();
        float[][] rows = new float[20][12];
        float[][] nodes = new float[20][3];

        // When
        new Dropout(RATE, SEED, layers, numbers(layers)).draw(7, 0, rows);

        // Then
        new Dropout(RATE, SEED, layers, numbers(layers)).draw(7, 0, nodes);
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < rows[i].length; k++) {
                assertThat(rows[i][k]).isEqualTo(nodes[i][k % 3]);
            }
        }
    }

    @Test
    void dropsHeadsAndUnitsAtAllTokens() {
        // Given: a head and a unit are closed
        TransformerSpec network =
                new TransformerSpec(3, 4, 4, 3, List.of(TransformerSpec.Part.of(2, 3)), true, Activation.TANH);
        Mask mask = Mask.allOpen(5).with(new int[] {1, 4}, new int[0]);
        double[] gates = {1, 0, 1, 1, 0};
        Batch texts = RandomTexts.drawn(network, EXAMPLES, 6);
        double[][] draws = draws(network, EXAMPLES, 1);
        ReferenceTransformer reference = new ReferenceTransformer(network);
        StepRecord step = StepRecord.of(5);
        double[] before;
        double[] after;

        // When
        try (Engine engine = Engines.of(network, OptimizerSpec.sgd(1), RATE, EXAMPLES, ProbeSpec.of(texts), SEED)) {
            engine.weights(EngineSubject.drawn(engine.weights(), "", 7));
            engine.mask(mask);
            before = ByDefinition.flat(engine.weights());
            engine.step(texts, step);
            after = ByDefinition.flat(engine.weights());
        }

        // Then
        for (int k = 0; k < before.length; k += 7) {
            double slope = ReferenceNetwork.derivative(w -> loss(reference, w, gates, texts, draws), before.clone(), k);
            assertThat(before[k] - after[k]).isCloseTo(slope, within(2e-5));
        }
        for (int b = 0; b < 5; b++) {
            double gamma = ReferenceNetwork.derivative(m -> loss(reference, before, m, texts, draws), gates.clone(), b);
            assertThat((double) step.gamma()[b]).isCloseTo(gamma, within(1e-5 * (1 + Math.abs(gamma))));
        }
    }

    private static double loss(
            ReferenceTransformer reference, double[] w, double[] gates, Batch texts, double[][] draws) {
        double sum = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            double[] logits = reference.logits(w, product(gates, draws[i]), texts, i);
            sum += new Predictions(logits, texts, i).loss() / EXAMPLES;
        }
        return sum;
    }

    @Test
    void refusesToDropEverything() {
        assertThatThrownBy(() -> new Dropout(1, SEED, network(Activation.RELU).layers(), new int[7]))
                .hasMessage("dropout must be at least 0 and below 1, was 1.0");
    }

    private static int[] numbers(Layers layers) {
        return IntStream.range(0, layers.nodes()).toArray();
    }

    /** What a step draws, [examples][nodes]. */
    private static double[][] draws(NetworkSpec network, int examples, long step) {
        Layers layers = network.layers();
        double[][] draws = new double[examples][layers.nodes()];
        Dropout dropout = new Dropout(RATE, SEED, layers, numbers(layers));
        for (int l = 0; l < layers.size(); l++) {
            float[][] rows = new float[examples][layers.end(l) - layers.start(l)];
            dropout.draw(step, l, rows);
            for (int i = 0; i < examples; i++) {
                for (int b = 0; b < rows[i].length; b++) {
                    draws[i][layers.start(l) + b] = rows[i][b];
                }
            }
        }
        return draws;
    }

    private static double loss(ReferenceNetwork reference, double[] w, Batch batch, double[][] draws) {
        double sum = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            sum += reference.lossOf(w, batch, i, product(GATES, draws[i]));
        }
        return sum / EXAMPLES;
    }

    private static double[] product(double[] gates, double[] draws) {
        double[] product = new double[gates.length];
        for (int b = 0; b < product.length; b++) {
            product[b] = gates[b] * draws[b];
        }
        return product;
    }

    private static MlpSpec network(Activation activation) {
        return new MlpSpec(4, List.of(4, 3), 3, activation);
    }

    private static Engine engine(MlpSpec network, Batch batch) {
        Engine engine = Engines.of(network, OptimizerSpec.sgd(1), RATE, EXAMPLES, ProbeSpec.of(batch), SEED);
        // Biases other than 0 keep every unit off the kink of the ReLU, where there is no derivative to compare with.
        Parameters weights = new Parameters(network.architecture());
        weights.fillNormal(4);
        engine.weights(weights.export(""));
        engine.mask(MASK);
        return engine;
    }
}
