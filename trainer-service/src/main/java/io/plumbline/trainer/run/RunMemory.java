package io.plumbline.trainer.run;

import io.plumbline.core.gating.policy.Policies;
import io.plumbline.engine.MemoryNeed;

/** How much memory a run will take, beside its data. */
public final class RunMemory {

    private RunMemory() {}

    /** Returns the need of a copy of the network for a checkpoint. */
    public static MemoryNeed ofCheckpoint(RunDescription run, int features, int classes) {
        int average = run.averageDecay() > 0 ? 1 : 0;
        long copies = 1L + average + run.optimizer().kind().moments();
        return MemoryNeed.ofHeap(
                copies * Float.BYTES * run.network().spec(features, classes).parameters());
    }

    /**
     * Returns the need of the network in training.
     *
     * @param run resolved
     * @param features of an example
     * @param classes of the data
     */
    public static MemoryNeed of(RunDescription run, int features, int classes) {
        boolean prunes = !run.gating().settings().policy().equals(Policies.DENSE)
                && run.gating().settings().pruning().after() > 0;
        return MemoryNeed.ofEngine(
                run.network().spec(features, classes),
                run.optimizer(),
                run.batch(),
                run.measuring().probeBatch(),
                run.averageDecay() > 0,
                prunes);
    }
}
