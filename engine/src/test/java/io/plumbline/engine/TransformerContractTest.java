package io.plumbline.engine;

import io.plumbline.core.model.Layers;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The engine of transformers against the contract: heads and units, causal and not, some tokens not predicted. */
class TransformerContractTest {

    /** A language model of two blocks. */
    @Nested
    class Causal extends Transformer {
        Causal() {
            super(2, true, Activation.GELU, TransformerSpec.Part.of(2, 3), TransformerSpec.Part.of(1, 2));
        }
    }

    /** Tokens at some places are told from all others. */
    @Nested
    class Masked extends Transformer {
        Masked() {
            super(2, false, Activation.TANH, TransformerSpec.Part.of(3, 2));
        }

        @Override
        public Batch batch(int examples, long seed) {
            Batch batch = super.batch(examples, seed);
            for (int i = 1; i < examples; i += 2) {
                batch.labels()[2 * i + i / 2 % 2] = CrossEntropy.NONE;
            }
            return batch;
        }
    }

    @Nested
    class Rectified extends Transformer {
        Rectified() {
            super(2, true, Activation.RELU, TransformerSpec.Part.of(2, 3));
        }
    }

    /** Every token goes to one of three experts. */
    @Nested
    class OfExperts extends Transformer {
        OfExperts() {
            super(2, true, Activation.GELU, new TransformerSpec.Part(2, 2, 3, 0));
        }

        @Override
        public int[] closed() {
            return new int[] {1, 3};
        }
    }

    abstract static class Transformer extends EngineContract implements EngineDefinition {

        private final TransformerSpec network;
        private final ReferenceTransformer reference;
        private final TransformerPlaces places;
        private final Layers layers;

        Transformer(int tokens, boolean causal, Activation activation, TransformerSpec.Part... blocks) {
            network = new TransformerSpec(3, tokens, 4, 2, List.of(blocks), causal, activation);
            reference = new ReferenceTransformer(network);
            places = new TransformerPlaces(network);
            layers = network.layers();
        }

        @Override
        public EngineDefinition definition() {
            return this;
        }

        @Override
        public PruningEngine engine(long seed, OptimizerSpec optimizer, ProbeSpec probe) {
            return Engines.of(network, optimizer, EXAMPLES, probe, seed);
        }

        @Override
        public OptimizerSpec optimizer() {
            return OptimizerSpec.adam(0.01);
        }

        @Override
        public Batch batch(int examples, long seed) {
            return RandomTexts.drawn(network, examples, seed);
        }

        @Override
        public int[] closed() {
            return new int[] {1, layers.nodes() - 1};
        }

        @Override
        public double precision() {
            return 2e-5;
        }

        @Override
        public double pruningPrecision() {
            return 2e-5;
        }

        /** As of a perceptron: the library notes some kB for what it computes of single numbers, exponentials among them. */
        @Override
        public long bytesPerStep() {
            return 16_000;
        }

        @Override
        public double[] logits(double[] weights, double[] gates, Batch batch, int example) {
            return reference.logits(weights, gates, batch, example);
        }

        @Override
        public int[] owned(int node) {
            return places.of(node, true);
        }

        @Override
        public int[] outgoing(int node) {
            return places.of(node, false);
        }

        @Override
        public int[] following(int node) {
            return places.following(node);
        }
    }
}
