package io.plumbline.engine;

import java.util.Optional;

/** z = x·W + b: one native product forward, one for what comes back, one for the gradient. Not thread safe. */
final class Linear implements Learner {

    private final int number;
    private final int weight;
    private final Optional<Integer> layer;
    private final Weights weights;
    private final Place in;
    private final Place out;
    /** Of passes on which derivatives come back. */
    private final Optional<LinearBack> back;

    private final Optional<LinearKernel> kernel;

    /**
     * Prepares.
     *
     * @param number among the learners of the network
     * @param weight tensor of W, [in, out]; b is the next
     * @param layer the gated one whose nodes own the columns; empty: none does
     */
    Linear(int number, int weight, Optional<Integer> layer, Weights weights, Place in, Place out, Use use) {
        this.number = number;
        this.weight = weight;
        this.layer = layer;
        this.weights = weights;
        this.in = in;
        this.out = out;
        back = use.comesBack() ? Optional.of(new LinearBack(weights.matrix(weight), in, out)) : Optional.empty();
        kernel = use == Use.PROBE
                ? Optional.of(new LinearKernel(weights.matrix(weight), in, out, back.orElseThrow()))
                : Optional.empty();
    }

    @Override
    public void gates(float[][] ofLayers) {
        layer.ifPresent(l -> back.ifPresent(way -> way.gates(ofLayers[l])));
    }

    @Override
    public void forward() {
        out.values().writeEachRow(weights.vector(weight + 1));
        out.values().product(in.values(), weights.matrix(weight), 1);
    }

    @Override
    public void pullBack(Listener listener) {
        float[][] delta = out.signal();
        for (int i = 0; i < delta.length; i++) {
            listener.learned(number, i, delta[i]);
        }
        back.orElseThrow().pullBack();
    }

    @Override
    public void observe() {
        back.orElseThrow().observe();
    }

    @Override
    public void beginTangents() {
        kernel.orElseThrow().begin();
    }

    @Override
    public void tangent() {
        kernel.orElseThrow().tangent();
    }

    @Override
    public int firstTensor() {
        return weight;
    }

    @Override
    public int tensors() {
        return 2;
    }

    @Override
    public int columns() {
        return weights.matrix(weight).columns();
    }

    @Override
    public Optional<Integer> layer() {
        return layer;
    }

    @Override
    public boolean squaresExamples() {
        return true;
    }

    @Override
    public void formGradient() {
        back.orElseThrow().formGradient();
    }

    @Override
    public void formObserved() {
        back.orElseThrow().formObserved();
    }

    @Override
    public void gradient(int tensor, int row, float[] into) {
        if (tensor == weight) {
            back.orElseThrow().gradient(row, into);
        } else {
            LinearBack.sum(out.signal(), into);
        }
    }

    @Override
    public void inputSquares(float[] into) {
        in.values().rowSquares(into);
    }

    @Override
    public void close() {
        back.ifPresent(LinearBack::close);
        kernel.ifPresent(LinearKernel::close);
    }
}
