package io.plumbline.trainer.resume;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows how much of what was handed over is settled: in the log, or dropped and counted. What is dropped while things before it
 * are under way takes no memory, however long a broker is away: those before it count it. Thread safe.
 *
 * @param <T> type of what is handed over
 */
public final class Deliveries<T> {

    /** Ends of the list of what is not settled; the first is settled in any case, and stands for all before it. */
    private Delivery<T> settledLast = new Delivery<>(Optional.empty(), 0, 0);

    private Delivery<T> last = settledLast;
    private final Map<String, Long> offsets = new HashMap<>();
    private long handedOver;
    private long settled;
    private final String statistics;
    private final Claim own;
    private Claim claim;
    private long step;
    private long dropped;

    /**
     * Begins behind what was settled before.
     *
     * @param from what is known of it
     * @param own claim of those who hand over
     * @param statistics topic whose records a claim makes valid or void
     */
    public Deliveries(Mark from, Claim own, String statistics) {
        this.claim = from.claim();
        this.step = from.step();
        this.dropped = from.dropped();
        this.offsets.putAll(from.offsets());
        this.own = own;
        this.statistics = statistics;
    }

    /** Returns those of somebody who has nothing to hand over. */
    public static <T> Deliveries<T> untold() {
        return new Deliveries<>(Mark.beginning(Map.of()), Claim.NONE, "");
    }

    /** One thing that was handed over. */
    public static final class Delivery<T> {

        private final Optional<T> what;
        private final long step;
        private int open;
        private boolean dropped;
        private String topic = "";
        private long offset;
        /** Steps dropped right behind this one, and the last of them. */
        private long droppedBehind;

        private long lastBehind;
        private Optional<Delivery<T>> before = Optional.empty();
        private Optional<Delivery<T>> behind = Optional.empty();

        private Delivery(Optional<T> what, long step, int records) {
            this.what = what;
            this.step = step;
            this.open = records;
        }
    }

    /**
     * A place in what was handed over.
     *
     * @param count how much was handed over before
     * @param step last one that was settled then with all before it
     * @param dropped of the settled steps
     * @param offsets where the log of each topic went on behind what was settled
     * @param claim in force at the offset of the statistics: an earlier one as long as nothing of the own is settled there
     */
    public record Mark(long count, long step, long dropped, Map<String, Long> offsets, Claim claim) {

        /** Copies the components. */
        public Mark {
            offsets = Map.copyOf(offsets);
        }

        /** Returns the place before a run begins, given where the log of each topic ends. */
        public static Mark beginning(Map<String, Long> offsets) {
            return new Mark(0, 0, 0, offsets, Claim.NONE);
        }

        /** Returns the place behind what an earlier attempt has published or lost. */
        public Mark behind(Past past) {
            return new Mark(0, past.step(), dropped + past.missing(), offsets, claim);
        }
    }

    /**
     * Something is handed over.
     *
     * @param step that it is; 0: none
     * @param records that it consists of, at least 1
     */
    public synchronized Delivery<T> handOver(T what, long step, int records) {
        Delivery<T> delivery = new Delivery<>(Optional.of(what), step, records);
        delivery.before = Optional.of(last);
        last.behind = Optional.of(delivery);
        last = delivery;
        handedOver++;
        return delivery;
    }

    /** A record of it is in the log. */
    public synchronized void acknowledged(Delivery<T> delivery, String topic, long offset) {
        delivery.open--;
        delivery.topic = topic;
        delivery.offset = Math.max(delivery.offset, offset + 1);
        settle();
    }

    /** It was dropped whole, or the broker refused a part of it for good. */
    public synchronized void dropped(Delivery<T> delivery) {
        delivery.open = 0;
        delivery.dropped = true;
        Delivery<T> before = delivery.before.orElseThrow();
        if (before != settledLast && delivery.step > 0) {
            absorb(before, delivery);
        }
        settle();
    }

    /** Takes a dropped step out of the list; the one before it counts it when it is settled itself. */
    private void absorb(Delivery<T> before, Delivery<T> gone) {
        before.droppedBehind += 1 + gone.droppedBehind;
        before.lastBehind = Math.max(gone.step, gone.lastBehind);
        before.behind = gone.behind;
        gone.behind.ifPresent(next -> next.before = Optional.of(before));
        if (last == gone) {
            last = before;
        }
    }

    private void settle() {
        for (Optional<Delivery<T>> next = settledLast.behind;
                next.isPresent() && next.get().open <= 0;
                next = settledLast.behind) {
            settle(next.get());
        }
    }

    private void settle(Delivery<T> first) {
        settled += 1 + first.droppedBehind;
        step = Math.max(step, Math.max(first.step, first.lastBehind));
        dropped += first.droppedBehind;
        if (first.dropped) {
            dropped += first.step > 0 ? 1 : 0;
        } else {
            offsets.merge(first.topic, first.offset, Math::max);
            claim = first.topic.equals(statistics) ? own : claim;
        }
        first.before = Optional.empty();
        settledLast = first;
    }

    /** Returns where it stands now. */
    public synchronized Mark mark() {
        return new Mark(handedOver, step, dropped, offsets, claim);
    }

    /** Returns whether all that was handed over before a mark is settled. */
    public synchronized boolean isSettled(Mark mark) {
        return settled >= mark.count();
    }

    /** Returns what is not settled, in order. */
    public synchronized List<T> unsettled() {
        List<T> left = new ArrayList<>();
        for (Optional<Delivery<T>> next = settledLast.behind; next.isPresent(); next = next.get().behind) {
            next.get().what.ifPresent(left::add);
        }
        return left;
    }
}
