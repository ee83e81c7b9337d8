package io.plumbline.trainer.mask;

import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.trainer.publish.RunKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.TreeSet;

/** Decisions between the consumer's thread and the training loop, in the order of the topic. Thread safe. */
public final class DecisionInbox {

    private final RunKey key;
    private final ArrayDeque<ReceivedDecision> changes = new ArrayDeque<>();
    private final TreeSet<Long> decided = new TreeSet<>();
    /** Written under the lock; read without. */
    private volatile long lastDecided;

    private long decidedSteps;

    /** Makes an empty inbox for the decisions on one attempt of a run. */
    public DecisionInbox(RunKey key) {
        this.key = key;
    }

    /**
     * Takes a record in; of a record without change only its step is kept.
     *
     * @return false if it is for another run or attempt: it is left without an answer, since the answer would name a
     *     version of this one
     */
    public synchronized boolean receive(ReceivedDecision decision) {
        MaskChange record = decision.record();
        if (!record.getRun().equals(key.run()) || record.getAttempt() != key.attempt()) {
            return false;
        }
        if (record.hasChange()) {
            changes.add(decision);
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

    /** Takes the oldest change that was not taken yet. */
    public synchronized Optional<ReceivedDecision> poll() {
        return Optional.ofNullable(changes.poll());
    }

    /**
     * Waits for the record that decides a step; earlier ones are forgotten.
     *
     * @return whether it came within the time
     */
    public synchronized boolean await(long step, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!decided.contains(step)) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        decided.headSet(step, true).clear();
        return true;
    }
}
