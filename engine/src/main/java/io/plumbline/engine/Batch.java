package io.plumbline.engine;

import io.plumbline.engine.data.Shape;

/**
 * Training examples, to be filled again and again: a mutable buffer, not thread safe.
 */
public final class Batch {

    private final int examples;
    private final Shape shape;
    private final float[] features;
    private final int[] labels;
    /** ‖x_i‖² of every example, where known. */
    private final float[] squares;

    private boolean squaresKnown;

    /**
     * Returns an empty buffer.
     *
     * @param examples how many it holds, at least 1
     * @param features numbers per example, at least 1
     */
    public Batch(int examples, int features) {
        this(examples, Shape.of(features));
    }

    /**
     * Returns an empty buffer.
     *
     * @param examples how many it holds, at least 1
     * @param shape of every example
     */
    public Batch(int examples, Shape shape) {
        if (examples < 1) {
            throw new IllegalArgumentException("a batch has at least 1 example, got " + examples);
        }
        this.examples = examples;
        this.shape = shape;
        this.features = new float[Math.multiplyExact(examples, shape.size())];
        this.labels = new int[examples];
        this.squares = new float[examples];
    }

    /** Returns the number of examples B'. */
    public int examples() {
        return examples;
    }

    /** Returns the shape of every example. */
    public Shape shape() {
        return shape;
    }

    /**
     * Returns the features, [examples, features], row by row: the buffer itself, to be written into at once. Norms said
     * before are forgotten.
     */
    public float[] features() {
        squaresKnown = false;
        return features;
    }

    /**
     * Says ‖x_i‖² of every example, for features that are there already: then no step has to sum them up.
     *
     * @param given [examples], copied
     */
    public void squares(float[] given) {
        System.arraycopy(given, 0, squares, 0, examples);
        squaresKnown = true;
    }

    /** Returns ‖x_i‖² of every example: the array itself. */
    float[] squares() {
        if (!squaresKnown) {
            int width = features.length / examples;
            for (int i = 0; i < examples; i++) {
                squares[i] = FloatVectors.sumOfSquares(features, i * width, width);
            }
            squaresKnown = true;
        }
        return squares;
    }

    /** Returns the features to be read alone. */
    float[] values() {
        return features;
    }

    /** Returns the class of every example, from 0: the buffer itself. */
    public int[] labels() {
        return labels;
    }

    /** Throws unless it holds {@code count} examples of this network. */
    void requireFits(NetworkSpec network, int count) {
        requireFits(count, network.features(), network.classes());
    }

    /**
     * Throws unless an engine can take it: for engines to ask. How the numbers of an example lie is not compared: an engine
     * that takes rows of numbers takes images of as many.
     *
     * @param count examples that it must hold
     * @param size numbers that every one of them must have
     * @param classes below which all labels must be
     * @throws IllegalArgumentException if it cannot, with what is wrong
     */
    public void requireFits(int count, int size, int classes) {
        int width = features.length / examples;
        if (examples != count || width != size) {
            throw new IllegalArgumentException("the batch must be of " + count + " examples of " + size
                    + " features, is of " + examples + " of " + width);
        }
        requireClasses(labels, examples, classes);
    }

    /** Throws unless the first labels are classes. */
    static void requireClasses(int[] labels, int examples, int classes) {
        for (int i = 0; i < examples; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "label " + labels[i] + " of example " + i + " is not one of the classes 0 to " + (classes - 1));
            }
        }
    }
}
