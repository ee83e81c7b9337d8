package io.plumbline.engine;

import io.plumbline.engine.NetworkBuilder.Kernels;

/**
 * What comes back through a convolution of stride 1: the convolution of δ with the kernels turned round. Its patches are of as
 * many channels as lie behind, where those of {@link SummedPatches} are summed outside the library that multiplies. Not thread
 * safe.
 */
final class TurnedKernels implements ConvolutionBack.Images {

    private final Matrix kernels;
    private final Patches patches;
    /** [size·size·out, in] */
    private final Matrix turned;

    private final float[][] rows;
    private final float[] kernelRow;
    /** Of one image, [pixels, in]. */
    private final Matrix came;
    /** The same as one row. */
    private final Matrix image;

    TurnedKernels(Matrix kernels, Kernels shape, Place in) {
        this.kernels = kernels;
        // Features are passed nothing: no patches of images that may be large.
        patches = new Patches(in.comesBack() ? shape.out() : new ImageShape(1, 1, 1), shape.size(), 1);
        int inputs = shape.in().channels();
        rows = new float[shape.size() * shape.size() * shape.channels()][inputs];
        turned = new Matrix(rows.length, inputs);
        kernelRow = new float[shape.channels()];
        came = new Matrix(shape.in().pixels(), inputs);
        image = came.reshaped(shape.in().size());
    }

    @Override
    public void begin() {
        int inputs = came.columns();
        int places = kernels.rows() / inputs;
        for (int p = 0; p < places; p++) {
            for (int c = 0; c < inputs; c++) {
                kernels.read(p * inputs + c, kernelRow);
                for (int o = 0; o < kernelRow.length; o++) {
                    rows[(places - 1 - p) * kernelRow.length + o][c] = kernelRow[o];
                }
            }
        }
        turned.write(rows);
    }

    @Override
    public void make(Matrix delta, int i, float[] into) {
        came.productOfRows(0, patches.of(delta, i), turned, 0);
        image.read(0, into);
    }

    @Override
    public void close() {
        patches.close();
        turned.close();
        came.close();
    }
}
