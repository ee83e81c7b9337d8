package io.plumbline.engine;

import io.plumbline.core.model.Layers;
import io.plumbline.engine.data.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The engine of convolutional networks against the contract: pooled and not, with and without dense layers. */
class CnnContractTest {

    /** Five rows: pooling leaves one out. */
    @Nested
    class OfColourImagesPooledOnce extends Cnn {
        OfColourImagesPooledOnce() {
            super(new CnnSpec(Shape.of(2, 5, 4), List.of(3, 2), List.of(1), List.of(), 3, Activation.RELU));
        }
    }

    @Nested
    class WithADenseLayerAndTanh extends Cnn {
        WithADenseLayerAndTanh() {
            super(new CnnSpec(Shape.of(4, 4), List.of(3, 2), List.of(1, 2), List.of(3), 3, Activation.TANH));
        }
    }

    @Nested
    class UnpooledWithGelu extends Cnn {
        UnpooledWithGelu() {
            super(new CnnSpec(Shape.of(1, 3, 3), List.of(3, 3), List.of(), List.of(), 3, Activation.GELU));
        }
    }

    abstract static class Cnn extends EngineContract implements EngineDefinition {

        private static final float FAINT = 0.2f;

        private final CnnSpec network;
        private final ReferenceCnn reference;
        private final Layers layers;

        Cnn(CnnSpec network) {
            this.network = network;
            reference = new ReferenceCnn(network);
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
            return reference.logits(weights, gates, batch, example);
        }

        @Override
        public int[] owned(int node) {
            int l = layers.layerOf(node);
            int b = node - layers.start(l);
            List<Integer> places = new ArrayList<>();
            if (isConvolution(l)) {
                kernels(l, (k, c, o) -> o == b, places);
                places.add(reference.bias("conv-" + (l + 1), b));
            } else {
                String name = name(l);
                for (int r = 0; r < nodes(l - 1); r++) {
                    places.add(reference.dense(name, r, b, nodes(l)));
                }
                places.add(reference.bias(name, b));
            }
            return places.stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        public int[] outgoing(int node) {
            int l = layers.layerOf(node);
            int b = node - layers.start(l);
            List<Integer> places = new ArrayList<>();
            if (isConvolution(l + 1)) {
                kernels(l + 1, (k, c, o) -> c == b, places);
            } else {
                for (int o = 0; o < nodes(l + 1); o++) {
                    places.add(reference.dense(name(l + 1), b, o, nodes(l + 1)));
                }
            }
            return places.stream().mapToInt(Integer::intValue).toArray();
        }

        private interface Entry {
            boolean is(int k, int c, int o);
        }

        private void kernels(int l, Entry wanted, List<Integer> into) {
            for (int k = 0; k < 9; k++) {
                for (int c = 0; c < network.before(l).channels(); c++) {
                    for (int o = 0; o < network.channels().get(l); o++) {
                        if (wanted.is(k, c, o)) {
                            into.add(reference.kernel(l, k / 3, k % 3, c, o));
                        }
                    }
                }
            }
        }

        private boolean isConvolution(int l) {
            return l < network.channels().size();
        }

        private String name(int l) {
            int dense = l - network.channels().size();
            return dense < network.dense().size() ? "dense-" + (dense + 1) : "output";
        }

        private int nodes(int l) {
            return l < layers.size() ? layers.all().get(l).nodes() : network.classes();
        }
    }
}
