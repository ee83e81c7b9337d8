package io.plumbline.engine;

/** Two readers of one place: what comes back from both is added. Not thread safe. */
final class Split implements Block {

    private final Place in;
    private final Place one;
    private final Place other;

    /**
     * Prepares.
     *
     * @param one {@link Place#branch} of the place before
     * @param other another
     */
    Split(Place in, Place one, Place other) {
        this.in = in;
        this.one = one;
        this.other = other;
    }

    @Override
    public void forward() {
        // Both see what lies before.
    }

    @Override
    public void pullBack(Listener listener) {
        observe();
    }

    @Override
    public void observe() {
        for (int i = 0; i < in.signal().length; i++) {
            System.arraycopy(one.signal()[i], 0, in.signal()[i], 0, in.signal()[i].length);
            FloatVectors.add(other.signal()[i], in.signal()[i]);
        }
    }

    @Override
    public void tangent() {
        // Both see that before.
    }
}
