package io.plumbline.report.runlog;

/** Is called with the progress of reading a log. */
@FunctionalInterface
public interface ReadProgress {

    /** Does nothing. */
    ReadProgress NONE = (read, all) -> {};

    /**
     * Reports progress.
     *
     * @param read records passed so far
     * @param all records in the log when the reading began, at least 1
     */
    void read(long read, long all);
}
