package io.plumbline.engine.reference;

import io.plumbline.engine.Batch;
import io.plumbline.engine.EngineContract;
import io.plumbline.engine.EngineDefinition;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.PruningEngine;
import java.util.Random;
import java.util.stream.IntStream;

/** An engine written outside of the engine's package, in double precision, against the contract. */
class ReferenceEngineContractTest extends EngineContract implements EngineDefinition {

    private static final int FEATURES = 4;
    private static final int NODES = 5;
    private static final int CLASSES = 3;

    @Override
    public EngineDefinition definition() {
        return this;
    }

    @Override
    public PruningEngine engine(long seed, OptimizerSpec optimizer, ProbeSpec probe) {
        return new ReferenceEngine(new TinyNetwork(FEATURES, NODES, CLASSES), optimizer, EXAMPLES, probe, seed);
    }

    @Override
    public Batch batch(int examples, long seed) {
        Random random = new Random(seed);
        Batch batch = new Batch(examples, FEATURES);
        float[] features = batch.features();
        for (int k = 0; k < features.length; k++) {
            features[k] = (float) random.nextGaussian();
        }
        for (int i = 0; i < examples; i++) {
            batch.labels()[i] = random.nextInt(CLASSES);
        }
        return batch;
    }

    @Override
    public int[] closed() {
        return new int[] {1, 3};
    }

    /** Columns and weights are handed over in single precision. */
    @Override
    public double precision() {
        return 1e-6;
    }

    @Override
    public double pruningPrecision() {
        return 1e-8;
    }

    /** A sum of two numbers. */
    @Override
    public long bytesPerStep() {
        return 64;
    }

    @Override
    public double[] logits(double[] weights, double[] gates, Batch batch, int example) {
        double[] logits = new double[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            logits[c] = weights[NODES * (FEATURES + 1 + CLASSES) + c];
        }
        for (int b = 0; b < NODES; b++) {
            double z = weights[NODES * FEATURES + b];
            for (int f = 0; f < FEATURES; f++) {
                z += weights[b * FEATURES + f] * batch.features()[example * FEATURES + f];
            }
            for (int c = 0; c < CLASSES; c++) {
                logits[c] += gates[b] * Math.tanh(z) * weights[NODES * (FEATURES + 1) + b * CLASSES + c];
            }
        }
        return logits;
    }

    @Override
    public int[] owned(int node) {
        IntStream weights = IntStream.range(node * FEATURES, (node + 1) * FEATURES);
        return IntStream.concat(weights, IntStream.of(NODES * FEATURES + node)).toArray();
    }

    @Override
    public int[] outgoing(int node) {
        int from = NODES * (FEATURES + 1) + node * CLASSES;
        return IntStream.range(from, from + CLASSES).toArray();
    }
}
