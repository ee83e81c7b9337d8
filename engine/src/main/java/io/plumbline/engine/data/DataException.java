package io.plumbline.engine.data;

/** Data that cannot be used; the message is one sentence for people: which file, what was wrong, what was expected. */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception of a sentence. */
    public DataException(String sentence) {
        super(sentence);
    }

    DataException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
