package io.plumbline.engine;

/** What comes back through a convolution of any stride: to every square δ·kernelsᵀ, summed over the squares that see a pixel. */
final class SummedPatches implements ConvolutionBack.Images {

    private final Matrix kernels;
    private final Patches patches;
    /** Of one image, [squares, size·size·in]. */
    private final Matrix came;
    /** The same as one row. */
    private final Matrix row;

    private final float[] squares;

    SummedPatches(Matrix kernels, int pixels, Patches patches) {
        this.kernels = kernels;
        this.patches = patches;
        came = new Matrix(pixels, kernels.rows());
        row = came.reshaped(pixels * kernels.rows());
        squares = new float[row.columns()];
    }

    @Override
    public void make(Matrix delta, int i, float[] into) {
        came.productByTransposed(delta, i * came.rows(), kernels);
        row.read(0, squares);
        patches.sum(squares, into);
    }

    @Override
    public void close() {
        came.close();
    }
}
