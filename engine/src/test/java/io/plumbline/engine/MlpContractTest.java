package io.plumbline.engine;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;

/** The engine of multi-layer perceptrons against the contract, with two hidden layers. */
class MlpContractTest {

    @Nested
    class WithTanh extends Mlp {
        WithTanh() {
            super(Activation.TANH);
        }
    }

    @Nested
    class WithGelu extends Mlp {
        WithGelu() {
            super(Activation.GELU);
        }
    }

    @Nested
    class WithRelu extends Mlp {
        WithRelu() {
            super(Activation.RELU);
        }
    }

    abstract static class Mlp extends EngineContract implements EngineDefinition {

        private final MlpSpec network;
        private final ReferenceNetwork reference;

        Mlp(Activation activation) {
            network = new MlpSpec(4, List.of(4, 3), 3, activation);
            reference = new ReferenceNetwork(network);
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
            return ReferenceNetwork.randomBatch(network, examples, seed);
        }

        @Override
        public int[] closed() {
            return new int[] {1, 6};
        }

        @Override
        public double precision() {
            return 1e-5;
        }

        @Override
        public double pruningPrecision() {
            return 1e-5;
        }

        /** About 100 with relu; of the other two ND4J notes 1 and 8 kB, whatever the width. */
        @Override
        public long bytesPerStep() {
            return network.activation() == Activation.RELU ? 200 : 16_000;
        }

        @Override
        public double[] logits(double[] weights, double[] gates, Batch batch, int example) {
            return reference.logits(weights, batch, example, gates);
        }

        @Override
        public int[] owned(int node) {
            int l = layer(node);
            return IntStream.rangeClosed(0, network.width(l))
                    .map(r -> reference.place(l, r, node - reference.node(l, 0)))
                    .toArray();
        }

        @Override
        public int[] outgoing(int node) {
            int l = layer(node);
            return IntStream.range(0, network.width(l + 2))
                    .map(c -> reference.place(l + 1, node - reference.node(l, 0), c))
                    .toArray();
        }

        private int layer(int node) {
            return node < network.width(1) ? 0 : 1;
        }
    }
}
