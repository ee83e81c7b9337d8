package io.plumbline.protocol;

import io.plumbline.core.files.Spelling;

/** A record that cannot be used. It is counted by its cause, goes to dead-letters, and never stops a stream. */
public final class BadRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Cause cause;

    /**
     * Makes one.
     *
     * @param cause what is counted
     * @param message one sentence: what was wrong, what was expected
     */
    public BadRecordException(Cause cause, String message) {
        // No stack trace: a hostile producer can cause many of these, and a trace would cost more than the record.
        super(message, null, false, false);
        this.cause = cause;
    }

    /** Returns the cause. */
    public Cause cause() {
        return cause;
    }

    /** Causes; a bounded set, so that they may label a counter. */
    public enum Cause {
        /** The bytes are not an event of the topic. */
        MALFORMED,
        /** The key is not the run that the value names. */
        WRONG_RUN,
        /** Not in the partition where its key belongs. */
        WRONG_PARTITION,
        /** No manifest came before it. */
        UNKNOWN_RUN,
        /** Of another attempt than the one in force. */
        WRONG_ATTEMPT,
        /** Columns, layers or masks of another length than the manifest says. */
        WRONG_SHAPE,
        /** NaN, ∞, or a negative number where none can be. */
        NOT_A_NUMBER,
        /** A step beyond the planned ones. */
        FROM_THE_FUTURE,
        /** A step that was closed before. */
        FROM_THE_PAST,
        /** Well-formed, but it breaks a rule of its kind. */
        INVALID;

        /** Returns the spelling in meters and headers, for example {@code wrong-shape}. */
        public String spelling() {
            return Spelling.of(this);
        }
    }
}
