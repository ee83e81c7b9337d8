package io.plumbline.gate;

/** What is kept of a run was written by a gate of another version. */
final class StateFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Older ones had no format to be named by. */
    StateFormatException(int expected) {
        super("expected format " + expected);
    }
}
