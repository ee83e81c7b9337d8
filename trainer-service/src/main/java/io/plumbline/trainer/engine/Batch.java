package io.plumbline.trainer.engine;

/**
 * Training examples, to be filled again and again: a mutable buffer, not thread safe.
 */
public final class Batch {

    private final int examples;
    private final float[] features;
    private final int[] labels;

    /**
     * Returns an empty buffer.
     *
     * @param examples how many it holds, at least 1
     * @param features numbers per example, at least 1
     */
    public Batch(int examples, int features) {
        if (examples < 1 || features < 1) {
            throw new IllegalArgumentException(
                    "a batch has at least 1 example and 1 feature, got " + examples + " and " + features);
        }
        this.examples = examples;
        this.features = new float[Math.multiplyExact(examples, features)];
        this.labels = new int[examples];
    }

    /** Returns the number of examples B'. */
    public int examples() {
        return examples;
    }

    /** Returns the features, [examples, features], row by row: the buffer itself. */
    public float[] features() {
        return features;
    }

    /** Returns the class of every example, from 0: the buffer itself. */
    public int[] labels() {
        return labels;
    }
}
