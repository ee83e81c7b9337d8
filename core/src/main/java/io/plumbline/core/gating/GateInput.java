package io.plumbline.core.gating;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the gate of a run takes in, one record after the other, in the order of the log. Everything that a decision depends on
 * comes this way.
 */
public sealed interface GateInput {

    /** Returns the attempt of the run that wrote it. */
    int attempt();

    /**
     * A manifest: the same again, or that of another attempt.
     *
     * @param plan of the manifest
     */
    record Began(RunPlan plan) implements GateInput {
        @Override
        public int attempt() {
            return plan.attempt();
        }
    }

    /**
     * A shard of one step's statistics.
     *
     * @param report its content beside the columns
     * @param columns reads its columns, valid while it is taken in; empty: they cannot be read. Called only once the
     *     shape of the shard was checked: before, its columns may have any size
     */
    record Shard(StepReport report, Supplier<Optional<ShardColumns>> columns) implements GateInput {
        @Override
        public int attempt() {
            return report.attempt();
        }
    }

    /**
     * The trainer rejected a mask version.
     *
     * @param attempt of the run
     * @param version that it rejected
     */
    record Rejected(int attempt, long version) implements GateInput {}

    /**
     * The time of a step before and after a pruning.
     *
     * @param attempt of the run
     * @param version of the pruning
     * @param before milliseconds of a step; NaN: not measured
     * @param after likewise
     */
    record Pruned(int attempt, long version, double before, double after) implements GateInput {}

    /**
     * The attempt is over.
     *
     * @param attempt of the run
     * @param step its last one
     */
    record Ended(int attempt, long step) implements GateInput {}
}
