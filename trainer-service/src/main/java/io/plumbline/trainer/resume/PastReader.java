package io.plumbline.trainer.resume;

import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskRejected;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepShard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Folds the records of one run, those of every topic in their order, to its {@link Past}. Of step-stats it takes what the gate
 * takes: records of the attempt in force, every shard once. Not thread safe.
 */
public final class PastReader {

    private static final Set<Outcome> FOR_GOOD = Set.of(Outcome.OUTCOME_FINISHED, Outcome.OUTCOME_DIVERGED);

    private final long begin;
    private Claim claim;
    private long step;
    private int shards;
    private long seen;
    /** Of the last shard. The first may carry one that came into force before: it was answered, and nobody asks. */
    private long version;

    private final Map<Long, Long> versions = new TreeMap<>();
    private final Map<Long, List<Long>> rejected = new TreeMap<>();
    private final Map<Long, Long> acknowledged = new HashMap<>();
    private final Set<Long> answered = new HashSet<>();
    private final Set<Long> evaluated = new HashSet<>();
    private final Set<Long> reported = new HashSet<>();
    private final Set<Long> told = new HashSet<>();
    private Optional<Outcome> ended = Optional.empty();
    private boolean over;

    /**
     * Begins behind the records that an attempt knew to be in the log.
     *
     * @param claim of that attempt
     * @param acknowledged last step of which it knew that it was in the log or dropped
     */
    public PastReader(Claim claim, long acknowledged) {
        this.claim = claim;
        this.begin = acknowledged;
        this.step = acknowledged;
    }

    /** Takes a record of step-stats. */
    public void accept(StepEvent event) {
        switch (event.getEventCase()) {
            case MANIFEST -> begin(event.getManifest());
            case SHARD -> shard(event.getShard());
            case REJECTED -> reject(event.getRejected());
            case PRUNED -> {
                if (event.getPruned().getAttempt() == claim.attempt()) {
                    reported.add(event.getPruned().getMaskVersion());
                }
            }
            case END -> {
                if (event.getEnd().getAttempt() == claim.attempt()) {
                    ended = Optional.of(event.getEnd().getOutcome());
                }
            }
            case EVENT_NOT_SET -> {}
        }
    }

    /** The first claim of an attempt counts. */
    private void begin(Manifest manifest) {
        if (manifest.getAttempt() > claim.attempt()) {
            claim = new Claim(manifest.getAttempt(), manifest.getClaim());
            ended = Optional.empty();
        }
    }

    private void shard(StepShard shard) {
        boolean goesOn = shard.getStep() == step + 1 && shard.getShard() == shards;
        boolean begins = shard.getStep() > (shards > 0 ? step + 1 : step) && shard.getShard() == 0;
        if (shard.getAttempt() != claim.attempt() || !(goesOn || begins)) {
            return;
        }
        if (shard.getMaskVersion() != version) {
            version = shard.getMaskVersion();
            versions.put(shard.getStep(), version);
        }
        step = shard.getStep() - 1;
        shards = shard.getShard() + 1;
        if (shards == shard.getShards()) {
            step++;
            seen++;
            shards = 0;
        }
    }

    private void reject(MaskRejected answer) {
        if (answer.getAttempt() == claim.attempt()) {
            rejected.computeIfAbsent(answer.getStep(), none -> new ArrayList<>())
                    .add(answer.getVersion());
        }
    }

    /** Takes a record of mask-acks. */
    public void accept(MaskAck ack) {
        answered.add(ack.getVersion());
        if (ack.hasApplied()) {
            acknowledged.put(ack.getVersion(), ack.getApplied().getStep());
        }
    }

    /** Takes a record of evaluations. */
    public void accept(EvaluationEvent event) {
        if (event.hasEvaluation()) {
            evaluated.add(event.getEvaluation().getStep());
        }
    }

    /** Takes a record of runs. */
    public void accept(RunEvent event) {
        over |= event.hasFinished() || event.hasDiverged();
        if (event.hasPruned()) {
            told.add(event.getPruned().getMaskVersion());
        }
    }

    /** Returns the attempt in force, and whose it is. */
    public Claim claim() {
        return claim;
    }

    /** Returns whether the attempt in force ended for good: the gate has forgotten the run. */
    public boolean isEnded() {
        return ended.filter(FOR_GOOD::contains).isPresent();
    }

    /** Returns whether all readers were told that the run is over. */
    public boolean isOver() {
        return over;
    }

    /** Returns the last step of which all shards were read. */
    public long step() {
        return step;
    }

    /**
     * Returns what was read, for a run that goes on behind a step. Where that is ahead of the log, nothing is published of the
     * steps between: they count as missing.
     *
     * @param from step of the checkpoint, at least the acknowledged one
     */
    public Past past(long from) {
        return new Past(
                Math.max(step, from),
                step >= from ? shards : 0,
                Math.max(step, from) - begin - seen,
                versions,
                rejected,
                acknowledged,
                answered,
                evaluated,
                reported,
                told,
                isEnded());
    }
}
