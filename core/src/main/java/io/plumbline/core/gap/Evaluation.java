package io.plumbline.core.gap;

/**
 * Loss and error of a network on one data set.
 *
 * @param step after which it was taken, at least 0
 * @param maskVersion in force
 * @param loss mean cross-entropy, nats; NaN if unknown
 * @param error share of wrong examples, 0 to 1; NaN if unknown
 */
public record Evaluation(long step, long maskVersion, double loss, double error) {

    /** Checks the components. */
    public Evaluation {
        if (step < 0 || maskVersion < 0) {
            throw new IllegalArgumentException(
                    "step and mask version must be at least 0, were " + step + " and " + maskVersion);
        }
        if (error < 0 || error > 1) {
            throw new IllegalArgumentException("error must be in [0, 1], was " + error);
        }
    }
}
