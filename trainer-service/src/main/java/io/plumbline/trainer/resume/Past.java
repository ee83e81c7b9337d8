package io.plumbline.trainer.resume;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the log holds of a run beyond a checkpoint: steps up to {@link #step} are published or were dropped, and are trained
 * again without being published again. See {@code docs/decisions/resume.md}. Immutable.
 *
 * @param step s, last step of which all shards are in the log, or the checkpoint's where there is none
 * @param shards of step s + 1 that are in the log, at least 0 and fewer than a step has
 * @param missing steps after the checkpoint and up to s of which nothing is in the log: they were dropped
 * @param versions first step under a version, and the version: by shards
 * @param rejected versions that were rejected, by the step before which they were
 * @param acknowledged versions whose coming into force was acknowledged, and the first step under them
 * @param answered versions that were acknowledged or whose rejection was
 * @param evaluated steps whose evaluation is in the log
 * @param reported versions of prunings whose saving was reported to the gate
 * @param told the same, to all other readers
 * @param isEnded whether the end of the run for good is in the log
 */
public record Past(
        long step,
        int shards,
        long missing,
        Map<Long, Long> versions,
        Map<Long, List<Long>> rejected,
        Map<Long, Long> acknowledged,
        Set<Long> answered,
        Set<Long> evaluated,
        Set<Long> reported,
        Set<Long> told,
        boolean isEnded) {

    /** Copies the components. */
    public Past {
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
        rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
        acknowledged = Map.copyOf(acknowledged);
        answered = Set.copyOf(answered);
        evaluated = Set.copyOf(evaluated);
        reported = Set.copyOf(reported);
        told = Set.copyOf(told);
    }

    /** Returns the past of a run of which nothing is in the log after a step. */
    public static Past none(long step) {
        return new Past(step, 0, 0, Map.of(), Map.of(), Map.of(), Set.of(), Set.of(), Set.of(), Set.of(), false);
    }

    /**
     * Returns the first shard of a step that is still to be published: all of them are before it where the step is past.
     *
     * @param of shards that a step has
     */
    public int firstShard(long ofStep, int of) {
        if (ofStep <= step) {
            return of;
        }
        return ofStep == step + 1 ? shards : 0;
    }

    /** Returns whether the log says which version is in force at a step. */
    public boolean knows(long ofStep) {
        return ofStep <= step || (ofStep == step + 1 && shards > 0);
    }

    /** Returns the version that comes into force before a step that the log knows, if one does. */
    public Optional<Long> comesIntoForce(long before) {
        return Optional.ofNullable(versions.get(before));
    }

    /** Returns the versions that are rejected before a step, in order. */
    public List<Long> rejectedBefore(long ofStep) {
        return rejected.getOrDefault(ofStep, List.of());
    }

    /** Returns whether a version was acknowledged to come into force at a later step than this. */
    public boolean comesLater(long version, long than) {
        return acknowledged.getOrDefault(version, 0L) > than;
    }

    /** Returns whether the answer to a version is in the log for all readers, given the first step under it. */
    public boolean isAnswered(long version) {
        return answered.contains(version);
    }

    /** Returns whether the evaluation of a step is in the log, by an attempt that had published the step. */
    public boolean isEvaluated(long ofStep) {
        return ofStep <= step && evaluated.contains(ofStep);
    }

    /** Returns whether the gate was told what a pruning saved. */
    public boolean isReported(long version) {
        return reported.contains(version);
    }

    /** Returns whether all other readers were told what a pruning saved. */
    public boolean isToldOfPruning(long version) {
        return told.contains(version);
    }
}
