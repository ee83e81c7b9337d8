package io.plumbline.benchmarks;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.MaskChange;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads decisions and echoes, committed ones only, and records how long after its sending each arrived. Thread safe.
 */
final class Arrivals implements AutoCloseable {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Topic<MaskChange> maskChanges;
    private final Map<Long, Long> askedNanos = new ConcurrentHashMap<>();
    private final Map<Long, Long> echoNanos = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Double> decisions = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Double> echoes = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Optional<Change>> change = new AtomicReference<>(Optional.empty());
    private final Semaphore arrived = new Semaphore(0);
    private final Polling polling;

    Arrivals(Pipeline pipeline) {
        maskChanges = pipeline.topics().maskChanges();
        polling = new Polling("arrivals", pipeline.reader("arrivals", maskChanges.name(), Echo.OUT), this::seen);
    }

    /** Notes that the statistics of a decision step are being sent now. */
    void asking(long step) {
        askedNanos.put(step, System.nanoTime());
    }

    /** Notes that an echo is being requested now. */
    void echoing(long number) {
        echoNanos.put(number, System.nanoTime());
    }

    /** Waits for the next arrival of either kind. */
    void await() throws InterruptedException {
        arrived.acquire();
    }

    /** Waits until this many decisions have come. */
    void awaitDecisions(int count) throws InterruptedException {
        while (decisions.size() < count) {
            arrived.acquire();
        }
    }

    /** Returns the last change that came, once. */
    Optional<Change> change() {
        return change.getAndSet(Optional.empty());
    }

    /** Returns the milliseconds of all decisions so far, in the order in which they came. */
    double[] decisions() {
        return values(decisions);
    }

    /** Returns the milliseconds of all echoes so far. */
    double[] echoes() {
        return values(echoes);
    }

    private static double[] values(ConcurrentLinkedQueue<Double> of) {
        return Arrays.stream(of.toArray(new Double[0]))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private void seen(ConsumerRecord<String, byte[]> record) {
        long now = System.nanoTime();
        if (record.topic().equals(Echo.OUT)) {
            echoes.add((now - echoNanos.remove(Long.valueOf(record.key()))) / NANOS_PER_MILLI);
        } else {
            MaskChange decision = decision(record.value());
            decisions.add((now - askedNanos.remove(decision.getStep())) / NANOS_PER_MILLI);
            if (decision.hasChange()) {
                change.set(Optional.of(decision.getChange()));
            }
        }
        arrived.release();
    }

    private MaskChange decision(byte[] value) {
        try {
            return maskChanges.parse(value);
        } catch (BadRecordException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        polling.close();
    }
}
