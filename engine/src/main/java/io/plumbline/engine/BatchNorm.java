package io.plumbline.engine;

import java.util.Optional;

/**
 * Batch normalisation of the channels of a layer (Ioffe, Szegedy 2015, algorithm 1): y = scale·x̂ + shift with x̂ = (z − mean)/√(variance
 * + ε), mean and variance over all pixels of all examples of the batch; where a pass goes forward alone, those of {@link
 * RunningStatistics}. Not thread safe.
 */
final class BatchNorm implements Learner {

    private static final double EPSILON = 1e-5;

    private final int tensor;
    private final Optional<Owner> owner;
    private final Weights weights;
    private final Place in;
    private final Place out;
    /** What is read where the pass goes forward alone. */
    private final RunningStatistics running;

    private final int place;
    private final Use use;
    private final BatchNormBack back;
    /** Of the batch. */
    private final float[] mean;

    private final float[] variance;
    /** Of every channel: 1/√(variance + ε), scale/√(variance + ε), and shift − mean·scale/√(variance + ε). */
    private final float[] inverses;

    private final float[] factors;
    private final float[] offsets;
    /** The same at every number of an example, and room for an example. */
    private final float[] inverse;

    private final float[] factor;
    private final float[] offset;
    private final float[] row;

    /**
     * Prepares.
     *
     * @param tensor of the scales; the shifts are the next
     * @param layer the gated one whose nodes own the channels
     * @param place among the normalisations of the network
     */
    BatchNorm(
            int tensor,
            int layer,
            int place,
            Weights weights,
            RunningStatistics running,
            Place in,
            Place out,
            Use use) {
        this.tensor = tensor;
        owner = Optional.of(Owner.of(layer));
        this.place = place;
        this.weights = weights;
        this.running = running;
        this.in = in;
        this.out = out;
        this.use = use;
        int channels = weights.vector(tensor).length;
        int numbers = in.values().columns();
        mean = new float[channels];
        variance = new float[channels];
        inverses = new float[channels];
        factors = new float[channels];
        offsets = new float[channels];
        inverse = new float[numbers];
        factor = new float[numbers];
        offset = new float[numbers];
        row = new float[numbers];
        back = new BatchNormBack(channels, in, out, use);
    }

    @Override
    public void gates(float[][] ofLayers) {
        back.gates(ofLayers[owner.orElseThrow().layer()]);
    }

    @Override
    public void forward() {
        if (use.comesBack()) {
            normalise();
        } else {
            apply();
        }
    }

    private void normalise() {
        float[][] normal = back.normal();
        in.values().read(normal);
        measure(normal);
        takeFactors(variance);
        back.factors(factors);
        FloatVectors.repeat(inverses, inverse);
        FloatVectors.repeat(weights.vector(tensor), factor);
        FloatVectors.repeat(weights.vector(tensor + 1), offset);
        for (int i = 0; i < normal.length; i++) {
            FloatVectors.multiply(normal[i], inverse, normal[i]);
            FloatVectors.scale(normal[i], factor, offset, row);
            out.values().write(i, row);
        }
    }

    /** Finds mean and variance, and takes the mean off. */
    private void measure(float[][] z) {
        ChannelSums sums = back.sums();
        sums.clear();
        for (float[] example : z) {
            sums.add(example);
        }
        sums.take(1.0 / back.count(), mean);
        FloatVectors.repeat(mean, row);
        sums.clear();
        for (float[] example : z) {
            FloatVectors.subtract(row, example);
            sums.addProducts(example, example);
        }
        sums.take(1.0 / back.count(), variance);
    }

    private void takeFactors(float[] of) {
        float[] scales = weights.vector(tensor);
        for (int c = 0; c < factors.length; c++) {
            inverses[c] = (float) (1 / Math.sqrt(of[c] + EPSILON));
            factors[c] = scales[c] * inverses[c];
        }
    }

    /** With what was kept. */
    private void apply() {
        takeFactors(running.variance(place));
        float[] means = running.mean(place);
        float[] shifts = weights.vector(tensor + 1);
        for (int c = 0; c < offsets.length; c++) {
            offsets[c] = shifts[c] - factors[c] * means[c];
        }
        FloatVectors.repeat(factors, factor);
        FloatVectors.repeat(offsets, offset);
        for (int i = 0; i < in.values().rows(); i++) {
            in.values().read(i, row);
            FloatVectors.scale(row, factor, offset, row);
            out.values().write(i, row);
        }
    }

    /** Returns the mean of every channel over the last batch: the array itself. */
    float[] mean() {
        return mean;
    }

    /** Returns the variance of every channel over the last batch: the array itself. */
    float[] variance() {
        return variance;
    }

    @Override
    public void pullBack(Listener listener) {
        back.pullBack();
    }

    @Override
    public void observe() {
        back.pullBack();
    }

    @Override
    public void observeApart() {
        back.pullBackApart();
    }

    @Override
    public void tangent() {
        back.tangent();
    }

    @Override
    public int firstTensor() {
        return tensor;
    }

    @Override
    public int tensors() {
        return 2;
    }

    @Override
    public int columns() {
        return mean.length;
    }

    @Override
    public Optional<Owner> owner() {
        return owner;
    }

    @Override
    public void formGradient() {
        // It is there as soon as derivatives came back.
    }

    @Override
    public void formObserved() {
        // Of a channel its own signal alone comes: gates are met by what is passed on.
    }

    @Override
    public void gradient(int of, int r, float[] into) {
        back.gradient(of == tensor, into);
    }

    @Override
    public boolean squaresExamples() {
        return false;
    }
}
