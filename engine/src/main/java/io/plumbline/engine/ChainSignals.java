package io.plumbline.engine;

import java.util.OptionalInt;

/** Counts the numbers of an example between the layers of a {@link ChainSpec}. */
final class ChainSignals implements ChainBuilder {

    private long numbers;
    /** Numbers of what is there, and of what was laid aside. */
    private long last;

    private long aside;

    /** Returns how many there are. */
    long numbers() {
        return numbers;
    }

    private void add(long made) {
        last = made;
        numbers += made;
    }

    @Override
    public void convolution(Kernels kernels, boolean hasBias) {
        add(kernels.out().size());
    }

    @Override
    public void norm(String name, int layer, ImageShape shape) {
        add(shape.size());
    }

    @Override
    public void pool(ImageShape before) {
        add(before.pooled().size());
    }

    @Override
    public void activate() {
        add(last);
    }

    @Override
    public void gate(int layer) {
        add(last);
    }

    @Override
    public void keep(int layer) {
        aside = last;
        add(last);
    }

    @Override
    public void split() {
        aside = last;
    }

    @Override
    public void swap() {
        long before = last;
        last = aside;
        aside = before;
    }

    @Override
    public void join() {
        add(last);
    }

    @Override
    public void mean(ImageShape before) {
        add(before.channels());
    }

    @Override
    public void linear(String name, int in, OptionalInt reader, OptionalInt owner, int columns) {
        add(columns);
    }
}
