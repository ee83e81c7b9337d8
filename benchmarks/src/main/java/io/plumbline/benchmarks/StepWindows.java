package io.plumbline.benchmarks;

import io.plumbline.trainer.RunListener;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Times all steps of a run, each in the window in which it ended: from the end of one step to the end of the next, so that whatever
 * the training thread does counts. The training thread writes; {@link #enter} may be called by another, and what was written is
 * read once the run is over.
 */
final class StepWindows implements RunListener {

    /** What the broker is at. */
    enum Window {
        WARM_UP,
        BEFORE,
        PAUSED,
        CATCHING_UP,
        AFTER
    }

    private final Map<Window, List<Times>> steps = new EnumMap<>(Window.class);
    private volatile Window window = Window.WARM_UP;
    private volatile long step;
    private long lastNanos;
    private long lastProcessor;

    StepWindows() {
        for (Window each : Window.values()) {
            steps.put(each, new ArrayList<>());
        }
    }

    /** From now on, steps belong to a window. */
    void enter(Window next) {
        window = next;
    }

    /** Returns the last step. */
    long step() {
        return step;
    }

    @Override
    public void onStep(StepSeen seen) {
        long nanos = System.nanoTime();
        long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        if (step > 0) {
            steps.get(window)
                    .add(new Times((float) ((nanos - lastNanos) / 1e6), (float) ((processor - lastProcessor) / 1e6)));
        }
        lastNanos = nanos;
        lastProcessor = processor;
        step = seen.step();
    }

    /** Returns how many steps ended in a window. */
    int count(Window of) {
        return steps.get(of).size();
    }

    /** Returns the median of a window's steps by wall clock, ms. */
    double wallMs(Window of) {
        return EngineSteps.median(
                steps.get(of).stream().mapToDouble(Times::wallMs).toArray());
    }

    /** Returns the median of a window's steps by processor time of the training thread, ms. */
    double processorMs(Window of) {
        return EngineSteps.median(
                steps.get(of).stream().mapToDouble(Times::processorMs).toArray());
    }

    private record Times(float wallMs, float processorMs) {}
}
