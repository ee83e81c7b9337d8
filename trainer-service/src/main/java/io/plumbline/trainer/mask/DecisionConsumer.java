package io.plumbline.trainer.mask;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.v1.MaskChange;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the gate's decisions on one run, in a thread of its own: its partition alone, without a group, from a given place
 * on. Records that cannot be read are counted and left.
 */
public final class DecisionConsumer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /** After a refusal of the broker, so as not to ask it without pause. */
    private static final long PAUSE_MS = 500;

    private final Consumer<String, byte[]> consumer;
    private final Topic<MaskChange> topic;
    private final String run;
    private final DecisionInbox inbox;
    private final AtomicLong unusable = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "decisions");

    private DecisionConsumer(
            Consumer<String, byte[]> consumer, Topic<MaskChange> topic, String run, DecisionInbox inbox) {
        this.consumer = consumer;
        this.topic = topic;
        this.run = run;
        this.inbox = inbox;
    }

    /**
     * Starts to read.
     *
     * @param consumer read_committed, text keys, bytes as values; closed by this
     * @param partition of the run
     * @param offset of the first record that may concern the run
     * @param inbox receives the decisions on the run
     */
    public static DecisionConsumer start(
            Consumer<String, byte[]> consumer,
            Topic<MaskChange> topic,
            int partition,
            long offset,
            String run,
            DecisionInbox inbox) {
        TopicPartition place = new TopicPartition(topic.name(), partition);
        consumer.assign(List.of(place));
        consumer.seek(place, offset);
        DecisionConsumer reading = new DecisionConsumer(consumer, topic, run, inbox);
        reading.thread.setDaemon(true);
        reading.thread.start();
        return reading;
    }

    /** Returns how many records under the run's key could not be read or name another run or attempt. */
    public long unusable() {
        return unusable.get();
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (closing.getCount() > 0) {
                poll();
            }
        } catch (WakeupException | InterruptException ended) {
            LOG.debug("run={} reads no more decisions", run);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() throws InterruptedException {
        try {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                if (run.equals(record.key())) {
                    receive(record);
                }
            }
        } catch (WakeupException | InterruptException ended) {
            throw ended;
        } catch (KafkaException refused) {
            LOG.warn("run={} cannot read decisions: {}", run, refused.getMessage());
            boolean ended = closing.await(PAUSE_MS, TimeUnit.MILLISECONDS);
            LOG.trace("run={} closing={}", run, ended);
        }
    }

    private void receive(ConsumerRecord<String, byte[]> record) {
        try {
            if (!inbox.receive(new Decision(topic.parse(record.value()), System.nanoTime()))) {
                foreign(record, "it names another run or attempt");
            }
        } catch (BadRecordException bad) {
            foreign(record, bad.getMessage());
        }
    }

    private void foreign(ConsumerRecord<String, byte[]> record, String why) {
        if (unusable.getAndIncrement() == 0) {
            LOG.warn("run={} offset={} leaves a decision: {}", run, record.offset(), why);
        }
    }
}
