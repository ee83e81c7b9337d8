package io.plumbline.benchmarks;

import io.plumbline.core.settings.Scope;
import io.plumbline.engine.Activation;
import io.plumbline.engine.Batch;
import io.plumbline.engine.Engines;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.OptimizerSpec;
import io.plumbline.engine.ProbeSpec;
import io.plumbline.engine.PruningEngine;
import java.util.List;
import java.util.Random;

/** The network that all numbers are of: MLP 784-512-512-10, batch 128, Adam, random examples. */
final class ReferenceMlp {

    static final int BATCH = 128;
    static final double LEARNING_RATE = 1e-4;
    static final MlpSpec NETWORK = new MlpSpec(784, List.of(512, 512), 10, Activation.RELU);

    private static final int BATCHES = 8;

    private final Batch[] batches = new Batch[BATCHES];
    private final ProbeSpec probe;

    ReferenceMlp() {
        this(ProbeSpec.DRAWS);
    }

    /** With another number of draws of the gate curvature in a probe. */
    ReferenceMlp(int draws) {
        Random random = new Random(1);
        for (int i = 0; i < batches.length; i++) {
            batches[i] = randomBatch(random, BATCH, NETWORK.features());
        }
        probe = ProbeSpec.of(randomBatch(random, BATCH, NETWORK.features()), Scope.OWN_AND_OUT, draws);
    }

    /** Makes the network; all of them are twins. */
    PruningEngine engine() {
        return Engines.of(NETWORK, OptimizerSpec.adam(LEARNING_RATE), BATCH, probe, 1);
    }

    /** Returns the batch of a step; few enough that they stay in memory. */
    Batch batch(long step) {
        return batches[(int) (step % BATCHES)];
    }

    /** Draws examples of the ten classes. */
    static Batch randomBatch(Random random, int examples, int features) {
        Batch batch = new Batch(examples, features);
        for (int i = 0; i < batch.features().length; i++) {
            batch.features()[i] = random.nextFloat();
        }
        for (int i = 0; i < examples; i++) {
            batch.labels()[i] = random.nextInt(NETWORK.classes());
        }
        return batch;
    }
}
