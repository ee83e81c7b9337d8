package io.plumbline.service;

import java.util.Locale;

/** What broke, for people. */
public final class Failures {

    private Failures() {}

    /**
     * Returns one sentence: what happened, why, and what to do about it where that is known.
     *
     * @param what such as {@code the training broke}
     */
    public static String sentence(String what, Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            long heap = Runtime.getRuntime().maxMemory() >> 20;
            return String.format(
                    Locale.ROOT,
                    "%s: out of memory with a heap of %d MB (%s): give Java more, such as JAVA_OPTS=-Xmx%dm",
                    what,
                    heap,
                    cause.getMessage(),
                    2 * heap);
        }
        return what + ": " + cause;
    }
}
