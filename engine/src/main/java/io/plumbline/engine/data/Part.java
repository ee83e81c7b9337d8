package io.plumbline.engine.data;

import io.plumbline.core.files.Spelling;

/** A part of a set that nothing is trained on. */
public enum Part {
    /** The set's own, or parted from it by {@link DataSettings#testShare()}. */
    TEST,
    /** Held out of the training part, to choose settings by without a look at the test part. */
    VALIDATION;

    /** Returns the spelling in run descriptions. */
    public String spelling() {
        return Spelling.of(this);
    }
}
