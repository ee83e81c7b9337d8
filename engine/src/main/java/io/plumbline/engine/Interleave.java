package io.plumbline.engine;

/** Images that lie plane by plane, as data sets hold them, pixel by pixel. Not thread safe. */
final class Interleave implements Block {

    private final ImageShape shape;
    private final Place in;
    private final Place out;
    private final float[] planes;
    private final float[] pixels;

    /**
     * Prepares.
     *
     * @param in of features
     * @param out of the same, in another order: nothing comes back to them
     */
    Interleave(ImageShape shape, Place in, Place out) {
        this.shape = shape;
        this.in = in;
        this.out = out;
        planes = new float[shape.size()];
        pixels = new float[shape.size()];
    }

    @Override
    public void forward() {
        for (int i = 0; i < in.values().rows(); i++) {
            in.values().read(i, planes);
            for (int c = 0; c < shape.channels(); c++) {
                for (int p = 0; p < shape.pixels(); p++) {
                    pixels[p * shape.channels() + c] = planes[c * shape.pixels() + p];
                }
            }
            out.values().write(i, pixels);
        }
    }

    @Override
    public void pullBack(Listener listener) {
        // Nothing comes back to features.
    }

    @Override
    public void observe() {
        // Nothing comes back to features.
    }

    @Override
    public void tangent() {
        // Features do not change along a direction.
    }
}
