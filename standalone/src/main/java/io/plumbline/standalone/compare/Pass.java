package io.plumbline.standalone.compare;

import java.util.Map;

/** Why a run is made. */
enum Pass {
    /** To choose settings: tuning seeds, in lockstep, judged on a part held out of the training part. */
    TUNING("lockstep"),
    /** To compare: fresh seeds, chosen settings, in lockstep, so that every number but times can be made again. */
    FINAL("lockstep"),
    /** To compare times: the same, async, one trainer at a time in a warm process. */
    WALL_CLOCK("async");

    private static final String SHARE = "data.validation-share";
    private static final String EVALUATE = "data.evaluate";

    private final String mode;

    Pass(String mode) {
        this.mode = mode;
    }

    /**
     * Returns whether this trainer can hold out a validation part. Where it cannot, ties are broken by the training
     * loss, and the test part stays as unseen.
     */
    static boolean holdsOut() {
        return Methods.knows(SHARE, "0.1") && Methods.knows(EVALUATE, "validation");
    }

    /**
     * Returns what the pass itself sets.
     *
     * @param validationShare of the training part, held out while tuning
     */
    Map<String, String> settings(double validationShare) {
        return this == TUNING && validationShare > 0 && holdsOut()
                ? Map.of(Settings.MODE, mode, SHARE, Double.toString(validationShare), EVALUATE, "validation")
                : Map.of(Settings.MODE, mode);
    }
}
