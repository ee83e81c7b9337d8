package io.plumbline.chaos;

import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.testkit.AttemptInForce;
import io.plumbline.testkit.PipelineGuarantee;
import io.plumbline.testkit.RunDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What was seen of one run: its guarantees, what it was made of, and when a reader saw it. Thread safe. */
final class RunWatch {

    private static final long JUST_BEFORE_MS = 2000;

    private final List<PipelineGuarantee> guarantees = PipelineGuarantee.all(Runs.DECISION_INTERVAL);
    private final RunDigest digest = new RunDigest();
    private final List<Long> decisionsAt = new ArrayList<>();
    private final Map<Integer, Long> stepsAt = new HashMap<>();
    private final Set<Long> written = new HashSet<>();
    private final Set<Long> decidedBy = new HashSet<>();
    private final AttemptInForce inForce = new AttemptInForce();
    private final Tally steps = new Tally();
    private final Tally decisions = new Tally();
    private long dropped;
    private int attempt;
    private boolean finished;

    /** Sees a record of step-stats, which was written at a time and seen at another. */
    synchronized void stepEvent(StepEvent event, long writtenAt, long seenAt) {
        guarantees.forEach(guarantee -> guarantee.onStepEvent(event));
        digest.onStepEvent(event);
        written.add(writtenAt);
        if (inForce.counts(event) && event.hasShard()) {
            steps.count(event.getShard().getStep());
        }
        if (event.hasManifest()) {
            attempt = Math.max(attempt, event.getManifest().getAttempt());
        }
        if (event.hasShard()) {
            stepsAt.putIfAbsent(event.getShard().getAttempt(), seenAt);
        }
    }

    synchronized void decision(MaskChange decision, long writtenAt, long seenAt) {
        guarantees.forEach(guarantee -> guarantee.onDecision(decision));
        digest.onDecision(decision);
        decisionsAt.add(seenAt);
        decisions.count(decision.getStep() / Runs.DECISION_INTERVAL);
        if (decision.getStatisticsAtMs() > 0) {
            decidedBy.add(decision.getStatisticsAtMs());
        }
    }

    synchronized void ack(MaskAck ack, long writtenAt, long seenAt) {
        guarantees.forEach(guarantee -> guarantee.onAck(ack));
        digest.onAck(ack);
    }

    synchronized void evaluation(EvaluationEvent event, long writtenAt, long seenAt) {
        guarantees.forEach(guarantee -> guarantee.onEvaluation(event));
        digest.onEvaluation(event);
        if (event.hasProgress()) {
            dropped = event.getProgress().getDropped();
        }
    }

    synchronized void runEvent(RunEvent event, long writtenAt, long seenAt) {
        finished |= event.hasFinished();
    }

    /** Returns the highest attempt that was claimed; 0: none. */
    synchronized int attempt() {
        return attempt;
    }

    /** Returns how many steps its trainer counted as dropped. */
    synchronized long dropped() {
        return dropped;
    }

    /** Returns which steps were seen. */
    synchronized Tally steps() {
        return steps;
    }

    /** Returns which decisions were seen, counted from 1. */
    synchronized Tally decisions() {
        return decisions;
    }

    /** What must come once each, counted from 1. */
    static final class Tally {

        private final BitSet seen = new BitSet();
        private long doubled;

        private void count(long number) {
            doubled += seen.get((int) number) ? 1 : 0;
            seen.set((int) number);
        }

        /** Returns how many came. */
        long seen() {
            return seen.cardinality();
        }

        /** Returns how many came once more. */
        long doubled() {
            return doubled;
        }
    }

    /** Returns whether all readers were told that it has finished. */
    synchronized boolean isFinished() {
        return finished;
    }

    /** Returns whether a decision step was decided. */
    synchronized boolean isDecided(long step) {
        return decisions.seen.length() > step / Runs.DECISION_INTERVAL;
    }

    /** Returns when the first step of an attempt after another was seen. */
    synchronized OptionalLong stepsAgain(int after) {
        return stepsAt.entrySet().stream()
                .filter(first -> first.getKey() > after)
                .mapToLong(Map.Entry::getValue)
                .min();
    }

    /**
     * Returns how long a run waited for a decision after something was done; empty where it had none just before. What was under way
     * may still come, so the wait may begin with the first decision afterwards.
     */
    synchronized OptionalLong silence(long at) {
        int next = (int) decisionsAt.stream().takeWhile(seen -> seen <= at).count();
        if (next == 0 || at - decisionsAt.get(next - 1) > JUST_BEFORE_MS || next == decisionsAt.size()) {
            return OptionalLong.empty();
        }
        long first = decisionsAt.get(next);
        long second = next + 1 < decisionsAt.size() ? decisionsAt.get(next + 1) : first;
        return OptionalLong.of(Math.max(first - at, second - first));
    }

    /** Returns the digest of all that was made; once. */
    synchronized String digest() {
        return digest.value();
    }

    /** Returns which promises were broken, in words; none is fine. */
    synchronized List<String> broken() {
        List<String> broken = new ArrayList<>();
        guarantees.forEach(guarantee -> broken(guarantee).ifPresent(broken::add));
        if (!written.containsAll(decidedBy)) {
            Set<Long> unknown = new HashSet<>(decidedBy);
            unknown.removeAll(written);
            broken.add("decisions name records of these times as what decided, which were never written: " + unknown);
        }
        return broken;
    }

    private static Optional<String> broken(PipelineGuarantee guarantee) {
        try {
            guarantee.verify();
            return Optional.empty();
        } catch (AssertionError broken) {
            return Optional.of(broken.getMessage().strip().replaceAll("\\s+", " "));
        }
    }
}
