package io.plumbline.cli;

/** Shows progress. */
interface Bar extends AutoCloseable {

    /**
     * Shows a step; called once per step, so it must be cheap.
     *
     * @param step from 1
     * @param state what to say beside it: its text is built only where it is shown
     */
    void show(long step, Object state);

    @Override
    void close();
}
