package io.plumbline.engine;

/** The mean over all pixels, channel by channel. Not thread safe. */
final class MeanPool implements Block {

    private final int channels;
    private final Place in;
    private final Place out;
    private final float[] image;
    private final float[] scratch;
    private final float[] mean;

    /**
     * Prepares.
     *
     * @param in of images
     * @param out of their means
     */
    MeanPool(Place in, Place out) {
        this.in = in;
        this.out = out;
        channels = out.values().columns();
        image = new float[in.values().columns()];
        scratch = new float[image.length];
        mean = new float[channels];
    }

    @Override
    public void forward() {
        take(in.values(), out.values());
    }

    @Override
    public void keepObserved() {
        take(in.observed(), out.observed());
    }

    private void take(Matrix images, Matrix means) {
        for (int i = 0; i < images.rows(); i++) {
            images.read(i, image);
            means.write(i, mean());
        }
    }

    /** Returns the mean of what lies in {@link #image}, which is overwritten. */
    private float[] mean() {
        FloatVectors.fold(image, scratch, mean);
        float share = (float) channels / image.length;
        for (int c = 0; c < channels; c++) {
            mean[c] *= share;
        }
        return mean;
    }

    @Override
    public void pullBack(Listener listener) {
        observe();
    }

    @Override
    public void observe() {
        float share = (float) channels / image.length;
        for (int i = 0; i < in.signal().length; i++) {
            float[] signal = out.signal()[i];
            for (int c = 0; c < channels; c++) {
                mean[c] = share * signal[c];
            }
            FloatVectors.repeat(mean, in.signal()[i]);
        }
    }

    @Override
    public void tangent() {
        float[][] change = out.tangent().rows();
        for (int i = 0; i < change.length; i++) {
            System.arraycopy(in.tangent().rows()[i], 0, image, 0, image.length);
            System.arraycopy(mean(), 0, change[i], 0, channels);
        }
        out.tangent().matrix().write(change);
    }
}
