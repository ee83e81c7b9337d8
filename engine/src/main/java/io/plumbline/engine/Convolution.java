package io.plumbline.engine;

import java.util.Optional;

/**
 * A convolution of stride 1 whose images keep their size: of every image the product of its {@link Patches} with the kernels. That
 * is as fast as the native library's own, and what is passed on and what gradients are formed of stays with us. Not thread
 * safe.
 */
final class Convolution implements Learner {

    private final int weight;
    private final int layer;
    private final Weights weights;
    private final Place in;
    private final Place out;
    private final Patches patches;
    private final ConvolutionProduct product;
    /** z, a row a pixel. */
    private final Matrix pixels;

    private final float[] biases;
    private final Optional<ConvolutionBack> back;
    private final Optional<ConvolutionKernel> kernel;

    /**
     * Prepares.
     *
     * @param weight tensor of the kernels, [3, 3, in, out]; the biases are the next
     * @param layer the gated one whose nodes own the channels
     * @param shape of the images before it
     */
    Convolution(int weight, int layer, Weights weights, ImageShape shape, Place in, Place out, Use use) {
        this.weight = weight;
        this.layer = layer;
        this.weights = weights;
        this.in = in;
        this.out = out;
        Matrix kernels = weights.matrix(weight);
        patches = new Patches(shape, CnnSpec.KERNEL);
        product = new ConvolutionProduct(patches, shape.pixels(), out.values().rows());
        pixels = out.values().reshaped(kernels.columns());
        biases = new float[out.values().columns()];
        back = use.comesBack() ? Optional.of(new ConvolutionBack(kernels, shape, patches, in, out)) : Optional.empty();
        kernel = use == Use.PROBE
                ? Optional.of(new ConvolutionKernel(kernels, product, in, out, back.orElseThrow()))
                : Optional.empty();
    }

    @Override
    public void gates(float[][] ofLayers) {
        back.ifPresent(way -> way.gates(ofLayers[layer]));
    }

    @Override
    public void forward() {
        FloatVectors.repeat(weights.vector(weight + 1), biases);
        out.values().writeEachRow(biases);
        product.add(in.values(), weights.matrix(weight), pixels);
    }

    @Override
    public void pullBack(Listener listener) {
        back.orElseThrow().pullBack();
    }

    @Override
    public void observe() {
        back.orElseThrow().observe();
    }

    @Override
    public void tangent() {
        kernel.orElseThrow().tangent();
    }

    @Override
    public int firstTensor() {
        return weight;
    }

    @Override
    public int tensors() {
        return 2;
    }

    @Override
    public int columns() {
        return weights.matrix(weight).columns();
    }

    @Override
    public Optional<Integer> layer() {
        return Optional.of(layer);
    }

    @Override
    public void formGradient() {
        back.orElseThrow().formGradient();
    }

    @Override
    public void formObserved() {
        back.orElseThrow().formObserved();
    }

    @Override
    public void gradient(int tensor, int row, float[] into) {
        if (tensor == weight) {
            back.orElseThrow().gradient().read(row, into);
        } else {
            back.orElseThrow().sum(into);
        }
    }

    @Override
    public boolean squaresExamples() {
        return false;
    }

    @Override
    public void close() {
        patches.close();
        back.ifPresent(ConvolutionBack::close);
    }
}
