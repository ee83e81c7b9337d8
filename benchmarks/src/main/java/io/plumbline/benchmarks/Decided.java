package io.plumbline.benchmarks;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.v1.MaskChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The committed decisions of several runs as they arrive: which came when, and whether one is lost or doubled. Thread safe. */
final class Decided {

    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final Topic<MaskChange> topic;
    private final int interval;
    private final Map<String, Long> last = new HashMap<>();
    private final Map<String, Long> arrivedNanos = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private long mark = Long.MAX_VALUE;

    Decided(Topic<MaskChange> topic, int interval) {
        this.topic = topic;
        this.interval = interval;
    }

    synchronized void seen(ConsumerRecord<String, byte[]> record) {
        long now = System.nanoTime();
        MaskChange decision = decision(record.value());
        String run = decision.getRun();
        long due = last.getOrDefault(run, 0L) + interval;
        if (decision.getStep() != due) {
            faults.add(run + ": step " + decision.getStep() + " where " + due + " was due");
        }
        last.put(run, decision.getStep());
        if (decision.getStep() > mark) {
            arrivedNanos.putIfAbsent(run, now);
        }
        notifyAll();
    }

    private MaskChange decision(byte[] value) {
        try {
            return topic.parse(value);
        } catch (BadRecordException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Times are those of the first decision of each run of a later step than {@code step} from now on. */
    synchronized void mark(long step) {
        mark = step;
        arrivedNanos.clear();
    }

    /** Waits until some runs have a decision later than the mark, and returns when each came, by {@link System#nanoTime}. */
    synchronized List<Long> await(Set<String> runs) throws InterruptedException {
        await(
                "no decision later than step " + mark,
                runs,
                () -> arrivedNanos.keySet().containsAll(runs));
        return runs.stream().map(arrivedNanos::get).toList();
    }

    /** Waits until some runs have their decision of a step, whenever it came. */
    synchronized void awaitAll(Set<String> runs, long step) throws InterruptedException {
        await(
                "no decision of step " + step,
                runs,
                () -> runs.stream().allMatch(run -> last.getOrDefault(run, 0L) >= step));
    }

    private void await(String missing, Set<String> runs, BooleanSupplier there) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!there.getAsBoolean()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException(missing + " within 120 s for some of " + runs + ", which stand at "
                        + last + ": does this machine keep up with three gates?");
            }
            wait(left);
        }
    }

    /** Returns the decisions of all runs so far. */
    synchronized long count() {
        return last.values().stream().mapToLong(step -> step / interval).sum();
    }

    /** Returns a sentence for every decision that was lost, doubled or out of order. */
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }
}
