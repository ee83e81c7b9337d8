package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The step after a pruning by definition, in double precision: the masked network makes it on what an engine
 * remembers, the smaller network on what is selected of that, and both arrive at the same weights.
 */
class PruningDefinitionTest {

    /** Of numbers around 1; derivatives by differences are good to about 1e-11. */
    private static final double TOLERANCE = 1e-8;

    private static final int[] CLOSED = {0, 3, 4, 7, 9};
    private static final int NODES = 12;

    static Stream<Arguments> networks() {
        return Stream.of(OptimizerSpec.sgd(0.1), OptimizerSpec.momentum(0.1, 0.9), OptimizerSpec.adam(0.01))
                .flatMap(optimizer -> Arrays.stream(Activation.values())
                        .map(activation -> Arguments.of(optimizer, new MlpSpec(5, List.of(7, 5), 3, activation))));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theNextStepIsThatOfTheMaskedNetwork(OptimizerSpec optimizer, MlpSpec network) {
        // Given
        Batch batch = ReferenceNetwork.randomBatch(network, 16, 3);
        Mask mask = Mask.allOpen(NODES).with(CLOSED, new int[0]);
        List<NamedArray> weights;
        OptimizerState state;
        try (Engine engine = Engines.of(network, optimizer, 16, ProbeSpec.of(batch), 5)) {
            IntStream.range(0, 12).forEach(t -> {
                if (t == 8) {
                    engine.mask(mask);
                }
                engine.step(batch, StepRecord.NONE);
            });
            weights = engine.weights();
            state = engine.optimizerState();
        }
        KeptNodes left = KeptNodes.of(network.architecture(), mask);

        // When
        double[] masked = step(optimizer, network, weights, state, batch, gates(mask));
        double[] pruned = step(
                optimizer,
                network.withNodes(left.counts()),
                left.select(weights),
                new OptimizerState(state.updates(), left.select(state.moments())),
                batch,
                gates(Mask.allOpen(NODES - CLOSED.length)));

        // Then
        double[] expected = ofSurvivors(network, mask, masked);
        assertThat(pruned).hasSameSizeAs(expected);
        for (int k = 0; k < expected.length; k++) {
            assertThat(pruned[k]).isCloseTo(expected[k], within(TOLERANCE));
        }
    }

    private static double[] gates(Mask mask) {
        return IntStream.range(0, mask.nodes())
                .mapToDouble(b -> mask.isOpen(b) ? 1 : 0)
                .toArray();
    }

    /** Returns the weights after one update, by the formulas of the optimizers. */
    private static double[] step(
            OptimizerSpec spec,
            MlpSpec network,
            List<NamedArray> weights,
            OptimizerState state,
            Batch batch,
            double[] gates) {
        ReferenceNetwork reference = new ReferenceNetwork(network, weights);
        double[] gradient = reference.gradient(w -> reference.loss(w, batch, gates));
        int arrays = 2 * network.depth();
        double[][] moments = new double[spec.kind().moments()][];
        for (int m = 0; m < moments.length; m++) {
            moments[m] = new ReferenceNetwork(network, state.moments().subList(m * arrays, (m + 1) * arrays)).weights;
        }
        double[] after = reference.weights.clone();
        for (int k = 0; k < after.length; k++) {
            after[k] -= change(spec, gradient[k], moments, k, state.updates() + 1.0);
        }
        return after;
    }

    private static double change(OptimizerSpec spec, double g, double[][] moments, int k, double t) {
        return switch (spec.kind()) {
            case SGD -> spec.learningRate() * g;
            case MOMENTUM -> spec.learningRate() * (spec.momentum() * moments[0][k] + g);
            case ADAM -> {
                double mean = spec.beta1() * moments[0][k] + (1 - spec.beta1()) * g;
                double square = spec.beta2() * moments[1][k] + (1 - spec.beta2()) * g * g;
                double unbiasedMean = mean / (1 - Math.pow(spec.beta1(), t));
                double unbiasedSquare = square / (1 - Math.pow(spec.beta2(), t));
                yield spec.learningRate() * unbiasedMean / (Math.sqrt(unbiasedSquare) + spec.epsilon());
            }
        };
    }

    /** Returns the weights that survivors own and read, in the order of the smaller network. */
    private static double[] ofSurvivors(MlpSpec network, Mask mask, double[] whole) {
        ReferenceNetwork places = new ReferenceNetwork(network);
        return IntStream.range(0, network.depth())
                .boxed()
                .flatMap(l -> IntStream.rangeClosed(0, network.width(l))
                        .filter(r -> l == 0 || r == network.width(l) || mask.isOpen(places.node(l - 1, r)))
                        .boxed()
                        .flatMap(r -> IntStream.range(0, network.width(l + 1))
                                .filter(b -> l == network.depth() - 1 || mask.isOpen(places.node(l, b)))
                                .mapToObj(b -> whole[places.place(l, r, b)])))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
