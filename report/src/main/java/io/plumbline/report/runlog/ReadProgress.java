package io.plumbline.report.runlog;

/** Told how far the reading of a log is. */
@FunctionalInterface
public interface ReadProgress {

    /** Tells nobody. */
    ReadProgress NONE = (read, all) -> {};

    /**
     * Takes note.
     *
     * @param read records passed so far
     * @param all that lay in the log when the reading began, at least 1
     */
    void read(long read, long all);
}
