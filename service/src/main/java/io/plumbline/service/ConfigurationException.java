package io.plumbline.service;

import java.util.List;

/** A configuration that cannot be used, with everything that is wrong with it. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Of a serializable type, since exceptions are serializable. */
    private final List<String> sentences;

    /**
     * Creates the exception.
     *
     * @param sentences one for each error: what was wrong and what was expected; at least one
     */
    public ConfigurationException(List<String> sentences) {
        super(String.join(System.lineSeparator(), sentences));
        this.sentences = List.copyOf(sentences);
    }

    /** Returns one sentence for each error, in the order in which they were found. */
    public List<String> sentences() {
        return sentences;
    }
}
