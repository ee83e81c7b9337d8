package io.plumbline.trainer.publish;

import io.plumbline.trainer.resume.Deliveries;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread that calls {@link Producer#send}, which itself may block. A record that the producer would not take
 * (no metadata, buffer full) is offered again until it does, so that a step is never sent in part.
 */
public final class Sender {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    /** With records under way and no acknowledgement for longer than this, the broker counts as away. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(100);
    /** How long the thread may take to notice that it is to give up. */
    private static final Duration ENDING = Duration.ofSeconds(5);

    private final Producer<String, byte[]> producer;
    private final Duration silence;
    /** Answers to the last record of every topic: a run has one partition there, whose records are answered in order. */
    private final Map<String, Future<RecordMetadata>> last = new HashMap<>();

    private final AtomicLong underWay = new AtomicLong();
    private final AtomicLong undelivered = new AtomicLong();
    private volatile long lastAnswer = System.nanoTime();
    private volatile Optional<String> refusal = Optional.empty();
    private volatile boolean givingUp;
    private Deliveries<Item> deliveries = Deliveries.untold();
    private Thread thread = new Thread(() -> {}, "publisher");

    /** Takes over the producer and will close it. */
    public Sender(Producer<String, byte[]> producer) {
        this(producer, SILENCE);
    }

    /** The same, with another time without acknowledgement after which the broker counts as away. */
    Sender(Producer<String, byte[]> producer, Duration silence) {
        this.producer = producer;
        this.silence = silence;
    }

    /**
     * Adds the properties that the promises of the publisher need to those of a producer: a record that was taken is
     * never given up, raw floats are not compressed, and a blocked send returns soon.
     */
    public static Properties reliable(Properties properties) {
        properties.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(Integer.MAX_VALUE));
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, "1000");
        return properties;
    }

    void start(Outbox outbox, Deliveries<Item> told, Consumer<Throwable> broken) {
        deliveries = told;
        thread = new Thread(() -> run(outbox, broken), "publisher");
        thread.setDaemon(true);
        thread.start();
    }

    long undelivered() {
        return undelivered.get();
    }

    Optional<String> trouble() {
        long sinceAnswer = System.nanoTime() - lastAnswer;
        if (underWay.get() > 0 && sinceAnswer > silence.toNanos()) {
            return Optional.of("no answer from Kafka for "
                    + Duration.ofNanos(sinceAnswer).toSeconds() + " s, " + underWay.get() + " records under way");
        }
        return refusal;
    }

    /**
     * Waits until the closed outbox is empty and all is acknowledged, but no longer than the given time; then ends.
     */
    void finish(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            thread.join(patience.toMillis());
            givingUp = true;
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            producer.close(left);
            // It looks up at once, on a machine with a core to spare: until then it has not counted what it gives up.
            thread.join(Math.max(patience.toMillis(), ENDING.toMillis()));
        } catch (InterruptedException interrupted) {
            givingUp = true;
            producer.close(Duration.ZERO);
            Thread.currentThread().interrupt();
        }
        if (undelivered.get() > 0) {
            LOG.warn("records={} were not delivered", undelivered.get());
        }
    }

    private void run(Outbox outbox, Consumer<Throwable> broken) {
        try {
            for (Optional<Item> next = outbox.take(); next.isPresent(); next = outbox.take()) {
                send(next.get());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error failed) {
            refusal = Optional.of("the publisher failed: " + failed);
            LOG.error("the publisher failed", failed);
            broken.accept(failed);
        }
    }

    private void send(Item item) {
        if (item.isBehindAll() && !isAllAnswered()) {
            unsent("gave up before all that came before it was in the log");
            return;
        }
        var records = item.records();
        for (int i = 0; i < records.size(); i++) {
            if (i == records.size() - 1) {
                item.sending();
            }
            send(item, records.get(i));
        }
        item.done();
    }

    private void send(Item item, ProducerRecord<String, byte[]> record) {
        Callback answered = (where, refused) -> answered(item, where, refused);
        // Silence is counted from the first record that waits for an answer.
        if (underWay.getAndIncrement() == 0) {
            lastAnswer = System.nanoTime();
        }
        try {
            Future<RecordMetadata> answer = producer.send(record, answered);
            while (!isTaken(answer) && !givingUp) {
                answer = producer.send(record, answered);
            }
            if (!isTaken(answer)) {
                lost("gave up while Kafka took no records");
            } else if (last.put(record.topic(), answer) == null) {
                await(answer);
            }
        } catch (KafkaException | IllegalStateException refused) {
            lost(refused.getMessage());
        } catch (InterruptedException interrupted) {
            lost("interrupted");
            Thread.currentThread().interrupt();
        }
    }

    /** A send that timed out while it blocked returns a failed future; after that the producer retries by itself. */
    private static boolean isTaken(Future<RecordMetadata> future) throws InterruptedException {
        if (!future.isDone()) {
            return true;
        }
        try {
            future.get();
            return true;
        } catch (ExecutionException refused) {
            return !(refused.getCause() instanceof TimeoutException);
        }
    }

    private boolean isAllAnswered() {
        try {
            for (Future<RecordMetadata> answer : last.values()) {
                await(answer);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return last.values().stream().allMatch(Future::isDone);
    }

    /**
     * Waits for the answer to a record; needed for the first of a topic. A broker that is about to lead a partition which never held a
     * record may refuse the first request and take the one behind it; the first, a manifest for one, would be out of order
     * for ever (KAFKA-15591, mended in Kafka 4.5).
     */
    private void await(Future<RecordMetadata> answer) throws InterruptedException {
        while (!answer.isDone() && !givingUp) {
            try {
                answer.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.TimeoutException later) {
                LOG.trace("no answer yet");
            } catch (ExecutionException refused) {
                // The callback has counted it.
                LOG.debug("a record that was waited for was refused", refused);
            }
        }
    }

    private void answered(Item item, RecordMetadata where, Exception refused) {
        if (refused == null) {
            underWay.decrementAndGet();
            lastAnswer = System.nanoTime();
            refusal = Optional.empty();
            deliveries.acknowledged(item.delivery(), where.topic(), where.offset());
        } else if (!(refused instanceof TimeoutException)) {
            lost(refused.toString());
            if (!givingUp) {
                deliveries.dropped(item.delivery());
            }
        }
    }

    private void lost(String why) {
        underWay.decrementAndGet();
        unsent(why);
    }

    private void unsent(String why) {
        undelivered.incrementAndGet();
        if (refusal.isEmpty()) {
            LOG.warn("a record was not delivered: {}", why);
        }
        refusal = Optional.of("a record was not delivered: " + why);
    }
}
