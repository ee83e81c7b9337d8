package io.plumbline.engine;

/** The sum of two places: where a way that left a stream comes back to it. Not thread safe. */
final class Add implements Block {

    private final Place one;
    private final Place other;
    private final Place out;
    private final float[] row;
    private final float[] sum;

    Add(Place one, Place other, Place out) {
        this.one = one;
        this.other = other;
        this.out = out;
        row = new float[out.values().columns()];
        sum = new float[row.length];
    }

    @Override
    public void forward() {
        for (int i = 0; i < out.values().rows(); i++) {
            one.values().read(i, sum);
            other.values().read(i, row);
            FloatVectors.add(row, sum);
            out.values().write(i, sum);
        }
    }

    @Override
    public void pullBack(Listener listener) {
        observe();
    }

    @Override
    public void observe() {
        for (int i = 0; i < out.signal().length; i++) {
            System.arraycopy(out.signal()[i], 0, one.signal()[i], 0, sum.length);
            System.arraycopy(out.signal()[i], 0, other.signal()[i], 0, sum.length);
        }
    }

    @Override
    public void tangent() {
        float[][] behind = out.tangent().rows();
        for (int i = 0; i < behind.length; i++) {
            System.arraycopy(one.tangent().rows()[i], 0, behind[i], 0, sum.length);
            FloatVectors.add(other.tangent().rows()[i], behind[i]);
        }
        out.tangent().matrix().write(behind);
    }
}
