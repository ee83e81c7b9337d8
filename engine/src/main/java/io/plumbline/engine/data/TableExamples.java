package io.plumbline.engine.data;

import java.util.Optional;

/** Examples of a table or of images: each has a class. Immutable. */
final class TableExamples implements Examples {

    private final Numbers numbers;
    /** Of numbers that are not scaled where they lie. */
    private final Optional<Scaling> scaling;

    private final int[] labels;
    private final Shape shape;
    private final int features;
    private final int classes;

    /** Takes the arrays of the table over: nobody else keeps them. */
    TableExamples(Table table, Optional<Scaling> scaling) {
        this.numbers = table.numbers();
        this.scaling = scaling;
        this.labels = table.labels();
        this.shape = table.shape();
        this.features = table.features();
        this.classes = table.classes();
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public int features() {
        return features;
    }

    /** A class each. */
    @Override
    public int predictions() {
        return 1;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public long bytes() {
        return (long) labels.length * ((long) features * numbers.bytesEach() + Integer.BYTES);
    }

    @Override
    public int label(int example) {
        return labels[example];
    }

    @Override
    public float value(int example, int feature) {
        float value = numbers.get(example, feature, features);
        return scaling.isPresent() ? scaling.get().scaled(value, feature) : value;
    }

    @Override
    public void copy(int[] rows, int from, int count, float[] x, int[] y) {
        for (int i = 0; i < count; i++) {
            int row = rows[from + i];
            numbers.copy(row, 1, features, x, i * features);
            y[i] = labels[row];
        }
        scale(count, x);
    }

    @Override
    public void copyDrawn(long seed, long update, int[] rows, float[] x, int[] y) {
        copy(rows, 0, rows.length, x, y);
    }

    private void scale(int count, float[] x) {
        if (scaling.isPresent()) {
            scaling.get().scale(x, 0, count);
        }
    }

    @Override
    public void copyRange(int from, int count, float[] x, int[] y) {
        numbers.copy(from, count, features, x, 0);
        System.arraycopy(labels, from, y, 0, count);
        scale(count, x);
    }
}
