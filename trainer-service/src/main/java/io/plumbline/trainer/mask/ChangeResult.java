package io.plumbline.trainer.mask;

import io.plumbline.protocol.RejectionKind;
import java.util.Optional;

/**
 * What the trainer did with a change that the gate decided.
 *
 * @param kind which
 * @param rejection what is wrong with it; empty unless it was rejected
 */
public record ChangeResult(Kind kind, Optional<Rejection> rejection) {

    static final ChangeResult ACCEPTED = new ChangeResult(Kind.ACCEPTED, Optional.empty());
    static final ChangeResult REPEATED = new ChangeResult(Kind.REPEATED, Optional.empty());

    static ChangeResult rejected(RejectionKind kind, String reason) {
        return new ChangeResult(Kind.REJECTED, Optional.of(new Rejection(kind, reason)));
    }

    /**
     * Why a change was rejected.
     *
     * @param kind for those who count
     * @param reason a sentence
     */
    public record Rejection(RejectionKind kind, String reason) {}

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
