package io.plumbline.experiments;

import java.util.Map;
import java.util.TreeMap;

/** Why a run is made. */
enum Pass {
    /** To choose settings: tuning seeds, in lockstep, evaluated on a part held out of the training part. */
    TUNING("lockstep"),
    /** To compare: fresh seeds, chosen settings, in lockstep, so that every number but times can be reproduced. */
    FINAL("lockstep"),
    /** To compare times: the same, async, one trainer at a time in a warm process. */
    WALL_CLOCK("async");

    private final String mode;

    Pass(String mode) {
        this.mode = mode;
    }

    /**
     * Returns whether this trainer can hold out a validation part. Where it cannot, ties are broken by the training
     * loss, and the test part stays as unseen.
     */
    static boolean holdsOut() {
        return Methods.takes(heldOut(0.1));
    }

    /**
     * Returns what the pass itself sets. Runs that only matter up to the last target end there.
     *
     * @param validationShare of the training part, held out while tuning
     * @param whole whether a tuning run must go on below that target
     */
    Map<String, String> settings(double validationShare, boolean whole) {
        boolean stops = this == WALL_CLOCK || (this == TUNING && !whole);
        Map<String, String> settings =
                new TreeMap<>(Map.of(Settings.MODE, mode, Settings.STOP, Boolean.toString(stops)));
        if (this == TUNING && validationShare > 0 && holdsOut()) {
            settings.putAll(heldOut(validationShare));
        }
        return settings;
    }

    private static Map<String, String> heldOut(double share) {
        return Map.of("data.validation-share", Double.toString(share), Settings.EVALUATE, "validation");
    }
}
