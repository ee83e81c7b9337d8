package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The statistics of a training step by their definitions, with closed nodes in both layers. */
class StepStatisticsTest {

    private static final int EXAMPLES = 6;
    private static final double RATE = 1;
    private final double[] gates = {1, 0, 1, 1, 1, 1, 0};
    private final Mask mask = Mask.allOpen(7).with(new int[] {1, 6}, new int[0]);

    @ParameterizedTest
    @EnumSource(Activation.class)
    void gammaAndTauAreMeansOverExamplesOfTheGateGradient(Activation activation) {
        // Given
        NetworkSpec network = network(activation);
        Batch batch = ReferenceNetwork.randomBatch(network, EXAMPLES, 5);
        StepRecord step = StepRecord.of(7);
        ReferenceNetwork reference;
        // When
        try (Engine engine = engine(network, batch)) {
            reference = new ReferenceNetwork(network, engine.weights());
            engine.step(batch, step);
        }
        // Then
        double[] m = gates.clone();
        for (int b = 0; b < 7; b++) {
            double gamma = 0;
            double tau = 0;
            for (int i = 0; i < EXAMPLES; i++) {
                int example = i;
                double derivative = ReferenceNetwork.derivative(
                        g -> reference.lossOf(reference.weights, batch, example, g, -1), m, b);
                gamma += derivative / EXAMPLES;
                tau += derivative * derivative / EXAMPLES;
            }
            assertThat((double) step.gamma()[b]).isCloseTo(gamma, within(1e-5));
            assertThat((double) step.tau()[b]).isCloseTo(tau, within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void theUpdateFollowsTheGradientByDefinition(Activation activation) {
        // Given
        NetworkSpec network = network(activation);
        Batch batch = ReferenceNetwork.randomBatch(network, EXAMPLES, 6);
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
        double[] gradient = before.gradient(w -> before.loss(w, batch, gates, -1));
        for (int k = 0; k < gradient.length; k++) {
            assertThat(before.weights[k] - after.weights[k]).isCloseTo(RATE * gradient[k], within(1e-5));
        }
        assertThat(loss).isCloseTo(before.loss(before.weights, batch, gates, -1), within(1e-6));
        assertThat(step.updateDot()).isCloseTo(-RATE * ReferenceNetwork.squares(gradient), within(1e-5));
        closedNodesStayWhereTheyAre(before, after);
    }

    private static void closedNodesStayWhereTheyAre(ReferenceNetwork before, ReferenceNetwork after) {
        for (int r = 0; r <= 4; r++) {
            int own = before.place(0, r, 1);
            int ownOfSecond = before.place(1, r, 2);
            assertThat(after.weights[own]).isEqualTo(before.weights[own]);
            assertThat(after.weights[ownOfSecond]).isEqualTo(before.weights[ownOfSecond]);
        }
        for (int c = 0; c < 3; c++) {
            assertThat(after.weights[before.place(1, 1, c)]).isEqualTo(before.weights[before.place(1, 1, c)]);
            assertThat(after.weights[before.place(2, 2, c)]).isEqualTo(before.weights[before.place(2, 2, c)]);
        }
    }

    @Test
    void exampleGradientIsTheMeanOverExamplesAndWeightsAreThoseAfterTheUpdate() {
        // Given
        NetworkSpec network = network(Activation.TANH);
        Batch batch = ReferenceNetwork.randomBatch(network, EXAMPLES, 7);
        StepRecord step = StepRecord.of(7);
        ReferenceNetwork reference;
        ReferenceNetwork after;
        // When
        try (Engine engine = engine(network, batch)) {
            reference = new ReferenceNetwork(network, engine.weights());
            engine.step(batch, step);
            after = new ReferenceNetwork(network, engine.weights());
        }
        // Then
        double mean = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            int example = i;
            mean += ReferenceNetwork.squares(reference.gradient(w -> reference.lossOf(w, batch, example, gates, -1)))
                    / EXAMPLES;
        }
        assertThat(step.exampleGradient()).isCloseTo(mean, within(1e-4));
        for (int b = 0; b < 4; b++) {
            double squares = 0;
            for (int r = 0; r <= 4; r++) {
                squares += Math.pow(after.weights[after.place(0, r, b)], 2);
            }
            assertThat((double) step.weightNorm()[b]).isCloseTo(squares, within(1e-5));
        }
    }

    private static NetworkSpec network(Activation activation) {
        return new NetworkSpec(4, List.of(4, 3), 3, activation);
    }

    private Engine engine(NetworkSpec network, Batch batch) {
        Engine engine = Engines.mlp(network, OptimizerSpec.sgd(RATE), EXAMPLES, ProbeSpec.of(batch), 4);
        // Biases other than 0 keep every unit off the kink of the ReLU, where there is no derivative to compare with.
        Parameters weights = new Parameters(network.architecture());
        weights.fillNormal(4);
        engine.weights(weights.export(""));
        engine.mask(mask);
        return engine;
    }
}
