package io.plumbline.engine.data;

/** Told how far the reading of a data set is, by the thread that reads. Every method does nothing unless overridden. */
public interface LoadListener {

    /** Listens to nothing. */
    LoadListener NONE = new LoadListener() {};

    /**
     * More of a file was read: called about once a megabyte, and at its end.
     *
     * @param file name, for people
     * @param share of the work on it that is done, in [0, 1]
     */
    default void onRead(String file, double share) {}

    /** Something of the set was left out, as its settings say: one sentence. */
    default void onLeftOut(String sentence) {}
}
