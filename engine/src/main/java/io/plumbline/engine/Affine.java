package io.plumbline.engine;

import java.util.Optional;

/** A learner of one tensor that is multiplied and maybe a vector that is added: a linear map, a convolution. Not thread safe. */
abstract class Affine implements Learner {

    final Place in;
    final Place out;
    private final int tensor;
    private final boolean hasVector;
    private final Optional<Owner> owner;
    private final Weights weights;
    /** Of passes on which derivatives come back. */
    private final Optional<? extends AffineBack> back;

    private final Optional<? extends AffineTangent> tangent;

    /**
     * Prepares.
     *
     * @param tensor that is multiplied; the vector, if there is one, is the next
     * @param owner of the columns; empty: no node is
     */
    Affine(
            int tensor,
            boolean hasVector,
            Optional<Owner> owner,
            Weights weights,
            Place in,
            Place out,
            Optional<? extends AffineBack> back,
            Optional<? extends AffineTangent> tangent) {
        this.tensor = tensor;
        this.hasVector = hasVector;
        this.owner = owner;
        this.weights = weights;
        this.in = in;
        this.out = out;
        this.back = back;
        this.tangent = tangent;
    }

    final Matrix matrix() {
        return weights.matrix(tensor);
    }

    final boolean hasVector() {
        return hasVector;
    }

    final float[] vector() {
        return weights.vector(tensor + 1);
    }

    @Override
    public final void gates(float[][] ofLayers) {
        owner.ifPresent(nodes -> back.ifPresent(way -> way.gates(nodes.spread(ofLayers[nodes.layer()]))));
    }

    @Override
    public void pullBack(Listener listener) {
        back.orElseThrow().pullBack();
    }

    @Override
    public final void observe() {
        back.orElseThrow().observe();
    }

    @Override
    public final void beginTangents() {
        tangent.orElseThrow().begin();
    }

    @Override
    public final void tangent() {
        tangent.orElseThrow().make();
    }

    @Override
    public final int firstTensor() {
        return tensor;
    }

    @Override
    public final int tensors() {
        return hasVector ? 2 : 1;
    }

    @Override
    public final int columns() {
        return matrix().columns();
    }

    @Override
    public final Optional<Owner> owner() {
        return owner;
    }

    @Override
    public final void formGradient() {
        back.orElseThrow().formGradient();
    }

    @Override
    public final void formObserved() {
        back.orElseThrow().formObserved();
    }

    @Override
    public final void gradient(int of, int row, float[] into) {
        if (of == tensor) {
            back.orElseThrow().gradient().read(row, into);
        } else {
            back.orElseThrow().sum(into);
        }
    }

    @Override
    public void close() {
        back.ifPresent(AffineBack::close);
        tangent.ifPresent(AffineTangent::close);
    }
}
