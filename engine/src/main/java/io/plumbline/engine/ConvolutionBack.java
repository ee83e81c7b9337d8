package io.plumbline.engine;

import io.plumbline.engine.NetworkBuilder.Kernels;

/** The way back through a convolution. Not thread safe. */
final class ConvolutionBack extends AffineBack {

    /** What comes back to images. */
    interface Images extends AutoCloseable {

        /** Begins a batch: the kernels may have changed. */
        default void begin() {}

        /**
         * Makes what comes back to image {@code i}.
         *
         * @param delta [examples·pixels behind, out]
         * @param into [pixels before·in]
         */
        void make(Matrix delta, int i, float[] into);

        @Override
        void close();
    }

    private final ConvolutionProduct product;
    /** δ as it is passed on, [examples·pixels, out]. */
    private final Matrix passedPixels;

    private final Images images;

    ConvolutionBack(Matrix kernels, Kernels shape, ConvolutionProduct product, Patches patches, Place in, Place out) {
        super(kernels, in, out);
        this.product = product;
        passedPixels = passed.reshaped(shape.channels());
        images = shape.stride() == 1
                ? new TurnedKernels(kernels, shape, in)
                : new SummedPatches(kernels, shape.out().pixels(), patches);
    }

    @Override
    void passOn() {
        images.begin();
        for (int i = 0; i < in.signal().length; i++) {
            images.make(passedPixels, i, in.signal()[i]);
        }
    }

    @Override
    void form(Matrix before, Matrix into) {
        product.gradient(before, passedPixels, into);
    }

    @Override
    public void close() {
        super.close();
        images.close();
    }
}
