package io.plumbline.trainer.run;

import io.plumbline.core.files.Spelling;

/** Whether a step waits for the gate. */
public enum Mode {
    /** Never. */
    ASYNC,
    /** The step after a decision step waits for its decision: a run can be repeated bit for bit. */
    LOCKSTEP;

    /** Returns the spelling in run descriptions. */
    public String spelling() {
        return Spelling.of(this);
    }
}
