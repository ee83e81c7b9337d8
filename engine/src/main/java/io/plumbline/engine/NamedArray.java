package io.plumbline.engine;

import java.util.Arrays;
import java.util.function.Consumer;

/** A named array of numbers with a shape. Immutable: it copies what it takes and gives. */
public final class NamedArray {

    private final String name;
    private final int[] shape;
    private final float[] values;

    /**
     * Copies the values.
     *
     * @param name for example {@code dense-1.weight}, not blank
     * @param shape sizes, each at least 1
     * @param values row by row, as many as the shape says
     */
    public NamedArray(String name, int[] shape, float[] values) {
        this(name, shape.clone(), values.clone(), values.length);
    }

    private NamedArray(String name, int[] shape, float[] values, int size) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an array needs a name");
        }
        if (Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact) != size) {
            throw new IllegalArgumentException(
                    name + ": shape " + Arrays.toString(shape) + " does not hold " + size + " values");
        }
        this.name = name;
        this.shape = shape;
        this.values = values;
    }

    /**
     * Returns an array whose values are filled in once: a large one is never there twice.
     *
     * @param name as of the constructor
     * @param shape as of the constructor
     * @param fill fills in all values, row by row, and keeps nothing
     */
    public static NamedArray filled(String name, int[] shape, Consumer<float[]> fill) {
        int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        float[] values = new float[size];
        fill.accept(values);
        return new NamedArray(name, shape.clone(), values, size);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns a copy of the shape. */
    public int[] shape() {
        return shape.clone();
    }

    /** Returns a copy of the values, row by row. */
    public float[] values() {
        return values.clone();
    }

    /** Returns the values: the array itself, which must not be changed. */
    public float[] own() {
        return values;
    }

    /** Returns the same numbers under another name. */
    public NamedArray named(String other) {
        return new NamedArray(other, shape, values, values.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamedArray that
                && name.equals(that.name)
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return name + Arrays.toString(shape);
    }
}
