package io.plumbline.engine.data;

import java.util.Arrays;

/** An affine map of every feature, x′ = (x − offset) · factor, learned from the training part. Immutable. */
public final class Scaling {

    /** A feature that never varies by more, measured by its greatest magnitude, is a constant: it becomes 0. */
    private static final double CONSTANT = 1e-12;

    private final float[] offset;
    private final float[] factor;

    private Scaling(float[] offset, float[] factor) {
        this.offset = offset;
        this.factor = factor;
    }

    /**
     * Returns a map of copies of the given numbers.
     *
     * @param offset shape [features], finite
     * @param factor shape [features], finite
     * @throws IllegalArgumentException if they differ in length or are not finite
     */
    public static Scaling of(float[] offset, float[] factor) {
        if (offset.length != factor.length || offset.length == 0) {
            throw new IllegalArgumentException(
                    "a scaling of " + offset.length + " offsets and " + factor.length + " factors: expected as many");
        }
        for (int f = 0; f < offset.length; f++) {
            if (!Float.isFinite(offset[f]) || !Float.isFinite(factor[f])) {
                throw new IllegalArgumentException("the scaling of feature " + f + " is not finite");
            }
        }
        return new Scaling(offset.clone(), factor.clone());
    }

    /** Divides by the greatest possible value: pixels of 0 to {@code most} come into [0, 1]. */
    static Scaling divideByMaximum(int features, float most) {
        float[] factor = new float[features];
        Arrays.fill(factor, 1 / most);
        return new Scaling(new float[features], factor);
    }

    /** Maps the least value of every feature to 0, the greatest to 1. */
    static Scaling toUnit(Table table) {
        float[] least = Arrays.copyOf(table.values(), table.features());
        float[] most = least.clone();
        for (int i = 0; i < table.values().length; i++) {
            int f = i % table.features();
            least[f] = Math.min(least[f], table.values()[i]);
            most[f] = Math.max(most[f], table.values()[i]);
        }
        float[] factor = new float[least.length];
        for (int f = 0; f < factor.length; f++) {
            factor[f] = reciprocal(f, (double) most[f] - least[f], Math.max(Math.abs(least[f]), Math.abs(most[f])));
        }
        return new Scaling(least, factor);
    }

    /** Maps every feature to mean 0 and standard deviation 1 (of the population, two passes). */
    static Scaling standard(Table table) {
        int n = table.size();
        double[] mean = new double[table.features()];
        for (int i = 0; i < table.values().length; i++) {
            mean[i % mean.length] += (double) table.values()[i] / n;
        }
        double[] variance = new double[mean.length];
        double[] magnitude = new double[mean.length];
        for (int i = 0; i < table.values().length; i++) {
            double centred = table.values()[i] - mean[i % mean.length];
            variance[i % mean.length] += centred * centred / n;
            magnitude[i % mean.length] = Math.max(magnitude[i % mean.length], Math.abs(table.values()[i]));
        }
        float[] offset = new float[mean.length];
        float[] factor = new float[mean.length];
        for (int f = 0; f < mean.length; f++) {
            offset[f] = (float) mean[f];
            factor[f] = reciprocal(f, Math.sqrt(variance[f]), magnitude[f]);
        }
        return new Scaling(offset, factor);
    }

    private static float reciprocal(int feature, double spread, double magnitude) {
        if (!(spread > CONSTANT * magnitude)) {
            return 0;
        }
        float factor = (float) (1 / spread);
        if (!Float.isFinite(factor) || !(2 * magnitude <= Float.MAX_VALUE)) {
            throw new DataException("feature " + (feature + 1) + " varies by " + spread + " at a magnitude of "
                    + magnitude + ": expected what 32-bit numbers can scale, from 1e-38 to 1e38");
        }
        return factor;
    }

    /** Scales a table in its own array (a second copy of a large set would not fit) and hands it on. */
    Examples apply(Table table) {
        if (table.features() != features()) {
            throw new DataException("the data has " + table.features() + " features, expected " + features());
        }
        float[] values = table.values();
        for (int i = 0; i < values.length; i++) {
            int f = i % offset.length;
            values[i] = (values[i] - offset[f]) * factor[f];
        }
        return new Examples(table);
    }

    /** Returns the number of features. */
    public int features() {
        return offset.length;
    }

    /** Returns a copy of the offsets, shape [features]. */
    public float[] offset() {
        return offset.clone();
    }

    /** Returns a copy of the factors, shape [features]. */
    public float[] factor() {
        return factor.clone();
    }

    /** How a scaling is found. */
    public enum Kind {
        /** Known range to [0, 1] for images and digits, standardised for CSV. */
        AUTO,
        /** To [0, 1]: by the known greatest pixel, or for CSV by the least and greatest value of the training part. */
        UNIT,
        /** To mean 0, standard deviation 1 over the training part. */
        STANDARD
    }
}
