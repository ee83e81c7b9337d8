package io.plumbline.service;

/**
 * A service that could not start, or cannot go on, although its configuration can be read: a port is taken, a file cannot
 * be written, Kafka refuses it.
 */
public final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception with a sentence for people: what failed and what to do about it. */
    public StartException(String sentence) {
        super(sentence);
    }

    /**
     * Creates the exception.
     *
     * @param sentence for people: what failed and what to do about it
     * @param cause exception of the system
     */
    public StartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
