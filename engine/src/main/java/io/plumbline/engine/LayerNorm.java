package io.plumbline.engine;

import java.util.Arrays;
import java.util.Optional;

/**
 * Layer normalisation of every token (Ba, Kiros, Hinton 2016): y = scale∘x̂ + shift with x̂ = (x − mean)/√(variance + ε), mean and variance
 * over the numbers of the token. No example has a part in another. With δ the derivatives by y and a = scale∘δ, those by x are
 * (a − mean(a) − x̂·mean(a∘x̂))/√(variance + ε). No node owns it. Not thread safe.
 */
final class LayerNorm implements Learner {

    private static final double EPSILON = 1e-5;

    private final int tensor;
    private final Weights weights;
    private final Place in;
    private final Place out;
    private final int width;
    /** x̂ of every example, and 1/√(variance + ε) of every token. */
    private final float[][] normal;

    private final float[][] inverse;
    private final float[] ofScale;
    private final float[] ofShift;
    /** At every number of an example. */
    private final float[] scale;

    private final float[] shift;
    private final float[] row;
    private final float[] scratch;

    /**
     * Prepares.
     *
     * @param tensor of the scales; the shifts are the next
     */
    LayerNorm(int tensor, Weights weights, Place in, Place out, Use use) {
        this.tensor = tensor;
        this.weights = weights;
        this.in = in;
        this.out = out;
        width = weights.vector(tensor).length;
        int numbers = in.values().columns();
        int examples = use.comesBack() ? in.values().rows() : 1;
        normal = new float[examples][numbers];
        inverse = new float[examples][numbers / width];
        ofScale = new float[width];
        ofShift = new float[width];
        scale = new float[numbers];
        shift = new float[numbers];
        row = new float[numbers];
        scratch = new float[numbers];
    }

    @Override
    public void forward() {
        FloatVectors.repeat(weights.vector(tensor), scale);
        FloatVectors.repeat(weights.vector(tensor + 1), shift);
        for (int i = 0; i < in.values().rows(); i++) {
            float[] x = normal[Math.min(i, normal.length - 1)];
            in.values().read(i, x);
            normalise(x, inverse[Math.min(i, inverse.length - 1)]);
            FloatVectors.scale(x, scale, shift, row);
            out.values().write(i, row);
        }
    }

    private void normalise(float[] x, float[] inverses) {
        for (int t = 0; t < inverses.length; t++) {
            int from = t * width;
            float mean = FloatVectors.sumOf(x, from, width) / width;
            for (int c = from; c < from + width; c++) {
                x[c] -= mean;
            }
            double variance = FloatVectors.sumOfSquares(x, from, width) / width;
            inverses[t] = (float) (1 / Math.sqrt(variance + EPSILON));
            for (int c = from; c < from + width; c++) {
                x[c] *= inverses[t];
            }
        }
    }

    @Override
    public void pullBack(Listener listener) {
        observe();
    }

    @Override
    public void observe() {
        Arrays.fill(shift, 0);
        Arrays.fill(row, 0);
        for (int i = 0; i < in.signal().length; i++) {
            float[] delta = out.signal()[i];
            FloatVectors.add(delta, shift);
            FloatVectors.addProducts(delta, normal[i], row);
            FloatVectors.multiply(delta, scale, in.signal()[i]);
            project(i, in.signal()[i]);
        }
        FloatVectors.fold(shift, scratch, ofShift);
        FloatVectors.fold(row, scratch, ofScale);
    }

    /** a ← (a − mean(a) − x̂·mean(a∘x̂))/√(variance + ε), token by token. */
    private void project(int i, float[] a) {
        float[] x = normal[i];
        for (int t = 0; t < inverse[i].length; t++) {
            int from = t * width;
            float mean = FloatVectors.sumOf(a, from, width) / width;
            float along = FloatVectors.dot(a, from, x, from, width) / width;
            for (int c = from; c < from + width; c++) {
                a[c] = inverse[i][t] * (a[c] - mean - x[c] * along);
            }
        }
    }

    @Override
    public void tangent() {
        FloatVectors.repeat(ofScale, row);
        FloatVectors.repeat(ofShift, shift);
        float[][] behind = out.tangent().rows();
        for (int i = 0; i < behind.length; i++) {
            System.arraycopy(in.tangent().rows()[i], 0, behind[i], 0, row.length);
            project(i, behind[i]);
            FloatVectors.scale(behind[i], scale, shift, behind[i]);
            FloatVectors.addProducts(row, normal[i], behind[i]);
        }
        out.tangent().matrix().write(behind);
    }

    @Override
    public int firstTensor() {
        return tensor;
    }

    @Override
    public int tensors() {
        return 2;
    }

    @Override
    public int columns() {
        return width;
    }

    @Override
    public Optional<Owner> owner() {
        return Optional.empty();
    }

    @Override
    public void formGradient() {
        // It is there as soon as derivatives came back.
    }

    @Override
    public void formObserved() {
        // It is there as soon as derivatives came back.
    }

    @Override
    public void gradient(int of, int r, float[] into) {
        System.arraycopy(of == tensor ? ofScale : ofShift, 0, into, 0, width);
    }

    @Override
    public boolean squaresExamples() {
        return false;
    }
}
