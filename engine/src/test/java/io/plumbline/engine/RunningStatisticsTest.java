package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import io.plumbline.engine.data.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What examples are normalised with in evaluations stays that of the network as it is, through masks, roll-backs and removals. */
class RunningStatisticsTest {

    private static final int EXAMPLES = 6;
    private static final double NEAR = 2e-5;
    private static final ChainSpec NETWORK = new ChainSpec(
            Shape.of(1, 4, 4),
            Stream.of("conv 3", "residual 3 inner 4", "residual 4 stride 2 inner 2")
                    .map(BlockSpec::parse)
                    .toList(),
            Norm.BATCH,
            3,
            Activation.RELU);

    private final Batch batch = ReferenceNetwork.randomBatch(NETWORK, EXAMPLES, 1);
    private final Batch probe = ReferenceNetwork.randomBatch(NETWORK, EXAMPLES, 2);
    private final ReferenceChain reference = new ReferenceChain(NETWORK);
    private PruningEngine engine;

    @BeforeEach
    void begin() {
        engine = engine(5);
    }

    @AfterEach
    void end() {
        engine.close();
    }

    private PruningEngine engine(long seed) {
        return Engines.of(NETWORK, OptimizerSpec.adam(0.01), EXAMPLES, ProbeSpec.of(probe), seed);
    }

    private Mask someClosed() {
        return Mask.allOpen(NETWORK.layers().nodes()).with(new int[] {0, 4, 8}, new int[0]);
    }

    /** Statistics by definition, of the weights and gates as they are. */
    private double[] of(Batch examples) {
        double[] gates = new double[engine.mask().nodes()];
        Arrays.setAll(gates, b -> engine.mask().isOpen(b) ? 1 : 0);
        double[][] all = new double[EXAMPLES][];
        Arrays.fill(all, gates);
        ReferenceChain.Statistics statistics = new ReferenceChain.Statistics();
        reference.logits(ByDefinition.flat(engine.weights()), all, examples, statistics);
        return engine.statistics().stream()
                .map(NamedArray::name)
                .flatMapToDouble(name ->
                        Arrays.stream(statistics.of(name.substring(0, name.lastIndexOf('.')), name.endsWith(".mean"))))
                .toArray();
    }

    private void assertStatistics(double[] expected) {
        double[] found = ByDefinition.flat(engine.statistics());
        assertThat(found).hasSameSizeAs(expected);
        for (int k = 0; k < found.length; k++) {
            assertThat(found[k]).isCloseTo(expected[k], within(NEAR * (1 + Math.abs(expected[k]))));
        }
    }

    private double loss() {
        return engine.evaluate(batch.features(), batch.labels(), EXAMPLES).loss();
    }

    @Test
    void beginWithThoseOfTheProbeBatchAndTakeATenthOfEveryBatch() {
        // Given
        double[] expected = of(probe);
        assertStatistics(expected);
        for (int t = 0; t < 4; t++) {
            double[] ofBatch = of(batch);

            // When
            engine.step(batch, StepRecord.NONE);

            // Then
            Arrays.setAll(expected, k -> expected[k] + 0.1 * (ofBatch[k] - expected[k]));
            assertStatistics(expected);
        }
    }

    @Test
    void areMeasuredAnewWhereOtherGatesComeIntoForceAndWhereTheyGoBack() {
        // Given
        engine.step(batch, StepRecord.NONE);
        Mask all = engine.mask();
        for (Mask next : List.of(someClosed(), all)) {
            // When
            engine.mask(next);

            // Then
            assertStatistics(of(probe));
            engine.step(batch, StepRecord.NONE);
            List<NamedArray> before = engine.statistics();
            engine.mask(next);
            assertThat(engine.statistics()).isEqualTo(before);
        }
    }

    @Test
    void goWithTheNodesThatStayAtARemoval() {
        // Given
        engine.mask(someClosed());
        for (int t = 0; t < 3; t++) {
            engine.step(batch, StepRecord.NONE);
        }
        double[] before = ByDefinition.flat(engine.statistics());
        double loss = loss();

        // When
        engine.prune(engine.mask());

        // Then
        double[] after = ByDefinition.flat(engine.statistics());
        for (int k = 0; k < after.length; k++) {
            assertThat(after[k] == before[k] || after[k] == 0).isTrue();
        }
        // Two of the stream's and two of the block's tensors lost a channel each
        assertThat(after).contains(0.0);
        assertThat(loss()).isCloseTo(loss, within(NEAR));
    }

    @Test
    void comeBackWithTheStateBitForBit() {
        // Given
        engine.mask(someClosed());
        engine.step(batch, StepRecord.NONE);
        engine.prune(engine.mask());
        engine.step(batch, StepRecord.NONE);
        try (PruningEngine resumed = engine(5)) {
            // When
            resumed.state(engine.state());

            // Then
            assertThat(resumed.statistics()).isEqualTo(engine.statistics());
            assertThat(resumed.evaluate(batch.features(), batch.labels(), EXAMPLES)
                            .loss())
                    .isEqualTo(loss());
        }
    }

    @Test
    void ofAnotherNetworkAreRefused() {
        List<NamedArray> few = engine.statistics().subList(0, 2);
        assertThatThrownBy(() -> engine.statistics(few))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("this network has 12 means and variances of normalised layers, got 2");
        try (PruningEngine plain = Engines.of(
                new MlpSpec(4, List.of(3), 2, Activation.RELU),
                OptimizerSpec.sgd(1),
                2,
                ProbeSpec.of(new Batch(2, 4)),
                1)) {
            assertThat(plain.statistics()).isEmpty();
            assertThatThrownBy(() -> plain.statistics(few)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
