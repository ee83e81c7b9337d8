package io.plumbline.engine;

/**
 * A convolution's part of a product with the tangent kernel. Its part g of Jᵀc is formed, for it has fewer numbers than images have
 * pixels: z changes by the convolution of the images with g, by g of the biases, and by that of Ẋ with the kernels. Not
 * thread safe.
 */
final class ConvolutionTangent implements AffineTangent {

    private final Matrix kernels;
    private final boolean hasBias;
    private final ConvolutionProduct product;
    private final Place in;
    private final Place out;
    private final ConvolutionBack back;
    /** The change of z, a row a pixel. */
    private final Matrix pixels;

    private final float[] ofBiases;
    private final float[] row;

    ConvolutionTangent(
            Matrix kernels, boolean hasBias, ConvolutionProduct product, Place in, Place out, ConvolutionBack back) {
        this.kernels = kernels;
        this.hasBias = hasBias;
        this.product = product;
        this.in = in;
        this.out = out;
        this.back = back;
        pixels = out.tangent().matrix().reshaped(kernels.columns());
        ofBiases = new float[kernels.columns()];
        row = new float[out.values().columns()];
    }

    @Override
    public void make() {
        back.formGradient();
        Matrix change = out.tangent().matrix();
        if (hasBias) {
            back.sumPassed(ofBiases);
            FloatVectors.repeat(ofBiases, row);
            change.writeEachRow(row);
        }
        product.make(in.values(), back.gradient(), pixels, hasBias ? 1 : 0);
        if (in.comesBack()) {
            product.make(in.tangent().matrix(), kernels, pixels, 1);
        }
        change.read(out.tangent().rows());
    }
}
