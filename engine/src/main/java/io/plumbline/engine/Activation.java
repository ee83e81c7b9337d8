package io.plumbline.engine;

import io.plumbline.core.files.Spelling;

/** What follows the affine map of a hidden unit. */
public enum Activation {
    /** max(0, z); its derivative at 0 is 0. */
    RELU,
    /** tanh z. */
    TANH,
    /** z·σ(1.702 z), the sigmoid form of the Gaussian error linear unit (Hendrycks, Gimpel 2016). */
    GELU;

    /** 1.702, for which z·σ(1.702 z) is closest to z·Φ(z). */
    static final double GELU_SLOPE = 1.702;

    /** Its square brings the smallest positive float above 1, and leaves 0 as it is. */
    private static final float HUGE = 1e38f;

    /**
     * Returns the activation spelled so: relu, tanh, gelu.
     *
     * @throws IllegalArgumentException if none is
     */
    public static Activation of(String spelling) {
        return Spelling.constant(Activation.class, "activation", spelling);
    }

    /** Returns the spelling in run descriptions. */
    public String spelling() {
        return Spelling.of(this);
    }

    /** Returns whether slopes are kept beside h = φ(z); they are computed from h otherwise. */
    boolean keepsSlopes() {
        return this == GELU;
    }

    /**
     * Computes h = φ(z).
     *
     * @param z [examples, nodes], overwritten
     * @param h [examples][nodes], filled
     * @param slopes filled with φ′(z) where {@link #keepsSlopes()}; otherwise it is h
     */
    void forward(Matrix z, float[][] h, float[][] slopes) {
        switch (this) {
            case RELU -> {
                z.read(h);
                for (float[] row : h) {
                    FloatVectors.rectify(row);
                }
            }
            case TANH -> {
                z.tanh();
                z.read(h);
            }
            case GELU -> {
                z.read(slopes);
                z.sigmoid(GELU_SLOPE);
                z.read(h);
                for (int i = 0; i < h.length; i++) {
                    forwardGelu(h[i], slopes[i]);
                }
            }
        }
    }

    /** σ and z become h and the slope. */
    private static void forwardGelu(float[] h, float[] slopes) {
        float factor = (float) GELU_SLOPE;
        for (int b = 0; b < h.length; b++) {
            float z = slopes[b];
            float sigmoid = h[b];
            h[b] = z * sigmoid;
            slopes[b] = sigmoid * (1 + factor * z * (1 - sigmoid));
        }
    }

    /**
     * into_b = signal_b·φ′.
     *
     * @param slopes or h, see {@link #keepsSlopes()}
     * @param signal derivative by the output
     */
    void pullBack(float[] slopes, float[] signal, float[] into) {
        switch (this) {
            case RELU -> pullBackRelu(slopes, signal, into);
            case TANH -> pullBackTanh(slopes, signal, into);
            case GELU -> FloatVectors.multiply(signal, slopes, into);
        }
    }

    /** min(1, h·∞) is the slope, 0 or 1, without a branch: half of the branches would be guessed wrong. */
    private static void pullBackRelu(float[] h, float[] signal, float[] into) {
        for (int b = 0; b < into.length; b++) {
            into[b] = signal[b] * Math.min(1, h[b] * HUGE * HUGE);
        }
    }

    private static void pullBackTanh(float[] h, float[] signal, float[] into) {
        for (int b = 0; b < into.length; b++) {
            into[b] = signal[b] * (1 - h[b] * h[b]);
        }
    }
}
