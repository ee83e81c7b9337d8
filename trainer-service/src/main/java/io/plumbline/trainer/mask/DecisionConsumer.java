package io.plumbline.trainer.mask;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.trainer.publish.RunKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the gate's decisions on one run, and whether a later attempt of the run begins, in a thread of its own: its partitions
 * alone, without a group, from given places on. Records that cannot be read are counted and skipped.
 */
public final class DecisionConsumer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /** Pause after the broker refused a request. */
    private static final long PAUSE_MS = 500;
    /** Short, because nobody needs decisions any more and there is no group to leave. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    private final Consumer<String, byte[]> consumer;
    private final Topics topics;
    private final RunKey key;
    private final String run;
    private final DecisionInbox inbox;
    private final Listener listener;
    private final AtomicLong unusable = new AtomicLong();
    private volatile Optional<String> trouble = Optional.empty();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "decisions");

    private DecisionConsumer(
            Consumer<String, byte[]> consumer, Topics topics, RunKey key, DecisionInbox inbox, Listener listener) {
        this.listener = listener;
        this.consumer = consumer;
        this.topics = topics;
        this.key = key;
        this.run = key.run();
        this.inbox = inbox;
    }

    /** Is told by the reading thread. */
    public interface Listener {

        /** It breaks: no decision comes any more. */
        void broke(Throwable cause);

        /** A later attempt of the run has begun. */
        void superseded(int attempt);
    }

    /**
     * Starts to read.
     *
     * @param consumer read_committed, text keys, bytes as values; closed by this
     * @param from where records of mask-changes and runs may concern the attempt, in the partition of the run
     * @param inbox receives the decisions on the run
     */
    public static DecisionConsumer start(
            Consumer<String, byte[]> consumer,
            Topics topics,
            Map<TopicPartition, Long> from,
            RunKey key,
            DecisionInbox inbox,
            Listener listener) {
        consumer.assign(from.keySet());
        from.forEach(consumer::seek);
        DecisionConsumer reading = new DecisionConsumer(consumer, topics, key, inbox, listener);
        reading.thread.setDaemon(true);
        reading.thread.start();
        return reading;
    }

    /** Returns how many records under the run's key could not be read or name another run or attempt. */
    public long unusable() {
        return unusable.get();
    }

    /** Returns why decisions cannot be read; empty if they can. */
    public Optional<String> trouble() {
        return trouble;
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
        try {
            while (closing.getCount() > 0) {
                poll();
            }
        } catch (WakeupException | InterruptException ended) {
            LOG.debug("run={} reads no more decisions", run);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error failed) {
            LOG.error("run={} reads no more decisions", run, failed);
            listener.broke(failed);
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    private void poll() throws InterruptedException {
        try {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            trouble = Optional.empty();
            for (ConsumerRecord<String, byte[]> record : records) {
                if (run.equals(record.key())) {
                    receive(record);
                }
            }
        } catch (WakeupException | InterruptException ended) {
            throw ended;
        } catch (KafkaException refused) {
            LOG.warn("run={} cannot read decisions: {}", run, refused.getMessage());
            trouble = Optional.of("decisions cannot be read: " + refused.getMessage());
            boolean ended = closing.await(PAUSE_MS, TimeUnit.MILLISECONDS);
            LOG.trace("run={} closing={}", run, ended);
        }
    }

    private void receive(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.topic().equals(topics.runs().name())) {
                follow(topics.runs().parse(record.value()));
            } else if (!inbox.receive(new ReceivedDecision(
                    topics.maskChanges().parse(record.value()), System.nanoTime(), record.offset()))) {
                foreign(record, "it names another run or attempt");
            }
        } catch (BadRecordException bad) {
            foreign(record, bad.getMessage());
        }
    }

    private void follow(RunEvent event) {
        if (event.hasManifest() && event.getManifest().getAttempt() > key.attempt()) {
            listener.superseded(event.getManifest().getAttempt());
        }
    }

    private void foreign(ConsumerRecord<String, byte[]> record, String why) {
        if (unusable.getAndIncrement() == 0) {
            LOG.warn("run={} offset={} leaves a decision: {}", run, record.offset(), why);
        }
    }
}
