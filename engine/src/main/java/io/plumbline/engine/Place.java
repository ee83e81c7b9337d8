package io.plumbline.engine;

import java.util.Optional;

/**
 * What lies between two blocks, a row per example: numbers that go on, derivatives by them that come back, and how they change
 * along a direction. Not thread safe.
 */
final class Place implements AutoCloseable {

    private static final float[][] NONE = {};

    private final Matrix values;
    /** Before the gates, where {@link #values} are behind some. */
    private final Optional<Matrix> observed;

    private final float[][] signal;
    private final Optional<Tangent> tangent;
    /** Whether values and tangent are those of the place before. */
    private final boolean shared;

    private Place(
            Matrix values, Optional<Matrix> observed, float[][] signal, Optional<Tangent> tangent, boolean shared) {
        this.values = values;
        this.observed = observed;
        this.signal = signal;
        this.tangent = tangent;
        this.shared = shared;
    }

    /** Returns the place of what a network is given: nothing comes back to it. */
    static Place ofFeatures(int examples, int columns) {
        return new Place(new Matrix(examples, columns), Optional.empty(), NONE, Optional.empty(), false);
    }

    /** Returns the place of what a block makes. */
    static Place of(int examples, int columns, Use use) {
        return new Place(
                new Matrix(examples, columns),
                Optional.empty(),
                signal(examples, columns, use),
                use == Use.PROBE ? Optional.of(new Tangent(examples, columns)) : Optional.empty(),
                false);
    }

    /** Returns the place of what a block makes of numbers behind gates. */
    static Place behindGates(int examples, int columns, Use use) {
        Place place = of(examples, columns, use);
        return new Place(place.values, observed(examples, columns, use), place.signal, place.tangent, false);
    }

    private static Optional<Matrix> observed(int examples, int columns, Use use) {
        return use == Use.PROBE ? Optional.of(new Matrix(examples, columns)) : Optional.empty();
    }

    /** Returns the place of what activation and gates make of this one: they write over it. */
    Place gated(Use use) {
        int examples = values.rows();
        int columns = values.columns();
        return new Place(values, observed(examples, columns, use), signal(examples, columns, use), tangent, true);
    }

    private static float[][] signal(int examples, int columns, Use use) {
        return use.comesBack() ? new float[examples][columns] : NONE;
    }

    /** Returns whether derivatives come back to it: not to features, and not where a pass goes forward alone. */
    boolean comesBack() {
        return signal.length > 0;
    }

    /** Returns the numbers, [examples, columns]: the matrix itself. */
    Matrix values() {
        return values;
    }

    /** Returns the numbers as if all gates were open, [examples, columns]: the matrix itself. */
    Matrix observed() {
        return observed.orElse(values);
    }

    /** Returns the derivatives, [examples][columns]: the array itself. */
    float[][] signal() {
        return signal;
    }

    /** Returns the change along a direction; a pass of probes alone has it. */
    Tangent tangent() {
        return tangent.orElseThrow();
    }

    @Override
    public void close() {
        observed.ifPresent(Matrix::close);
        if (!shared) {
            values.close();
            tangent.ifPresent(Tangent::close);
        }
    }

    /** Where products are made, and where the rest is. */
    static final class Tangent implements AutoCloseable {

        private final Matrix matrix;
        private final float[][] rows;

        private Tangent(int examples, int columns) {
            matrix = new Matrix(examples, columns);
            rows = new float[examples][columns];
        }

        /** Returns it in native memory, [examples, columns]: the matrix itself. */
        Matrix matrix() {
            return matrix;
        }

        /** Returns it in Java's, [examples][columns]: the array itself. */
        float[][] rows() {
            return rows;
        }

        @Override
        public void close() {
            matrix.close();
        }
    }
}
