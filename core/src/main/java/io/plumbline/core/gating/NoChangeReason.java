package io.plumbline.core.gating;

import io.plumbline.core.files.Spelling;

/** Why a decision left the mask as it is. In the order in which a decision asks. */
public enum NoChangeReason {
    /** Statistics of the decision step are missing, in whole or in part. */
    STATISTICS_MISSING,
    /** The policy is the dense one: it never closes a node. */
    DENSE,
    /** The loss of the step, or of the probe, is NaN or infinite. */
    LOSS_NOT_FINITE,
    /** A change was announced that is not yet in force, or the trainer still uses an older version. */
    CHANGE_IN_FLIGHT,
    /** Before t_0. */
    WARM_UP,
    /** After t_1, with the final density reached and nothing to roll back. */
    AFTER_LAST_CHANGE,
    /** The roll-back window of the last change is still open. */
    UNDER_OBSERVATION,
    /** The smoothed loss is above the limit of the last change but falls fast: its roll-back window goes on. */
    LOSS_STILL_FALLING,
    /** The capacity floor follows from a cross-entropy, the loss is another, and no floor is given. */
    LOSS_UNKNOWN,
    /** The capacity floor cannot be computed: the number of training examples, the tensors or the loss at t_0 are unknown. */
    CAPACITY_UNKNOWN,
    /** The loss began below half of that of guessing: the capacity that the trained network needs is not known. */
    FINE_TUNING,
    /** Fewer than two probes under the mask in force. */
    FEW_PROBES,
    /** The probe's direction is no eigenvector yet: residual above 0.1, or unknown. */
    EIGEN_RESIDUAL,
    /** The policy wants no change, or its changes would break a floor. */
    NOTHING_TO_CHANGE;

    /** Returns the spelling in records, for example {@code warm-up}. */
    public String spelling() {
        return Spelling.of(this);
    }
}
