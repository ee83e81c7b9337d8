package io.plumbline.engine;

import io.plumbline.engine.NetworkBuilder.Kernels;
import java.util.Optional;

/**
 * A convolution: of every image the product of its {@link Patches} with the kernels. That is as fast as the native library's own,
 * and what is passed on and what gradients are formed of stays with us. Not thread safe.
 */
final class Convolution extends Affine {

    private final Patches patches;
    private final ConvolutionProduct product;
    /** z, a row a pixel. */
    private final Matrix pixels;

    private final float[] biases;

    private Convolution(
            int weight,
            boolean hasBias,
            Owner owner,
            Weights weights,
            Place in,
            Place out,
            Patches patches,
            ConvolutionProduct product,
            Optional<ConvolutionBack> back,
            Optional<FormedTangent> tangent) {
        super(weight, hasBias, Optional.of(owner), weights, in, out, back, tangent);
        this.patches = patches;
        this.product = product;
        pixels = out.values().reshaped(columns());
        biases = new float[out.values().columns()];
    }

    /**
     * Prepares.
     *
     * @param weight tensor of the kernels, [size, size, in, out]; the biases, if it has any, are the next
     * @param shape of images and kernels; nodes of its owner own the channels
     */
    static Convolution of(int weight, boolean hasBias, Kernels shape, Weights weights, Place in, Place out, Use use) {
        Matrix kernels = weights.matrix(weight);
        Patches patches = new Patches(shape.in(), shape.size(), shape.stride());
        ConvolutionProduct product = new ConvolutionProduct(
                patches, shape.out().pixels(), out.values().rows());
        Optional<ConvolutionBack> back = use.comesBack()
                ? Optional.of(new ConvolutionBack(kernels, shape, product, patches, in, out))
                : Optional.empty();
        Optional<FormedTangent> tangent = use == Use.PROBE
                ? back.map(way -> new FormedTangent(kernels, hasBias, product, in, out, way))
                : Optional.empty();
        return new Convolution(
                weight, hasBias, Owner.of(shape.owner()), weights, in, out, patches, product, back, tangent);
    }

    @Override
    public void forward() {
        if (hasVector()) {
            FloatVectors.repeat(vector(), biases);
            out.values().writeEachRow(biases);
        }
        product.make(in.values(), matrix(), pixels, hasVector() ? 1 : 0);
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
