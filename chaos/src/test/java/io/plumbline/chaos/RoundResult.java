package io.plumbline.chaos;

import java.util.List;
import java.util.Map;

/**
 * What a round found.
 *
 * @param round from 0
 * @param seconds that it took
 * @param kills of processes, by kind
 * @param pauses of processes, by kind
 * @param records that were read
 * @param copies that misled nobody
 * @param runs that were trained to their end
 * @param steps counts of steps
 * @param decisions counts of decisions, every record of mask-changes
 * @param silenceMs how long runs that were being decided waited for a decision after a kill, by kind of its victim; acts that overlapped
 *     left out
 * @param stepsAgainMs from the kill of a trainer until a reader saw a new step of its run; acts that overlapped left out
 * @param compared runs whose digests were compared with those of undisturbed ones
 * @param equal how many of them were equal
 * @param failures how often a process ended by itself, and was started again
 * @param broken promises, in words
 */
record RoundResult(
        int round,
        long seconds,
        Map<String, Integer> kills,
        Map<String, Integer> pauses,
        long records,
        long copies,
        int runs,
        Counts steps,
        Counts decisions,
        Map<String, List<Long>> silenceMs,
        List<Long> stepsAgainMs,
        int compared,
        int equal,
        int failures,
        List<String> broken) {

    /**
     * Counts of what must come once each.
     *
     * @param due how many
     * @param dropped by a full queue, and counted by the trainer
     * @param lost neither there nor dropped
     * @param doubled there once more
     */
    record Counts(long due, long dropped, long lost, long doubled) {

        static final Counts NONE = new Counts(0, 0, 0, 0);

        /** Returns the sums. */
        Counts plus(Counts other) {
            return new Counts(due + other.due, dropped + other.dropped, lost + other.lost, doubled + other.doubled);
        }
    }
}
