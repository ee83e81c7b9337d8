package io.plumbline.gate;

/** What is kept of a run was written by a gate of another version. */
final class StateFormatException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StateFormatException(int found, int expected) {
        super("format " + found + " instead of " + expected);
    }
}
