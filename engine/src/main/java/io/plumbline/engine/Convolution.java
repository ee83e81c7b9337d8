package io.plumbline.engine;

import java.util.Optional;

/**
 * A convolution of stride 1 whose images keep their size: of every image the product of its {@link Patches} with the kernels. That
 * is as fast as the native library's own, and what is passed on and what gradients are formed of stays with us. Not thread
 * safe.
 */
final class Convolution extends Affine {

    private final Patches patches;
    private final ConvolutionProduct product;
    /** z, a row a pixel. */
    private final Matrix pixels;

    private final float[] biases;

    private Convolution(
            int weight,
            int layer,
            Weights weights,
            Place in,
            Place out,
            Patches patches,
            ConvolutionProduct product,
            Optional<ConvolutionBack> back,
            Optional<ConvolutionTangent> tangent) {
        super(weight, Optional.of(layer), weights, in, out, back, tangent);
        this.patches = patches;
        this.product = product;
        pixels = out.values().reshaped(columns());
        biases = new float[out.values().columns()];
    }

    /**
     * Prepares.
     *
     * @param weight tensor of the kernels, [3, 3, in, out]; the biases are the next
     * @param layer the gated one whose nodes own the channels
     * @param shape of the images before it
     */
    static Convolution of(int weight, int layer, Weights weights, ImageShape shape, Place in, Place out, Use use) {
        Matrix kernels = weights.matrix(weight);
        Patches patches = new Patches(shape, CnnSpec.KERNEL);
        ConvolutionProduct product =
                new ConvolutionProduct(patches, shape.pixels(), out.values().rows());
        Optional<ConvolutionBack> back =
                use.comesBack() ? Optional.of(new ConvolutionBack(kernels, shape, product, in, out)) : Optional.empty();
        Optional<ConvolutionTangent> tangent = use == Use.PROBE
                ? back.map(way -> new ConvolutionTangent(kernels, product, in, out, way))
                : Optional.empty();
        return new Convolution(weight, layer, weights, in, out, patches, product, back, tangent);
    }

    @Override
    public void forward() {
        FloatVectors.repeat(vector(), biases);
        out.values().writeEachRow(biases);
        product.add(in.values(), matrix(), pixels);
    }

    @Override
    public boolean squaresExamples() {
        return false;
    }

    @Override
    public void close() {
        super.close();
        patches.close();
    }
}
