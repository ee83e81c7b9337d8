package io.plumbline.engine;

import io.plumbline.engine.data.Shape;

/**
 * Training examples, to be filled again and again: a mutable buffer, not thread safe.
 */
public final class Batch {

    private final int examples;
    private final Shape shape;
    private final int predictions;
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
        this(examples, shape, 1);
    }

    /**
     * Returns an empty buffer.
     *
     * @param examples how many it holds, at least 1
     * @param shape of every example
     * @param predictions labels of every example, at least 1: 1 for classes, a token each for texts
     */
    public Batch(int examples, Shape shape, int predictions) {
        if (examples < 1 || predictions < 1) {
            throw new IllegalArgumentException(
                    "a batch has at least 1 example with at least 1 label, got " + examples + " with " + predictions);
        }
        this.examples = examples;
        this.shape = shape;
        this.predictions = predictions;
        this.features = new float[Math.multiplyExact(examples, shape.size())];
        this.labels = new int[Math.multiplyExact(examples, predictions)];
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

    /** Returns the number of labels of an example. */
    public int predictions() {
        return predictions;
    }

    /**
     * Returns the class of every prediction, from 0, example after example: the buffer itself. One of several may be −1: that one
     * is not predicted.
     */
    public int[] labels() {
        return labels;
    }

    /** Throws unless it holds {@code count} examples of this network. */
    void requireFits(NetworkSpec network, int count) {
        requireSize(count, network.features());
        if (predictions != network.predictions()) {
            throw new IllegalArgumentException(
                    "the batch must have " + network.predictions() + " labels an example, has " + predictions);
        }
        requireClasses(labels, examples, predictions, network.classes());
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
        requireSize(count, size);
        requireClasses(labels, examples, predictions, classes);
    }

    private void requireSize(int count, int size) {
        int width = features.length / examples;
        if (examples != count || width != size) {
            throw new IllegalArgumentException("the batch must be of " + count + " examples of " + size
                    + " features, is of " + examples + " of " + width);
        }
    }

    /** Throws unless the first labels are classes: of several of an example all but one may be none. */
    static void requireClasses(int[] labels, int examples, int predictions, int classes) {
        for (int i = 0; i < examples; i++) {
            for (int k = i * predictions; k < (i + 1) * predictions; k++) {
                boolean isNone = labels[k] == CrossEntropy.NONE && predictions > 1;
                if ((labels[k] < 0 && !isNone) || labels[k] >= classes) {
                    throw new IllegalArgumentException("label " + labels[k] + " of example " + i
                            + " is not one of the classes 0 to " + (classes - 1));
                }
            }
            if (predictions > 1 && CrossEntropy.labelled(labels, i * predictions, predictions) == 0) {
                throw new IllegalArgumentException("example " + i + " has no label");
            }
        }
    }
}
