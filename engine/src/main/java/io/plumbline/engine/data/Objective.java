package io.plumbline.engine.data;

import io.plumbline.core.files.Spelling;

/** What is predicted of a text. */
public enum Objective {
    /** Of every position the token that follows it. */
    NEXT,
    /** Tokens that were hidden, from what stands on both sides of them (Devlin et al. 2019, section 3.1). */
    MASKED;

    /** Returns the spelling in run descriptions. */
    public String spelling() {
        return Spelling.of(this);
    }
}
