package io.plumbline.trainer.mask;

/**
 * What becomes of a change.
 *
 * @param kind which
 * @param reason of a rejection; else empty
 */
public record Verdict(Kind kind, String reason) {

    static final Verdict ACCEPTED = new Verdict(Kind.ACCEPTED, "");
    static final Verdict REPEATED = new Verdict(Kind.REPEATED, "");

    /** The verdicts. */
    public enum Kind {
        /** In force from now on. */
        ACCEPTED,
        /** Against a rule: said to the gate, with the reason. */
        REJECTED,
        /** Its version was answered before: nothing to do. */
        REPEATED
    }
}
