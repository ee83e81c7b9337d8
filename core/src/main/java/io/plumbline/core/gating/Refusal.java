package io.plumbline.core.gating;

import io.plumbline.core.files.Spelling;

/** Why a record does not fit the run. */
public enum Refusal {
    /** Of another attempt of the run than the one that its last manifest began. */
    WRONG_ATTEMPT,
    /** Its nodes are not those that the manifest gives to this shard. */
    WRONG_SHAPE,
    /** Its step is beyond the planned steps, or too far ahead to be plausible. */
    FROM_THE_FUTURE,
    /** A later step, or this shard of the same step, came before. */
    FROM_THE_PAST,
    /** It names a mask version that was never announced, was rejected, or is not that of its step. */
    UNKNOWN_VERSION,
    /** It rejects a mask version that is not in flight. */
    NOT_IN_FLIGHT;

    /** Returns the spelling in records and meters, for example {@code wrong-shape}. */
    public String spelling() {
        return Spelling.of(this);
    }
}
