package io.plumbline.engine;

import io.plumbline.core.model.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What an engine's author supplies to put it to the contract, see {@link EngineContract}. */
public interface EngineSubject {

    /** Examples of every batch. */
    int EXAMPLES = 6;

    /** Returns what the network computes, small enough for differences by every weight. */
    EngineDefinition definition();

    /**
     * Makes an engine, all gates open, for batches of {@link #EXAMPLES}.
     *
     * @param seed of weights and the power iteration's first vector
     * @param optimizer gradient descent, plain or as {@link #optimizer()} says
     */
    PruningEngine engine(long seed, OptimizerSpec optimizer, ProbeSpec probe);

    /** Returns a batch drawn from a seed, off the kinks of the network if it has any. */
    Batch batch(int examples, long seed);

    /** Returns the nodes that tests close: some of every layer, all of none. */
    int[] closed();

    /** Returns how far a number around 1 may be from its definition: the engine's precision. */
    double precision();

    /** Returns how far numbers around 1 of a pruned network may be from those of the masked one. */
    double pruningPrecision();

    /** Returns an optimizer that remembers something. */
    default OptimizerSpec optimizer() {
        return OptimizerSpec.momentum(0.05, 0.9);
    }

    /** Returns how many bytes a step may allocate once some were made; -1 where nothing is claimed. */
    default long bytesPerStep() {
        return -1;
    }

    /** Returns a batch of the usual size. */
    default Batch batch(long seed) {
        return batch(EXAMPLES, seed);
    }

    /** Returns an engine of plain gradient descent, its weights drawn anew and some nodes closed. */
    default PruningEngine masked(double rate, ProbeSpec probe) {
        return masked(OptimizerSpec.sgd(rate), probe);
    }

    /** Returns the same with another optimizer. */
    default PruningEngine masked(OptimizerSpec optimizer, ProbeSpec probe) {
        PruningEngine engine = engine(4, optimizer, probe);
        engine.weights(drawn(engine.weights(), "", 4));
        engine.mask(mask(engine));
        return engine;
    }

    /** Returns the mask that tests put into force. */
    default Mask mask(Engine engine) {
        return Mask.allOpen(engine.layers().nodes()).with(closed(), new int[0]);
    }

    /** Returns standard normal numbers in place of all numbers: biases too, which keeps a ReLU off its kink. */
    static List<NamedArray> drawn(List<NamedArray> like, String suffix, long seed) {
        Random random = new Random(seed);
        List<NamedArray> drawn = new ArrayList<>();
        for (NamedArray array : like) {
            float[] values = array.values();
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) random.nextGaussian();
            }
            drawn.add(new NamedArray(array.name() + suffix, array.shape(), values));
        }
        return drawn;
    }
}
