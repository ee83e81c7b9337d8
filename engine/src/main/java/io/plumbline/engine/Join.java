package io.plumbline.engine;

import java.util.List;

/** φ of the sum of what comes together: of one place where nothing joins it. Nothing is gated. Not thread safe. */
final class Join implements Block {

    private final Activation activation;
    private final List<Place> in;
    private final Place out;
    private final float[][] h;
    /** φ′, or h, which it is computed from. */
    private final float[][] slopes;

    private final float[] row;
    private final float[] sum;

    /**
     * Prepares.
     *
     * @param in one or two, of the same shape
     */
    Join(Activation activation, List<Place> in, Place out) {
        this.activation = activation;
        this.in = List.copyOf(in);
        this.out = out;
        int examples = out.values().rows();
        int numbers = out.values().columns();
        h = new float[examples][numbers];
        slopes = activation.keepsSlopes() ? new float[examples][numbers] : h;
        row = new float[numbers];
        sum = new float[numbers];
    }

    @Override
    public void forward() {
        for (int i = 0; i < h.length; i++) {
            in.get(0).values().read(i, sum);
            for (int p = 1; p < in.size(); p++) {
                in.get(p).values().read(i, row);
                FloatVectors.add(row, sum);
            }
            out.values().write(i, sum);
        }
        activation.forward(out.values(), h, slopes);
        out.values().write(h);
    }

    @Override
    public void pullBack(Listener listener) {
        observe();
    }

    @Override
    public void observe() {
        for (int i = 0; i < h.length; i++) {
            float[] delta = in.get(0).signal()[i];
            activation.pullBack(slopes[i], out.signal()[i], delta);
            for (int p = 1; p < in.size(); p++) {
                System.arraycopy(delta, 0, in.get(p).signal()[i], 0, delta.length);
            }
        }
    }

    @Override
    public void tangent() {
        float[][] behind = out.tangent().rows();
        for (int i = 0; i < behind.length; i++) {
            System.arraycopy(in.get(0).tangent().rows()[i], 0, sum, 0, sum.length);
            for (int p = 1; p < in.size(); p++) {
                FloatVectors.add(in.get(p).tangent().rows()[i], sum);
            }
            activation.pullBack(slopes[i], sum, behind[i]);
        }
        out.tangent().matrix().write(behind);
    }
}
