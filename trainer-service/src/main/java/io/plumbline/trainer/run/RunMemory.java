package io.plumbline.trainer.run;

import io.plumbline.core.gating.policy.Policies;
import io.plumbline.engine.MemoryNeed;
import io.plumbline.engine.data.Shape;

/** How much memory a run will take, beside its data. */
public final class RunMemory {

    private RunMemory() {}

    /** Returns the need of a copy of the network for a checkpoint. */
    public static MemoryNeed ofCheckpoint(RunDescription run, Shape example, int classes) {
        int average = run.averageDecay() > 0 ? 1 : 0;
        long copies = 1L + average + run.optimizer().kind().moments();
        return MemoryNeed.ofHeap(
                copies * Float.BYTES * run.network().spec(example, classes).parameters());
    }

    /**
     * Returns the need of the network in training.
     *
     * @param run resolved
     * @param example shape of every example
     * @param classes of the data
     */
    public static MemoryNeed of(RunDescription run, Shape example, int classes) {
        boolean prunes = !run.gating().settings().policy().equals(Policies.DENSE)
                && run.gating().settings().pruning().after() > 0;
        return MemoryNeed.ofEngine(
                run.network().spec(example, classes),
                run.optimizer(),
                run.batch(),
                run.measuring().probeBatch(),
                run.averageDecay() > 0,
                prunes);
    }
}
