package io.plumbline.engine;

/**
 * The way back through a batch normalisation. With n numbers of a channel, δ the derivatives by what it made and a = scale/√(variance
 * + ε): those by z are a·(δ − Σδ/n − x̂·Σδx̂/n), by the shift Σδ, by the scale Σδx̂. The change along a direction is of the
 * same form. Not thread safe.
 */
final class BatchNormBack {

    private final Place in;
    private final Place out;
    private final int numbers;
    private final int channels;
    private final int examples;
    /** x̂, [examples][numbers]. */
    private final float[][] normal;

    private final ChannelSums sums;
    /** Σδ and Σδx̂. */
    private final float[] ofShift;

    private final float[] ofScale;
    private final float[] change;
    private final float[] changeOfNormal;
    private final float[] gates;
    private float[] factors = {};
    /** a, and what x̂ and 1 are multiplied by, at every number of an example. */
    private final float[] factor;

    private final float[] normalFactor;
    private final float[] summand;

    BatchNormBack(int channels, Place in, Place out, Use use) {
        this.in = in;
        this.out = out;
        this.channels = channels;
        numbers = in.values().columns();
        examples = use.comesBack() ? in.values().rows() : 0;
        normal = new float[examples][numbers];
        sums = new ChannelSums(channels, numbers);
        ofShift = new float[channels];
        ofScale = new float[channels];
        change = new float[channels];
        changeOfNormal = new float[channels];
        gates = new float[channels];
        factor = new float[numbers];
        normalFactor = new float[numbers];
        summand = new float[numbers];
    }

    /** Takes the gates that derivatives by what is learned come through in a product with the tangent kernel. */
    void gates(float[] ofLayer) {
        System.arraycopy(ofLayer, 0, gates, 0, gates.length);
    }

    /** Returns x̂ of the pass: the array itself, to be written. */
    float[][] normal() {
        return normal;
    }

    /** Returns what sums: the object itself. */
    ChannelSums sums() {
        return sums;
    }

    /** Returns n, the numbers of a channel. */
    long count() {
        return (long) examples * (numbers / channels);
    }

    /** Takes a of the pass; kept and read until the next call. */
    void factors(float[] ofChannels) {
        factors = ofChannels;
        FloatVectors.repeat(factors, factor);
    }

    void pullBack() {
        sum(out.signal(), ofShift, ofScale);
        double share = 1.0 / count();
        for (int c = 0; c < channels; c++) {
            change[c] = (float) (-factors[c] * share * ofShift[c]);
            changeOfNormal[c] = (float) (-factors[c] * share * ofScale[c]);
        }
        combine(out.signal(), in.signal());
    }

    /** As if mean and variance were what they are whatever comes in. */
    void pullBackApart() {
        for (int i = 0; i < examples; i++) {
            FloatVectors.multiply(out.signal()[i], factor, in.signal()[i]);
        }
    }

    void tangent() {
        float[][] before = in.tangent().rows();
        sum(before, change, changeOfNormal);
        double share = 1.0 / count();
        for (int c = 0; c < channels; c++) {
            change[c] = (float) (gates[c] * ofShift[c] - factors[c] * share * change[c]);
            changeOfNormal[c] = (float) (gates[c] * ofScale[c] - factors[c] * share * changeOfNormal[c]);
        }
        combine(before, out.tangent().rows());
    }

    private void sum(float[][] x, float[] into, float[] intoOfNormal) {
        sums.clear();
        for (int i = 0; i < examples; i++) {
            sums.add(x[i]);
        }
        sums.take(1, into);
        sums.clear();
        for (int i = 0; i < examples; i++) {
            sums.addProducts(x[i], normal[i]);
        }
        sums.take(1, intoOfNormal);
    }

    /** into ← a·x + {@link #changeOfNormal}·x̂ + {@link #change}. */
    private void combine(float[][] x, float[][] into) {
        FloatVectors.repeat(changeOfNormal, normalFactor);
        FloatVectors.repeat(change, summand);
        for (int i = 0; i < examples; i++) {
            FloatVectors.scale(x[i], factor, summand, into[i]);
            FloatVectors.addProducts(normal[i], normalFactor, into[i]);
        }
    }

    /** Copies the derivatives by the scales, or by the shifts. */
    void gradient(boolean byScales, float[] into) {
        System.arraycopy(byScales ? ofScale : ofShift, 0, into, 0, channels);
    }
}
