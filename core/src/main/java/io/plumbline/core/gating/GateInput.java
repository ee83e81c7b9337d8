package io.plumbline.core.gating;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the gate of a run takes in, one record after the other, in the order of the log. Everything that a decision depends on
 * comes this way.
 */
public sealed interface GateInput {

    /** Returns the attempt of the run that says it. */
    int attempt();

    /**
     * The run says what it is: again, or as another attempt.
     *
     * @param plan as the manifest says it
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
     * @param report what it says beside its columns
     * @param columns reads its columns, good while it is taken in; empty: they cannot be read. Asked only once the shard is
     *     known to be of the shape that it should be: before, its columns may be of any size
     */
    record Shard(StepReport report, Supplier<Optional<ShardColumns>> columns) implements GateInput {
        @Override
        public int attempt() {
            return report.attempt();
        }
    }

    /**
     * The trainer would not have a mask version.
     *
     * @param attempt of the run
     * @param version that it refused
     */
    record Rejected(int attempt, long version) implements GateInput {}

    /**
     * How fast steps were around a pruning.
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
