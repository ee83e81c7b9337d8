package io.plumbline.report.runlog;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Mask;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Manifests;
import java.util.List;

/**
 * The work of the first steps of a run: multiply-adds per example and pass of the network in force, summed over the steps.
 * A mask counts from its first step to that of the next, whether or not the trainer has removed its nodes; statistics and
 * probes are not in it.
 */
public final class WorkDone {

    private final Architecture network;
    private final List<ChangeOutcome> applied;

    private WorkDone(Architecture network, List<ChangeOutcome> applied) {
        this.network = network;
        this.applied = applied;
    }

    /**
     * Returns the work of a run.
     *
     * @throws IllegalStateException if the log says of no network that was trained
     */
    public static WorkDone of(RunHistory history, Masks masks) {
        try {
            return new WorkDone(Manifests.architecture(history.manifest()), masks.of(ChangeOutcome.Kind.APPLIED));
        } catch (BadRecordException unreadable) {
            throw new IllegalStateException("the log says of no network that was trained", unreadable);
        }
    }

    /** Returns the multiply-adds of a network, per example and pass: two operations each. */
    public double cost(Mask present) {
        return network.cost(present) / 2;
    }

    /** Returns the multiply-adds of the first {@code steps} steps, per example and pass. */
    public double until(long steps) {
        double work = 0;
        long first = 1;
        Mask inForce = network.all();
        for (ChangeOutcome next : applied) {
            work += made(first, next.step(), steps) * cost(inForce);
            first = Math.max(1, next.step());
            inForce = next.mask();
        }
        return work + made(first, Long.MAX_VALUE, steps) * cost(inForce);
    }

    /** Returns the same in steps of the whole network. */
    public double denseSteps(long steps) {
        return until(steps) / cost(network.all());
    }

    /** Returns how many of the first {@code steps} steps lie between two steps, the second not included. */
    private static double made(long from, long to, long steps) {
        return Math.max(0, Math.min(steps + 1, to) - from);
    }
}
