package io.plumbline.engine.data;

import java.util.Arrays;
import java.util.Optional;

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

    /** Leaves features as they are: those of a text are the numbers of tokens. */
    static Scaling identity(int features) {
        float[] factor = new float[features];
        Arrays.fill(factor, 1);
        return new Scaling(new float[features], factor);
    }

    /** Returns whether it leaves features as they are. */
    boolean isIdentity() {
        for (int f = 0; f < offset.length; f++) {
            if (offset[f] != 0 || factor[f] != 1) {
                return false;
            }
        }
        return true;
    }

    /** Divides by the greatest possible value: pixels of 0 to {@code most} come into [0, 1]. */
    static Scaling divideByMaximum(int features, float most) {
        float[] factor = new float[features];
        Arrays.fill(factor, 1 / most);
        return new Scaling(new float[features], factor);
    }

    /** Maps the least value of every feature to 0, the greatest to 1. */
    static Scaling toUnit(Table table) {
        Numbers numbers = table.numbers();
        float[] least = new float[table.features()];
        numbers.copy(0, 1, least.length, least, 0);
        float[] most = least.clone();
        for (int i = 0; i < table.size(); i++) {
            for (int f = 0; f < least.length; f++) {
                least[f] = Math.min(least[f], numbers.get(i, f, least.length));
                most[f] = Math.max(most[f], numbers.get(i, f, least.length));
            }
        }
        float[] factor = new float[least.length];
        for (int f = 0; f < factor.length; f++) {
            factor[f] = reciprocal(f, (double) most[f] - least[f], Math.max(Math.abs(least[f]), Math.abs(most[f])));
        }
        return new Scaling(least, factor);
    }

    /** Maps every feature to mean 0 and standard deviation 1 (of the population, two passes). */
    static Scaling standard(Table table) {
        return standard(table, 1);
    }

    /**
     * Maps every plane of images to mean 0 and standard deviation 1, over all pixels of all images.
     *
     * @throws DataException if examples are no images
     */
    static Scaling standardOfPlanes(Table table) {
        if (!table.shape().isImage()) {
            throw new DataException(
                    "data.scaling channel scales images, " + Shape.IMAGES + ", and an example is " + table.shape());
        }
        return standard(table, table.features() / table.shape().planes());
    }

    /** So many numbers of an example, which lie side by side, are scaled alike. */
    private static Scaling standard(Table table, int together) {
        Numbers numbers = table.numbers();
        int features = table.features();
        double n = (double) table.size() * together;
        double[] mean = new double[features / together];
        double[] variance = new double[mean.length];
        double[] magnitude = new double[mean.length];
        for (int i = 0; i < table.size(); i++) {
            for (int f = 0; f < features; f++) {
                mean[f / together] += numbers.get(i, f, features) / n;
            }
        }
        for (int i = 0; i < table.size(); i++) {
            for (int f = 0; f < features; f++) {
                int k = f / together;
                float value = numbers.get(i, f, features);
                double centred = value - mean[k];
                variance[k] += centred * centred / n;
                magnitude[k] = Math.max(magnitude[k], Math.abs(value));
            }
        }
        float[] offset = new float[features];
        float[] factor = new float[features];
        for (int f = 0; f < features; f++) {
            int k = f / together;
            offset[f] = (float) mean[k];
            factor[f] = reciprocal(f, Math.sqrt(variance[k]), magnitude[k]);
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

    /**
     * Scales a table and hands it on: floats in their own array (a second copy of a large set would not fit), pixels where they are
     * copied into a batch.
     */
    Examples apply(Table table) {
        if (table.features() != features()) {
            throw new DataException("the data has " + table.features() + " features, expected " + features());
        }
        if (table.numbers() instanceof Numbers.Floats floats) {
            scale(floats.values(), 0, table.size());
            return new TableExamples(table, Optional.empty());
        }
        return new TableExamples(table, Optional.of(this));
    }

    /** Scales so many examples, which begin at place {@code from}. */
    void scale(float[] values, int from, int examples) {
        for (int i = 0; i < examples; i++) {
            int row = from + i * offset.length;
            for (int f = 0; f < offset.length; f++) {
                values[row + f] = (values[row + f] - offset[f]) * factor[f];
            }
        }
    }

    /** Returns feature {@code f}, scaled. */
    float scaled(float value, int f) {
        return (value - offset[f]) * factor[f];
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
        STANDARD,
        /** The same of every plane of images, over all their pixels. */
        CHANNEL
    }
}
