package io.plumbline.engine;

import io.plumbline.core.model.Axis;
import io.plumbline.core.model.LayerKind;
import java.util.OptionalInt;

/** Counts the numbers of an example between the layers of a network. */
final class NetworkSignals implements NetworkBuilder {

    private long numbers;
    /** Numbers of what is there, and of what was laid aside. */
    private long last;

    private long aside;
    /** Nodes of the layer that was taken up last. */
    private int of;

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
    public void add() {
        add(aside);
    }

    @Override
    public void embed(int vocabulary, int tokens, int width) {
        add((long) tokens * width);
    }

    @Override
    public void layer(String name, LayerKind kind, int nodes) {
        of = nodes;
    }

    @Override
    public void layerNorm(String name, int tokens, int width) {
        add((long) tokens * width);
    }

    @Override
    public void tokens(String name, int tokens, Axis in, Axis out) {
        double columns = out.fixedLength();
        add((long) tokens * (long) (out.nodes().isPresent() ? columns * of : columns));
    }

    @Override
    public void attention(String name, int layer, Attention.Shape shape, boolean causal) {
        numbers += (long) shape.heads() * shape.tokens() * shape.tokens();
        long made = (long) shape.tokens() * shape.heads() * shape.width();
        add(made);
        add(made);
    }

    /** Rows of experts are twice as many as tokens: those of shadow tokens, too. */
    @Override
    public void mixture(String name, int layer, Mixture shape) {
        add((long) shape.tokens() * shape.experts());
        numbers += 2L * shape.tokens() * (2L * shape.width() + 2L * shape.units());
        add((long) shape.tokens() * shape.width());
    }

    @Override
    public void unembed(int vocabulary, int tokens) {
        add((long) tokens * vocabulary);
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
