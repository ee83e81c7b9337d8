package io.plumbline.trainer.run;

import java.util.List;
import java.util.Locale;

/** Whether a step waits for the gate. */
public enum Mode {
    /** Never. */
    ASYNC,
    /** The step after a decision step waits for its decision: a run can be repeated bit for bit. */
    LOCKSTEP;

    static final List<String> SPELLINGS = List.of("async", "lockstep");

    /** Returns the spelling in run descriptions. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Mode of(String spelling) {
        return valueOf(spelling.toUpperCase(Locale.ROOT));
    }
}
