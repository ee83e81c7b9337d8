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
    /** Whether these numbers were made for it: those of another place are that one's to close. */
    private final Own own;

    /** What a place has for itself beside its signal. */
    private enum Own {
        ALL,
        OBSERVED,
        NOTHING
    }

    private Place(Matrix values, Optional<Matrix> observed, float[][] signal, Optional<Tangent> tangent, Own own) {
        this.values = values;
        this.observed = observed;
        this.signal = signal;
        this.tangent = tangent;
        this.own = own;
    }

    /** Returns the place of what a network is given: nothing comes back to it. */
    static Place ofFeatures(int examples, int columns) {
        return new Place(new Matrix(examples, columns), Optional.empty(), NONE, Optional.empty(), Own.ALL);
    }

    /** Returns the place of what a block makes. */
    static Place of(int examples, int columns, Use use) {
        return new Place(
                new Matrix(examples, columns),
                Optional.empty(),
                signal(examples, columns, use),
                use == Use.PROBE ? Optional.of(new Tangent(examples, columns)) : Optional.empty(),
                Own.ALL);
    }

    /** Returns the place of what a block makes of numbers behind gates. */
    static Place behindGates(int examples, int columns, Use use) {
        Place place = of(examples, columns, use);
        return new Place(place.values, observed(examples, columns, use), place.signal, place.tangent, Own.ALL);
    }

    private static Optional<Matrix> observed(int examples, int columns, Use use) {
        return use == Use.PROBE ? Optional.of(new Matrix(examples, columns)) : Optional.empty();
    }

    /** Returns the place of what activation and gates make of this one: they write over it. */
    Place gated(Use use) {
        int examples = values.rows();
        int columns = values.columns();
        return new Place(
                values, observed(examples, columns, use), signal(examples, columns, use), tangent, Own.OBSERVED);
    }

    /** Returns another place of the same numbers for one of several readers: what comes back from it is its own. */
    Place branch() {
        return new Place(values, observed, new float[signal.length][values.columns()], tangent, Own.NOTHING);
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
        if (own != Own.NOTHING) {
            observed.ifPresent(Matrix::close);
        }
        if (own == Own.ALL) {
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
