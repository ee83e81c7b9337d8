package io.plumbline.trainer;

import io.plumbline.engine.Batch;
import io.plumbline.engine.data.Augmentation;
import io.plumbline.engine.data.Examples;
import java.util.SplittableRandom;

/**
 * The order in which a run sees its training examples: every epoch all of them once, shuffled by the run's seed and the
 * number of the epoch. A batch may reach into the next epoch. Not thread safe.
 */
final class Batches {

    /** Keeps the draws of epochs apart from one another and from those of the probe batch. */
    private static final long EPOCH_STRIDE = 0x9E3779B97F4A7C15L;

    private static final long PROBE_STREAM = -1;

    private final Examples examples;
    private final Augmentation augment;
    private final long seed;
    private final Batch batch;
    private final int[] rows;
    /** ‖x‖² of every example: summed up once, not at every step; none where examples are varied, or numbers of tokens. */
    private final float[] squares;

    /** Room for the plane of an image that is varied. */
    private final float[] plane;

    private final float[] squaresOfBatch;
    private long epochOfOrder = -1;
    private int[] order = new int[0];

    Batches(Examples examples, int size, long seed) {
        this(examples, Augmentation.NONE, size, seed);
    }

    /** Varies the examples of every batch. */
    Batches(Examples examples, Augmentation augment, int size, long seed) {
        this.examples = examples;
        this.augment = augment;
        this.seed = seed;
        this.batch = batch(examples, size);
        this.rows = new int[size];
        this.squares = new float[augment.isNone() && !examples.isText() ? examples.size() : 0];
        this.plane = new float
                [augment.isNone() ? 0 : examples.features() / examples.shape().planes()];
        this.squaresOfBatch = new float[size];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = examples.sumOfSquares(i);
        }
    }

    /** Returns the batch of an update of the weights, from 1; the next call fills it again. */
    Batch of(long update) {
        long first = (update - 1) * rows.length;
        for (int i = 0; i < rows.length; i++) {
            long place = first + i;
            rows[i] = order(place / examples.size())[(int) (place % examples.size())];
        }
        examples.copyDrawn(seed, update, rows, batch.features(), batch.labels());
        if (squares.length > 0) {
            for (int i = 0; i < rows.length; i++) {
                squaresOfBatch[i] = squares[rows[i]];
            }
            batch.squares(squaresOfBatch);
        }
        if (!augment.isNone()) {
            vary(update);
        }
        return batch;
    }

    private void vary(long update) {
        float[] features = batch.features();
        for (int i = 0; i < rows.length; i++) {
            augment.vary(examples.shape(), seed, update, rows[i], features, i * examples.features(), plane);
        }
    }

    private static Batch batch(Examples examples, int size) {
        return new Batch(size, examples.shape(), examples.predictions());
    }

    /** Returns a batch of training examples that is fixed for the run. */
    static Batch probe(Examples examples, int size, long seed) {
        Batch probe = batch(examples, size);
        examples.copy(shuffled(examples.size(), seed, PROBE_STREAM), 0, size, probe.features(), probe.labels());
        return probe;
    }

    private int[] order(long epoch) {
        if (epoch != epochOfOrder) {
            order = shuffled(examples.size(), seed, epoch);
            epochOfOrder = epoch;
        }
        return order;
    }

    /** Fisher-Yates. */
    private static int[] shuffled(int size, long seed, long stream) {
        SplittableRandom random = new SplittableRandom(seed + (stream + 2) * EPOCH_STRIDE);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
