package io.plumbline.gate;

/** The stored state of a run was written by a gate of another version. */
final class StateFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The first formats had no version to name. */
    StateFormatException(int expected) {
        super("expected format " + expected);
    }
}
