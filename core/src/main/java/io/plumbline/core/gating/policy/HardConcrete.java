package io.plumbline.core.gating.policy;

/**
 * Gate between 0 and 1 that is exactly 0 or 1 with a probability above 0 and yet has a gradient (Louizos, Welling, Kingma
 * 2018, eq. 10-11, 13): s = σ((log u − log(1 − u) + logit)/β), gate = clip(s(ζ − γ) + γ, 0, 1), u uniform.
 */
final class HardConcrete {

    /** γ and ζ of the paper: how far the gate is stretched beyond 0 and 1. */
    private static final double LOW = -0.1;

    private static final double HIGH = 1.1;
    /** β of the paper. */
    private static final double TEMPERATURE = 2.0 / 3;

    private HardConcrete() {}

    /** Returns y of a logit and a logistic noise, so that s = 1/(1 + e^y). */
    static double exponent(double logit, double noise) {
        return -((noise + logit) / TEMPERATURE);
    }

    /** Returns s, before stretching, of e^y. */
    static double concrete(double power) {
        return 1 / (1 + power);
    }

    /** Returns the gate of s. */
    static double gate(double concrete) {
        return Math.min(1, Math.max(0, concrete * (HIGH - LOW) + LOW));
    }

    /** Returns d gate/d logit at s: 0 where the gate is clipped. */
    static double slope(double concrete) {
        double stretched = concrete * (HIGH - LOW) + LOW;
        return stretched > 0 && stretched < 1 ? (HIGH - LOW) * concrete * (1 - concrete) / TEMPERATURE : 0;
    }

    /** Returns the gate to decide by: clip(σ(logit)(ζ − γ) + γ, 0, 1). */
    static double decided(double logit) {
        return gate(concrete(StrictMath.exp(-logit)));
    }
}
