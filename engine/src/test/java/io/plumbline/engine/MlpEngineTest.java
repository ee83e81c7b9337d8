package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.Scope;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What an engine promises to the run that it trains. */
class MlpEngineTest {

    private static final NetworkSpec NETWORK = new NetworkSpec(6, List.of(16, 8), 3, Activation.RELU);
    private static final int NODES = 24;
    private static final Layers LAYERS = NETWORK.layers();
    private static final Mask HALF = Mask.allOpen(NODES).with(new int[] {1, 3, 5, 7, 17, 19}, new int[0]);

    private final Batch batch = ReferenceNetwork.randomBatch(NETWORK, 32, 21);

    @Test
    void trainsUntilTheBatchIsFitted() {
        // Given
        double first;
        double last = 0;
        // When
        try (Engine engine = engine(5)) {
            first = engine.probeLoss();
            for (int t = 0; t < 400; t++) {
                last = engine.step(batch, StepRecord.NONE);
            }
        }
        // Then
        assertThat(last).isLessThan(first / 20);
    }

    @Test
    void sameSeedTwiceIsTheSameRunBitForBit() {
        // When
        List<NamedArray> once = train(engine(5));
        List<NamedArray> again = train(engine(5));
        // Then
        assertThat(again).isEqualTo(once);
        assertThat(train(engine(6))).isNotEqualTo(once);
    }

    @Test
    void twoThreadsDoNotDisturbOneAnother() {
        // Given
        List<NamedArray> fifth = train(engine(5));
        List<NamedArray> sixth = train(engine(6));
        // When
        CompletableFuture<List<NamedArray>> one = CompletableFuture.supplyAsync(() -> train(engine(5)));
        CompletableFuture<List<NamedArray>> two = CompletableFuture.supplyAsync(() -> train(engine(6)));
        // Then
        assertThat(one.join()).isEqualTo(fifth);
        assertThat(two.join()).isEqualTo(sixth);
    }

    @Test
    void measuringDoesNotChangeTheRun() {
        // Given
        StepRecord step = StepRecord.of(NODES);
        ProbeRecord probe = new ProbeRecord(LAYERS);
        try (Engine bare = engine(5);
                Engine measured = engine(5)) {
            // When
            for (int t = 0; t < 20; t++) {
                bare.step(batch, StepRecord.NONE);
                measured.step(batch, step);
                measured.probe(probe);
            }
            // Then
            assertThat(measured.weights()).isEqualTo(bare.weights());
        }
    }

    @Test
    void closingAndOpeningAgainLeavesTheNetworkAsItWas() {
        try (Engine engine = engine(5)) {
            // Given
            double open = engine.probeLoss();
            // When
            engine.mask(HALF);
            double closed = engine.probeLoss();
            engine.mask(Mask.allOpen(NODES));
            // Then
            assertThat(closed).isNotEqualTo(open);
            assertThat(engine.probeLoss()).isEqualTo(open);
            assertThat(engine.mask()).isEqualTo(Mask.allOpen(NODES));
        }
    }

    @Test
    void goesOnFromExportedStateBitForBit() {
        try (Engine whole = engine(5);
                Engine resumed = engine(99)) {
            // Given
            train(whole, 10);
            resumed.weights(whole.weights());
            resumed.optimizerState(whole.optimizerState());
            resumed.mask(whole.mask());
            // When
            train(whole, 10);
            train(resumed, 10);
            // Then
            assertThat(resumed.weights()).isEqualTo(whole.weights());
            assertThat(resumed.optimizerState().moments())
                    .isEqualTo(whole.optimizerState().moments());
            assertThat(resumed.updates()).isEqualTo(20);
        }
    }

    @Test
    void powerIterationGoesOnBetweenProbesAndAfterAMaskChange() {
        // Given
        ProbeRecord probe = new ProbeRecord(LAYERS);
        try (Engine engine = Engines.mlp(
                NETWORK, OptimizerSpec.adam(0.01), 32, new ProbeSpec(batch, 5, 40, 0, Scope.OWN_AND_OUT), 5)) {
            engine.probe(probe);
            // When
            engine.probe(probe);
            double open = probe.lambda();
            engine.probe(probe);
            // Then
            assertThat(probe.lambda()).isCloseTo(open, within(0.01 * open));
            assertThat(probe.eigenResidual()).isLessThan(0.1);
            engine.mask(HALF);
            engine.probe(probe);
            assertThat(probe.lambda()).isPositive().isFinite();
            assertThat(probe.eigenResidual()).isLessThan(0.1);
        }
    }

    @Test
    void evaluatesAnyNumberOfExamples() {
        // Given
        Batch many = ReferenceNetwork.randomBatch(NETWORK, 300, 22);
        try (Engine engine = engine(5)) {
            engine.mask(HALF);
            ReferenceNetwork reference = new ReferenceNetwork(NETWORK, engine.weights());
            double[] gates = new double[NODES];
            for (int b = 0; b < NODES; b++) {
                gates[b] = HALF.isOpen(b) ? 1 : 0;
            }
            // When
            Score score = engine.evaluate(many.features(), many.labels(), 300);
            // Then
            assertThat(score.loss()).isCloseTo(reference.loss(reference.weights, many, gates, -1), within(1e-5));
            assertThat(score.error()).isBetween(0.3, 1.0);
        }
    }

    @Test
    void buildsWithoutAWordOnStandardOutput() {
        // Given
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        // When
        try (Engine engine = engine(5)) {
            engine.step(batch, StepRecord.NONE);
        } finally {
            System.setOut(console);
        }
        // Then
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("differentiated");
    }

    @Test
    void saysWhatIsWrongWithWhatItIsGiven() {
        try (Engine engine = engine(5)) {
            Batch small = new Batch(16, 6);
            Batch mislabelled = new Batch(32, 6);
            mislabelled.labels()[4] = 3;
            // When, Then
            assertThatThrownBy(() -> engine.step(small, StepRecord.NONE))
                    .hasMessage("the batch must be of 32 examples of 6 features, is of 16 of 6");
            assertThatThrownBy(() -> engine.step(mislabelled, StepRecord.NONE))
                    .hasMessage("label 3 of example 4 is not one of the classes 0 to 2");
            assertThatThrownBy(() -> engine.step(batch, StepRecord.of(7)))
                    .hasMessage("the record is for 7 nodes, not 24");
            assertThatThrownBy(() -> engine.mask(Mask.allOpen(7))).hasMessage("the mask is of 7 nodes, not 24");
            assertThatThrownBy(() -> engine.weights(List.of()))
                    .hasMessageContaining("this network has 6 arrays, got 0");
            assertThatThrownBy(() -> engine.evaluate(new float[6], new int[2], 2))
                    .hasMessage("2 examples of 6 features asked for, 2 labels and 6 numbers given");
        }
    }

    @Test
    void capsTheThreadsOfTheNativeLibraries() {
        // Given
        int before = NativeThreads.inForce();
        // When
        int inForce = NativeThreads.limit(1);
        // Then
        assertThat(inForce).isEqualTo(1);
        assertThat(NativeThreads.limit(before)).isEqualTo(before);
    }

    private Engine engine(long seed) {
        return Engines.mlp(NETWORK, OptimizerSpec.adam(0.01), 32, ProbeSpec.of(batch), seed);
    }

    private List<NamedArray> train(Engine engine) {
        try (engine) {
            train(engine, 20);
            return engine.weights();
        }
    }

    private void train(Engine engine, int steps) {
        StepRecord step = StepRecord.of(NODES);
        for (int t = 0; t < steps; t++) {
            if (t == 5) {
                engine.mask(HALF);
            }
            engine.step(batch, step);
        }
    }
}
