package io.plumbline.trainer.mask;

/**
 * What the trainer did with a change that the gate decided.
 *
 * @param kind which
 * @param reason of a rejection; else empty
 */
public record ChangeResult(Kind kind, String reason) {

    static final ChangeResult ACCEPTED = new ChangeResult(Kind.ACCEPTED, "");
    static final ChangeResult REPEATED = new ChangeResult(Kind.REPEATED, "");

    /** The kinds of result. */
    public enum Kind {
        /** In force from now on. */
        ACCEPTED,
        /** It breaks a rule: the gate is told, with the reason. */
        REJECTED,
        /** Its version was answered before: nothing to do. */
        REPEATED
    }
}
