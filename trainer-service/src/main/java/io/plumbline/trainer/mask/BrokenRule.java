package io.plumbline.trainer.mask;

import io.plumbline.protocol.RejectionKind;

/** A change breaks a rule; the message says which, in one sentence. */
final class BrokenRule extends Exception {

    private static final long serialVersionUID = 1L;

    private final RejectionKind kind;

    BrokenRule(RejectionKind kind, String message) {
        super(message);
        this.kind = kind;
    }

    RejectionKind kind() {
        return kind;
    }
}
