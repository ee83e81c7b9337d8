package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.model.Mask;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One network that had its closed nodes removed, and another that is what was left of it. */
class RemainderTest {

    private static final MlpSpec NETWORK = new MlpSpec(6, List.of(16, 8), 3, Activation.RELU);
    private static final int NODES = 24;
    private static final Mask REMOVED = Mask.allOpen(NODES).with(new int[] {1, 3, 17}, new int[0]);
    private static final Mask CLOSED = REMOVED.with(new int[] {0, 2, 5, 19}, new int[0]);

    private final Batch batch = ReferenceNetwork.randomBatch(NETWORK, 32, 21);

    static Stream<OptimizerSpec> optimizers() {
        return Stream.of(OptimizerSpec.sgd(0.1), OptimizerSpec.momentum(0.05, 0.9), OptimizerSpec.adam(0.01));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void goesOnBitForBitAsWhatItIsOfWouldWithoutItsClosedNodes(OptimizerSpec optimizer) {
        try (PruningEngine whole = engine(NETWORK, optimizer, 0)) {
            // Given: some nodes are removed, others only closed
            train(whole, REMOVED);
            whole.prune(REMOVED);
            train(whole, CLOSED);

            // When
            Remainder left = Remainder.of(NETWORK, whole.state());

            // Then
            assertThat(left.hidden()).containsExactly(11, 6);
            MlpSpec spec = new MlpSpec(6, left.hidden(), 3, Activation.RELU);
            try (PruningEngine small = engine(spec, optimizer, 0)) {
                small.state(left.state());
                whole.prune(CLOSED);
                assertThat(small.mask()).isEqualTo(Mask.allOpen(17));
                assertThat(small.updates()).isEqualTo(24);
                assertThat(small.average().mass()).isPositive();
                alike(small, whole);
            }
        }
    }

    @Test
    void ofADenseNetworkIsAllThatItRemembersDropoutIncluded() {
        try (PruningEngine whole = engine(NETWORK, OptimizerSpec.adam(0.01), 0.3);
                PruningEngine other = engine(NETWORK, OptimizerSpec.adam(0.01), 0.3)) {
            // Given
            train(whole, Mask.allOpen(NODES));

            // When
            Remainder left = Remainder.of(NETWORK, whole.state());

            // Then
            assertThat(left.hidden()).isEqualTo(NETWORK.hidden());
            other.state(left.state());
            alike(other, whole);
        }
    }

    @Test
    void refusesTheStateOfAnotherNetwork() {
        try (PruningEngine whole = engine(NETWORK, OptimizerSpec.sgd(0.1), 0)) {
            MlpSpec other = new MlpSpec(6, List.of(16, 9), 3, Activation.RELU);
            assertThatThrownBy(() -> Remainder.of(other, whole.state()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the state is of 24 nodes, the network has 25");
        }
    }

    /** Probes and steps; both columns of the one are those of the other, without what is not there. */
    private void alike(PruningEngine small, PruningEngine whole) {
        KeptNodes kept = KeptNodes.of(NETWORK.architecture(), whole.mask());
        for (int t = 0; t < 5; t++) {
            ProbeRecord probe = new ProbeRecord(small.layers());
            ProbeRecord expectedProbe = new ProbeRecord(whole.layers());
            StepRecord record = StepRecord.of(small.layers().nodes());
            StepRecord expected = StepRecord.of(NODES);
            small.probe(probe);
            whole.probe(expectedProbe);
            assertThat(small.step(batch, record)).isEqualTo(whole.step(batch, expected));
            float[] tau = new float[NODES];
            kept.scatter(record.tau(), tau);
            assertThat(tau).isEqualTo(expected.tau());
            assertThat(probe.lambda()).isEqualTo(expectedProbe.lambda());
        }
        assertThat(kept.scatter(small.weights())).isEqualTo(whole.weights());
        assertThat(kept.scatter(small.average())).isEqualTo(whole.average());
    }

    private PruningEngine engine(MlpSpec network, OptimizerSpec optimizer, double dropout) {
        PruningEngine engine = Engines.of(network, optimizer, dropout, 32, ProbeSpec.of(batch), 5);
        engine.average(AverageState.beginning(0.9));
        return engine;
    }

    private void train(PruningEngine engine, Mask mask) {
        engine.probe(new ProbeRecord(engine.layers()));
        engine.mask(mask);
        for (int t = 0; t < 12; t++) {
            engine.step(batch, StepRecord.NONE);
        }
    }
}
