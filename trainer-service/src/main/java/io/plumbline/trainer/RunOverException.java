package io.plumbline.trainer;

/** A run that was to go on has come to its end: nothing is left to be trained. The message says so in one sentence. */
public final class RunOverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunOverException(String message) {
        super(message);
    }
}
