package io.plumbline.engine;

import io.plumbline.core.model.Layers;
import io.plumbline.engine.data.Shape;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;

/** The engine of chains of blocks against the contract: convolutions, residual blocks, normalised and not. */
class ChainContractTest {

    /** Five rows: pooling leaves one out. */
    @Nested
    class OfColourImagesPooledOnce extends Chain {
        OfColourImagesPooledOnce() {
            super(Shape.of(2, 5, 4), Norm.NONE, Activation.RELU, "conv 3 pool", "conv 2");
        }
    }

    @Nested
    class WithADenseLayerAndTanh extends Chain {
        WithADenseLayerAndTanh() {
            super(Shape.of(4, 4), Norm.NONE, Activation.TANH, "conv 3 pool", "conv 2 pool", "dense 3");
        }
    }

    @Nested
    class UnpooledWithGelu extends Chain {
        UnpooledWithGelu() {
            super(Shape.of(1, 3, 3), Norm.NONE, Activation.GELU, "conv 3", "conv 3");
        }
    }

    /** Five columns: the second of stride 2 sees beyond the border. */
    @Nested
    class OfStrideTwo extends Chain {
        OfStrideTwo() {
            super(Shape.of(2, 4, 5), Norm.NONE, Activation.RELU, "conv 3", "conv 2 stride 2");
        }
    }

    @Nested
    class Normalised extends Chain {
        Normalised() {
            super(Shape.of(2, 4, 4), Norm.BATCH, Activation.GELU, "conv 3 pool", "conv 2", "dense 3");
        }
    }

    @Nested
    class NormalisedWithTanh extends Chain {
        NormalisedWithTanh() {
            super(Shape.of(3, 3), Norm.BATCH, Activation.TANH, "conv 2", "conv 3");
        }
    }

    /** A stream, another that begins with stride 2, and a block that adds to that. */
    @Nested
    class ResidualAndNormalised extends Chain {
        ResidualAndNormalised() {
            super(
                    Shape.of(1, 4, 3),
                    Norm.BATCH,
                    Activation.RELU,
                    "conv 2",
                    "residual 2 inner 3",
                    "residual 3 stride 2 inner 2",
                    "residual 3 inner 2");
        }
    }

    /** It begins with a block, and a plain convolution reads what comes of it. */
    @Nested
    class ResidualWithTanh extends Chain {
        ResidualWithTanh() {
            super(
                    Shape.of(1, 3, 3),
                    Norm.NONE,
                    Activation.TANH,
                    "residual 2",
                    "residual 2 inner 3",
                    "conv 3",
                    "dense 2");
        }
    }

    abstract static class Chain extends EngineContract implements EngineDefinition {

        private static final float FAINT = 0.2f;

        private final ChainSpec network;
        private final ReferenceChain reference;
        private final Layers layers;

        Chain(Shape image, Norm norm, Activation activation, String... blocks) {
            network =
                    new ChainSpec(image, Stream.of(blocks).map(BlockSpec::parse).toList(), norm, 3, activation);
            reference = new ReferenceChain(network);
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

        /** Faint, since where a softmax is saturated curvature is lost in the rounding of floats. */
        @Override
        public Batch batch(int examples, long seed) {
            Batch batch = ReferenceNetwork.randomBatch(network, examples, seed);
            float[] features = batch.features();
            for (int k = 0; k < features.length; k++) {
                features[k] *= FAINT;
            }
            return batch;
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

        /** As of a perceptron: of tanh and gelu ND4J notes some kB, whatever the width. */
        @Override
        public long bytesPerStep() {
            return network.activation() == Activation.RELU ? 400 : 16_000;
        }

        @Override
        public double[] logits(double[] weights, double[] gates, Batch batch, int example) {
            return logits(weights, gates, batch, example, gates, batch);
        }

        @Override
        public double[][] logits(double[] weights, double[][] gates, Batch batch) {
            return reference.logits(weights, gates, batch, new ReferenceChain.Statistics());
        }

        @Override
        public double[] logits(
                double[] weights, double[] gates, Batch batch, int example, double[] gatesThen, Batch batchThen) {
            ReferenceChain.Statistics then = new ReferenceChain.Statistics();
            if (network.norm() == Norm.BATCH) {
                reference.logits(weights, all(gatesThen, batchThen), batchThen, then);
            }
            return reference.logits(weights, new double[][] {gates}, one(batch, example), then)[0];
        }

        private Batch one(Batch batch, int example) {
            Batch one = new Batch(1, network.features());
            System.arraycopy(batch.values(), example * network.features(), one.features(), 0, network.features());
            return one;
        }

        private static double[][] all(double[] gates, Batch batch) {
            double[][] all = new double[batch.examples()][];
            Arrays.fill(all, gates);
            return all;
        }

        @Override
        public int[] owned(int node) {
            return reference.places(node, true);
        }

        @Override
        public int[] outgoing(int node) {
            return reference.places(node, false);
        }
    }
}
