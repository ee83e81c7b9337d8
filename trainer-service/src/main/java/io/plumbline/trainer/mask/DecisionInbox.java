package io.plumbline.trainer.mask;

import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.trainer.publish.RunKey;
import io.plumbline.trainer.resume.Past;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/**
 * Decisions between the consumer's thread and the training loop, in the order of the topic. As far as the log knows when a
 * change came into force, it is handed out for that step and no other. Thread safe.
 */
public final class DecisionInbox {

    private final RunKey key;
    private final Past past;
    /** Latest step that was decided before this was made. */
    private final long before;

    private final ArrayDeque<Waiting> changes = new ArrayDeque<>();
    private final TreeSet<Long> decided = new TreeSet<>();
    /** Written under the lock; read without. */
    private volatile long lastDecided;

    private long decidedSteps;
    private long nextOffset;

    /** Makes an empty inbox for the decisions on a run from its beginning. */
    public DecisionInbox(RunKey key) {
        this(key, Past.none(0), Read.NONE);
    }

    /**
     * Makes an empty inbox for the decisions on an attempt, those on earlier ones included.
     *
     * @param past what the log holds of the run
     * @param read before
     */
    public DecisionInbox(RunKey key, Past past, Read read) {
        this.key = key;
        this.past = past;
        this.before = read.lastDecided();
        this.lastDecided = before;
        this.decidedSteps = read.decidedSteps();
        this.nextOffset = read.offset();
    }

    /**
     * How far decisions were read.
     *
     * @param lastDecided latest step that was decided, "no change" included
     * @param decidedSteps how many were decided
     * @param offset of the first record that was not answered, or not read
     */
    public record Read(long lastDecided, long decidedSteps, long offset) {

        static final Read NONE = new Read(0, 0, 0);

        /** Returns how far they are read before a run begins. */
        public static Read from(long offset) {
            return new Read(0, 0, offset);
        }
    }

    /** A change that was not handed out, and how far decisions were read before it. */
    private record Waiting(ReceivedDecision decision, Read before) {

        long version() {
            return decision.version();
        }
    }

    /** Returns how far decisions are read; a change that was not handed out, and all behind it, count as unread. */
    public synchronized Read read() {
        return changes.stream()
                .map(Waiting::before)
                .min(Comparator.comparingLong(Read::offset))
                .orElseGet(() -> new Read(lastDecided, decidedSteps, nextOffset));
    }

    /**
     * Takes a record in; of a record without change only its step is kept.
     *
     * @return false if it is for another run or a later attempt: it is left without an answer, since the answer would name a
     *     version of this one
     */
    public synchronized boolean receive(ReceivedDecision decision) {
        MaskChange record = decision.record();
        Read behind = new Read(lastDecided, decidedSteps, decision.offset());
        nextOffset = Math.max(nextOffset, decision.offset() + 1);
        if (!record.getRun().equals(key.run()) || record.getAttempt() > key.attempt()) {
            return false;
        }
        if (record.hasChange()) {
            changes.add(new Waiting(decision, behind));
        }
        note(record.getStep());
        notifyAll();
        return true;
    }

    /** The gate decides in order: a step that is not above the last one was decided before. */
    private void note(long step) {
        if (step > lastDecided) {
            decided.add(step);
            decidedSteps++;
            lastDecided = step;
        }
    }

    /** Returns the latest step that was decided, "no change" included; 0 before the first. */
    public long lastDecided() {
        return lastDecided;
    }

    /** Returns how many steps were decided, "no change" included. */
    public synchronized long decidedSteps() {
        return decidedSteps;
    }

    /**
     * Takes a change that is due before a step: that of which the log says so, or else the oldest.
     *
     * @param step the next one, from 1
     */
    public synchronized Optional<ReceivedDecision> poll(long step) {
        if (past.knows(step)) {
            List<Long> due = due(step);
            Optional<Waiting> found = changes.stream()
                    .filter(change -> due.contains(change.version()))
                    .findFirst();
            found.ifPresent(changes::remove);
            return found.map(Waiting::decision);
        }
        if (changes.isEmpty() || past.comesLater(changes.peek().version(), step)) {
            return Optional.empty();
        }
        return Optional.of(changes.remove().decision());
    }

    /**
     * Returns whether a change that the log says was due before a step has not come.
     *
     * @param answered whether a version was answered
     */
    public synchronized boolean lacks(long step, LongPredicate answered) {
        return past.knows(step)
                && due(step).stream()
                        .anyMatch(version -> !answered.test(version)
                                && changes.stream().noneMatch(change -> change.version() == version));
    }

    private List<Long> due(long step) {
        List<Long> due = new ArrayList<>(past.rejectedBefore(step));
        past.comesIntoForce(step).ifPresent(due::add);
        return due;
    }

    /**
     * Waits for the record that decides a step; earlier ones are forgotten.
     *
     * @return whether it came within the time
     */
    public synchronized boolean await(long step, Duration patience) throws InterruptedException {
        boolean came = await(() -> step <= before || decided.contains(step), patience);
        if (came) {
            decided.headSet(step, true).clear();
        }
        return came;
    }

    /**
     * Waits until nothing is lacking before a step, see {@link #lacks}.
     *
     * @return whether that came within the time
     */
    public synchronized boolean awaitDue(long step, LongPredicate answered, Duration patience)
            throws InterruptedException {
        return await(() -> !lacks(step, answered), patience);
    }

    private synchronized boolean await(BooleanSupplier holds, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!holds.getAsBoolean()) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }
}
