package io.plumbline.engine.data;

import java.util.Optional;

/** Scaled examples with their classes, ready for a network. Immutable. */
public final class Examples {

    private final Numbers numbers;
    /** Of numbers that are not scaled where they lie. */
    private final Optional<Scaling> scaling;

    private final int[] labels;
    private final Shape shape;
    private final int features;
    private final int classes;

    /** Takes the arrays of the table over: nobody else keeps them. */
    Examples(Table table, Optional<Scaling> scaling) {
        this.numbers = table.numbers();
        this.scaling = scaling;
        this.labels = table.labels();
        this.shape = table.shape();
        this.features = table.features();
        this.classes = table.classes();
    }

    /**
     * Returns examples of copies of the given arrays.
     *
     * @param values row by row, shape [examples × features], finite
     * @param labels class of every example, shape [examples], each 0 to classes − 1
     * @param classes how many there are, at least 2
     * @throws IllegalArgumentException if the lengths do not fit each other
     */
    public static Examples of(float[] values, int[] labels, int classes) {
        if (labels.length == 0 || values.length % labels.length != 0) {
            throw new IllegalArgumentException(
                    values.length + " values cannot be the rows of " + labels.length + " examples");
        }
        return new Examples(
                new Table(values.clone(), labels.clone(), values.length / labels.length, classes), Optional.empty());
    }

    /** Returns the number of examples. */
    public int size() {
        return labels.length;
    }

    /** Returns how the features of an example lie. */
    public Shape shape() {
        return shape;
    }

    /** Returns the number of features of an example. */
    public int features() {
        return features;
    }

    /** Returns the number of classes. */
    public int classes() {
        return classes;
    }

    /** Returns how many bytes of memory they take. */
    public long bytes() {
        return (long) labels.length * ((long) features * numbers.bytesEach() + Integer.BYTES);
    }

    /** Returns the class of an example, 0 to classes − 1. */
    public int label(int example) {
        return labels[example];
    }

    /** Returns a feature of an example. */
    public float value(int example, int feature) {
        float value = numbers.get(example, feature, features);
        return scaling.isPresent() ? scaling.get().scaled(value, feature) : value;
    }

    /** Returns ‖x‖² of an example. */
    public float sumOfSquares(int example) {
        double sum = 0;
        for (int f = 0; f < features; f++) {
            double value = value(example, f);
            sum += value * value;
        }
        return (float) sum;
    }

    /**
     * Copies examples into a batch.
     *
     * @param rows numbers of the examples
     * @param from first place in {@code rows}
     * @param count how many
     * @param x receives the features row by row, length at least count × features
     * @param y receives the classes, length at least count
     */
    public void copy(int[] rows, int from, int count, float[] x, int[] y) {
        for (int i = 0; i < count; i++) {
            int row = rows[from + i];
            numbers.copy(row, 1, features, x, i * features);
            y[i] = labels[row];
        }
        scale(count, x);
    }

    private void scale(int count, float[] x) {
        if (scaling.isPresent()) {
            scaling.get().scale(x, 0, count);
        }
    }

    /** Copies {@code count} examples in order, beginning with number {@code from}, as {@link #copy} does. */
    public void copyRange(int from, int count, float[] x, int[] y) {
        numbers.copy(from, count, features, x, 0);
        System.arraycopy(labels, from, y, 0, count);
        scale(count, x);
    }
}
