package io.plumbline.engine;

/**
 * The way back through a convolution: what comes back to a pixel is the convolution of δ with the kernels turned round. Not
 * thread safe.
 */
final class ConvolutionBack extends AffineBack {

    private final ConvolutionProduct product;
    private final Patches deltaPatches;
    /** δ as it is passed on, [examples·pixels, out]. */
    private final Matrix passedPixels;

    /** Kernels turned round, [3·3·out, in]. */
    private final Matrix turned;

    private final float[][] turnedRows;
    private final float[] kernelRow;

    /** Of one image, [pixels, in]. */
    private final Matrix came;

    /** The same as one row. */
    private final Matrix cameImage;

    ConvolutionBack(Matrix kernels, ImageShape shape, ConvolutionProduct product, Place in, Place out) {
        super(kernels, in, out);
        this.product = product;
        int channels = kernels.columns();
        // Features are passed nothing: no patches of images that may be large.
        deltaPatches =
                new Patches(in.comesBack() ? shape.withChannels(channels) : new ImageShape(1, 1, 1), CnnSpec.KERNEL);
        passedPixels = passed.reshaped(channels);
        turnedRows = new float[CnnSpec.KERNEL * CnnSpec.KERNEL * channels][shape.channels()];
        turned = new Matrix(turnedRows.length, shape.channels());
        kernelRow = new float[channels];
        came = new Matrix(shape.pixels(), shape.channels());
        cameImage = came.reshaped(shape.size());
    }

    @Override
    void passOn() {
        turn();
        for (int i = 0; i < in.signal().length; i++) {
            came.productOfRows(0, deltaPatches.of(passed, i), turned, 0);
            cameImage.read(0, in.signal()[i]);
        }
    }

    private void turn() {
        int inputs = came.columns();
        int places = matrix.rows() / inputs;
        for (int p = 0; p < places; p++) {
            for (int c = 0; c < inputs; c++) {
                matrix.read(p * inputs + c, kernelRow);
                for (int o = 0; o < kernelRow.length; o++) {
                    turnedRows[(places - 1 - p) * kernelRow.length + o][c] = kernelRow[o];
                }
            }
        }
        turned.write(turnedRows);
    }

    @Override
    void form(Matrix before, Matrix into) {
        product.gradient(before, passedPixels, into);
    }

    @Override
    public void close() {
        super.close();
        deltaPatches.close();
        turned.close();
        came.close();
    }
}
