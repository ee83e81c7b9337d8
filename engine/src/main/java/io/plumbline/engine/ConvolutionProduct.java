package io.plumbline.engine;

/** Products of the patches of all images with kernels. */
final class ConvolutionProduct implements LinearProduct {

    private final Patches patches;
    /** Of an image behind. */
    private final int pixels;

    private final int examples;

    ConvolutionProduct(Patches patches, int pixels, int examples) {
        this.patches = patches;
        this.pixels = pixels;
        this.examples = examples;
    }

    /**
     * into ← patches(images)·kernels + keep·into.
     *
     * @param images [examples, pixels before·in]
     * @param kernels [kernel·kernel·in, out]
     * @param into [examples·pixels, out]
     * @param keep 0 or 1
     */
    @Override
    public void make(Matrix images, Matrix kernels, Matrix into, float keep) {
        for (int i = 0; i < examples; i++) {
            into.productOfRows(i * pixels, patches.of(images, i), kernels, keep);
        }
    }

    /**
     * into ← Σ over images of patches(image)ᵀ·δ.
     *
     * @param images [examples, pixels before·in]
     * @param delta [examples·pixels, out]
     * @param into [kernel·kernel·in, out]
     */
    void gradient(Matrix images, Matrix delta, Matrix into) {
        for (int i = 0; i < examples; i++) {
            into.productOfTransposed(patches.of(images, i), delta, i * pixels, i == 0 ? 0 : 1);
        }
    }
}
