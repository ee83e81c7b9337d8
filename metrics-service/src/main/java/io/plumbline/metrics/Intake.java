package io.plumbline.metrics;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes records in: reads them, folds them into the views, refuses the bad ones. A record without its manifest is held
 * until the manifest comes, since there is no order between topics. One thread takes records in; any thread may read
 * the views.
 */
final class Intake {

    /** A trainer sends the manifest first; a record that waits longer than this has none. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Room for records without manifest, of all runs together. */
    static final int HELD_AT_MOST = 10_000;

    private final FactReader reader;
    private final Tally tally;
    private final Map<String, RunView> views = new ConcurrentHashMap<>();
    private final Map<String, List<Held>> held = new LinkedHashMap<>();
    private int heldCount;
    private long listeningSinceMs;

    /**
     * Creates an intake.
     *
     * @param tally is called with the outcome of every record
     */
    Intake(Topics topics, Tally tally) {
        this.reader = new FactReader(topics);
        this.tally = tally;
    }

    /** Is called with the outcome of every record: read first, later one of folded, unchanged and refused. */
    interface Tally {

        /** A record was read. */
        void read(String topic);

        /** It was folded into a view. */
        void folded(String topic);

        /** It changed nothing. */
        void unchanged(String topic);

        /** It could not be used. */
        void refused(ConsumerRecord<byte[], byte[]> record, BadRecordException bad);

        /** The number of held records has changed. */
        void held(int records);
    }

    private record Held(ConsumerRecord<byte[], byte[]> record, Fact fact, long sinceMs) {}

    /**
     * Takes a record in.
     *
     * @param partitions of every topic
     * @param nowMs present time, milliseconds since 1970
     */
    void take(ConsumerRecord<byte[], byte[]> record, int partitions, long nowMs) {
        tally.read(record.topic());
        try {
            Fact fact = reader.read(record, partitions, nowMs);
            if (isKnown(fact)) {
                fold(record, fact);
            } else if (fact.manifest().isPresent()) {
                open(record, fact.manifest().get());
            } else {
                hold(new Held(record, fact, nowMs));
            }
            if (fact.manifest().isPresent()) {
                release(fact.run());
            }
        } catch (BadRecordException bad) {
            tally.refused(record, bad);
        }
    }

    /** No record could arrive before {@code nowMs}: the time limit of held records begins there. */
    void listenFrom(long nowMs) {
        listeningSinceMs = nowMs;
    }

    /** Refuses records that have been held for too long. */
    void refuseForgotten(long nowMs) {
        if (listeningSinceMs >= nowMs - PATIENCE.toMillis()) {
            return;
        }
        for (String run : List.copyOf(held.keySet())) {
            List<Held> waiting = held.get(run);
            while (!waiting.isEmpty() && waiting.get(0).sinceMs() < nowMs - PATIENCE.toMillis()) {
                Held forgotten = waiting.remove(0);
                heldCount--;
                tally.refused(forgotten.record(), unknown(forgotten.fact()));
            }
            if (waiting.isEmpty()) {
                held.remove(run);
            }
        }
        tally.held(heldCount);
    }

    /** Returns the names of all topics whose records are taken in; runs first. */
    List<String> topics() {
        return reader.topics();
    }

    /** Removes all that is known of a run; only its manifest can bring it back. */
    void forget(String run) {
        views.remove(run);
    }

    /** Returns the view of a run. */
    Optional<RunView> view(String run) {
        return Optional.ofNullable(views.get(run));
    }

    /** Returns all views, in no order. */
    Collection<RunView> views() {
        return List.copyOf(views.values());
    }

    private boolean isKnown(Fact fact) {
        RunView view = views.get(fact.run());
        return view != null
                && (fact.manifest().isPresent()
                        || fact.attempt() <= view.facts().attempt());
    }

    private void open(ConsumerRecord<byte[], byte[]> record, RunFacts facts) {
        views.put(facts.run(), RunView.of(facts));
        tally.folded(record.topic());
    }

    private void fold(ConsumerRecord<byte[], byte[]> record, Fact fact) throws BadRecordException {
        RunView before = views.get(fact.run());
        RunView after = fact.fold().onto(before);
        views.put(fact.run(), after.seenAt(fact.seenMs()));
        if (after.equals(before)) {
            tally.unchanged(record.topic());
        } else {
            tally.folded(record.topic());
        }
    }

    private void hold(Held waiting) throws BadRecordException {
        if (heldCount == HELD_AT_MOST) {
            throw unknown(waiting.fact());
        }
        held.computeIfAbsent(waiting.fact().run(), run -> new ArrayList<>()).add(waiting);
        heldCount++;
        tally.held(heldCount);
    }

    private void release(String run) {
        List<Held> waiting = Optional.ofNullable(held.remove(run)).orElseGet(List::of);
        heldCount -= waiting.size();
        for (Held next : waiting) {
            try {
                if (isKnown(next.fact())) {
                    fold(next.record(), next.fact());
                } else {
                    hold(next);
                }
            } catch (BadRecordException bad) {
                tally.refused(next.record(), bad);
            }
        }
        tally.held(heldCount);
    }

    private static BadRecordException unknown(Fact fact) {
        return new BadRecordException(
                Cause.UNKNOWN_RUN, "no manifest of run " + fact.run() + ", attempt " + fact.attempt() + ", came");
    }
}
