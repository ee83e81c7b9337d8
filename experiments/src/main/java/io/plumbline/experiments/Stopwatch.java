package io.plumbline.experiments;

import io.plumbline.trainer.Evaluated;
import io.plumbline.trainer.RunListener;
import java.util.TreeMap;

/**
 * Wall-clock of a training as its user experiences it: batches, updates, statistics, probes, hand-over, mask changes,
 * pruning and waiting for the gate. Only evaluations are left out: they are ours, not the method's. It runs from the
 * end of an evaluation to the end of the last step before the next one.
 */
final class Stopwatch implements RunListener {

    private final TreeMap<Long, Double> seconds = new TreeMap<>();
    private long begin = System.nanoTime();
    private long lastStep = begin;
    private long nanos;

    @Override
    public void onStep(StepSeen step) {
        lastStep = System.nanoTime();
    }

    @Override
    public void onEvaluation(Evaluated evaluation) {
        nanos += evaluation.step() > 0 ? lastStep - begin : 0;
        seconds.put(evaluation.step(), nanos / 1e9);
        begin = System.nanoTime();
    }

    /** Returns the seconds until the evaluation of a step. */
    double at(long step) {
        return seconds.getOrDefault(step, Double.NaN);
    }
}
