package io.plumbline.engine;

import java.util.Arrays;

/**
 * The way back through a convolution: what comes back to a pixel is the convolution of δ with the kernels turned round. Not
 * thread safe.
 */
final class ConvolutionBack implements AutoCloseable {

    private final Matrix kernels;
    private final Place in;
    private final Place out;
    /** Nothing comes back to features. */
    private final boolean isFirst;

    private final ConvolutionProduct product;
    private final Patches deltaPatches;
    private final int pixels;
    private final int channels;
    /** Kernels turned round, [3·3·out, in]. */
    private final Matrix turned;

    private final float[][] turnedRows;
    private final float[] kernelRow;

    /** δ as it is passed on, [examples, pixels·out]. */
    private final Matrix passed;

    /** The same, [examples·pixels, out]. */
    private final Matrix passedPixels;

    /** Of one image, [pixels, in]. */
    private final Matrix came;

    /** The same as one row. */
    private final Matrix cameImage;

    private final Matrix gradient;
    private final float[] gates;
    private final float[] gated;
    private final float[] sums;
    private final float[] scratch;

    ConvolutionBack(Matrix kernels, ImageShape shape, Patches patches, Place in, Place out) {
        this.kernels = kernels;
        this.in = in;
        this.out = out;
        isFirst = in.signal().length == 0;
        int examples = out.values().rows();
        pixels = shape.pixels();
        channels = kernels.columns();
        product = new ConvolutionProduct(patches, pixels, examples);
        ImageShape behind = isFirst ? new ImageShape(1, 1, 1) : shape.withChannels(channels);
        deltaPatches = new Patches(behind, CnnSpec.KERNEL);
        turnedRows = new float[CnnSpec.KERNEL * CnnSpec.KERNEL * channels][shape.channels()];
        turned = new Matrix(turnedRows.length, shape.channels());
        passed = new Matrix(examples, pixels * channels);
        passedPixels = passed.reshaped(channels);
        came = new Matrix(pixels, shape.channels());
        cameImage = came.reshaped(shape.size());
        gradient = new Matrix(kernels.rows(), channels);
        kernelRow = new float[channels];
        gates = new float[pixels * channels];
        Arrays.fill(gates, 1);
        gated = new float[pixels * channels];
        sums = new float[pixels * channels];
        scratch = new float[pixels * channels];
    }

    /** Takes the gates that δ came through. */
    void gates(float[] ofLayer) {
        FloatVectors.repeat(ofLayer, gates);
    }

    void pullBack() {
        passed.write(out.signal());
        passOn();
    }

    void observe() {
        float[][] delta = out.signal();
        for (int i = 0; i < delta.length; i++) {
            FloatVectors.multiply(delta[i], gates, gated);
            passed.write(i, gated);
        }
        passOn();
    }

    private void passOn() {
        if (isFirst) {
            return;
        }
        turn();
        for (int i = 0; i < in.signal().length; i++) {
            came.productOfRows(0, deltaPatches.of(passed, i), turned, 0);
            cameImage.read(0, in.signal()[i]);
        }
    }

    private void turn() {
        int inputs = came.columns();
        int places = kernels.rows() / inputs;
        for (int p = 0; p < places; p++) {
            for (int c = 0; c < inputs; c++) {
                kernels.read(p * inputs + c, kernelRow);
                for (int o = 0; o < channels; o++) {
                    turnedRows[(places - 1 - p) * channels + o][c] = kernelRow[o];
                }
            }
        }
        turned.write(turnedRows);
    }

    /** Returns δ as it was passed on last, [examples·pixels, out]: the matrix itself. */
    Matrix passed() {
        return passedPixels;
    }

    void formGradient() {
        product.gradient(in.values(), passedPixels, gradient);
    }

    /** Every node open to its own signal: what was passed on is overwritten. */
    void formObserved() {
        passed.write(out.signal());
        product.gradient(in.observed(), passedPixels, gradient);
    }

    /** Returns the gradient of the kernels that was formed last, [3·3·in, out]: the matrix itself. */
    Matrix gradient() {
        return gradient;
    }

    /** Sums δ over all pixels of all images: the gradient of the biases. */
    void sum(float[] into) {
        Arrays.fill(sums, 0);
        for (float[] row : out.signal()) {
            FloatVectors.add(row, sums);
        }
        FloatVectors.fold(sums, scratch, into);
    }

    /** Sums what was passed on of it. */
    void sumPassed(float[] into) {
        Arrays.fill(sums, 0);
        for (float[] row : out.signal()) {
            FloatVectors.multiply(row, gates, gated);
            FloatVectors.add(gated, sums);
        }
        FloatVectors.fold(sums, scratch, into);
    }

    @Override
    public void close() {
        deltaPatches.close();
        turned.close();
        passed.close();
        came.close();
        gradient.close();
    }
}
