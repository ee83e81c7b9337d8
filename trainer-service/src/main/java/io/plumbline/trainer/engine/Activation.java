package io.plumbline.trainer.engine;

import java.util.Locale;

/** What follows the affine map of a hidden unit. */
public enum Activation {
    /** max(0, z); its derivative at 0 is 0. */
    RELU,
    /** tanh z. */
    TANH,
    /** z·σ(1.702 z), the sigmoid form of the Gaussian error linear unit (Hendrycks, Gimpel 2016). */
    GELU;

    /**
     * Returns the activation spelled so: relu, tanh, gelu.
     *
     * @throws IllegalArgumentException if none is
     */
    public static Activation of(String spelling) {
        for (Activation activation : values()) {
            if (activation.spelling().equals(spelling)) {
                return activation;
            }
        }
        throw new IllegalArgumentException("activation '" + spelling + "' is not one of relu, tanh, gelu");
    }

    /** Returns the spelling in run descriptions. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
