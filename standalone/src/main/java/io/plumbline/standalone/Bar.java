package io.plumbline.standalone;

/** Shows how far a run is. */
interface Bar extends AutoCloseable {

    /**
     * Shows a step; called once per step, so it must be cheap.
     *
     * @param step from 1
     * @param state of the run
     */
    void show(long step, RunState state);

    @Override
    void close();
}
