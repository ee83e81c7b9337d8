package io.plumbline.trainer.resume;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Knows how much of what was handed over is settled: in the log, or dropped and counted. Thread safe.
 *
 * @param <T> type of what is handed over
 */
public final class Deliveries<T> {

    private final ArrayDeque<Delivery<T>> pending = new ArrayDeque<>();
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

        private final T what;
        private final long step;
        private int open;
        private boolean dropped;
        private String topic = "";
        private long next;

        private Delivery(T what, long step, int records) {
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
        Delivery<T> delivery = new Delivery<>(what, step, records);
        pending.add(delivery);
        handedOver++;
        return delivery;
    }

    /** A record of it is in the log. */
    public synchronized void acknowledged(Delivery<T> delivery, String topic, long offset) {
        delivery.open--;
        delivery.topic = topic;
        delivery.next = Math.max(delivery.next, offset + 1);
        settle();
    }

    /** It was dropped whole, or the broker refused a part of it for good. */
    public synchronized void dropped(Delivery<T> delivery) {
        delivery.open = 0;
        delivery.dropped = true;
        settle();
    }

    private void settle() {
        while (!pending.isEmpty() && pending.peek().open <= 0) {
            Delivery<T> first = pending.remove();
            settled++;
            step = Math.max(step, first.step);
            if (first.dropped) {
                dropped += first.step > 0 ? 1 : 0;
            } else {
                offsets.merge(first.topic, first.next, Math::max);
                claim = first.topic.equals(statistics) ? own : claim;
            }
        }
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
        pending.forEach(delivery -> left.add(delivery.what));
        return left;
    }
}
