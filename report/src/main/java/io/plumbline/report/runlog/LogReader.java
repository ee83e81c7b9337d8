package io.plumbline.report.runlog;

import io.plumbline.protocol.log.LogStretch;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.KafkaTrouble;
import io.plumbline.service.StartException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads topics from end to end: committed records only, without a group. Every failure is a {@link StartException} with
 * one sentence, and no wait is without limit. Not thread safe.
 */
final class LogReader implements AutoCloseable {

    /** A broker that is up answers within milliseconds. */
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final KafkaSettings kafka;
    private final String servers;
    private final Duration patience;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Consumer<ConsumerRecord<String, byte[]>> records;

    private LogReader(
            KafkaSettings kafka,
            Duration patience,
            KafkaConsumer<String, byte[]> consumer,
            Consumer<ConsumerRecord<String, byte[]>> records) {
        this.kafka = kafka;
        this.servers = kafka.bootstrapServers();
        this.patience = patience;
        this.consumer = consumer;
        this.records = records;
    }

    /**
     * Opens topics at their beginning.
     *
     * @param topics by name; they must exist
     * @param records takes them, those of a partition in order
     */
    static LogReader atBeginning(
            KafkaSettings kafka, Collection<String> topics, Consumer<ConsumerRecord<String, byte[]>> records) {
        return atBeginning(kafka, topics, records, ANSWER);
    }

    /** Opens topics at their beginning, with another patience than the usual. */
    static LogReader atBeginning(
            KafkaSettings kafka,
            Collection<String> topics,
            Consumer<ConsumerRecord<String, byte[]>> records,
            Duration patience) {
        return opened(kafka, topics, records, patience, reader -> reader.seek(true));
    }

    /** Opens topics at their end: earlier records are never read. */
    static LogReader atEnd(
            KafkaSettings kafka, Collection<String> topics, Consumer<ConsumerRecord<String, byte[]>> records) {
        return opened(kafka, topics, records, ANSWER, reader -> reader.seek(false));
    }

    private static LogReader opened(
            KafkaSettings kafka,
            Collection<String> topics,
            Consumer<ConsumerRecord<String, byte[]>> records,
            Duration patience,
            Consumer<LogReader> seek) {
        LogReader reader = new LogReader(kafka, patience, new KafkaConsumer<>(kafka.consumer("run-log")), records);
        boolean opened = false;
        try {
            reader.consumer.assign(reader.partitions(topics));
            seek.accept(reader);
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                reader.close();
            }
        }
    }

    private List<TopicPartition> partitions(Collection<String> topics) {
        return topics.stream()
                .flatMap(topic -> partitions(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private List<PartitionInfo> partitions(String topic) {
        List<PartitionInfo> partitions = asked(() -> consumer.partitionsFor(topic, patience));
        if (partitions == null || partitions.isEmpty()) {
            throw new StartException(
                    "topic " + topic + " is missing at " + servers + ": no run was ever trained there");
        }
        return partitions;
    }

    /** Seeking is lazy: the position is asked for here, where the answer is waited for with a limit. */
    private void seek(boolean beginning) {
        Map<TopicPartition, Long> places = asked(() -> beginning
                ? consumer.beginningOffsets(consumer.assignment(), patience)
                : consumer.endOffsets(consumer.assignment(), patience));
        places.forEach(consumer::seek);
    }

    /** Reads what has come, and waits at most {@code wait} for something to come. */
    void poll(Duration wait) {
        asked(() -> consumer.poll(wait)).forEach(records);
    }

    /**
     * Reads everything that lies in the topics now, however long that takes, as long as it goes on.
     *
     * @throws StartException where it does not, in one sentence
     */
    void catchUp(ReadProgress progress) {
        LogStretch<String> log = asked(() -> LogStretch.ahead(consumer, patience));
        long left = asked(log::left);
        long all = left;
        long moved = System.nanoTime();
        while (left > 0) {
            long now = asked(() -> {
                log.readOn(POLL, records);
                return log.left();
            });
            if (now < left) {
                left = now;
                moved = System.nanoTime();
                progress.read(all - left, all);
            } else if (System.nanoTime() - moved > patience.toNanos()) {
                throw new StartException(String.format(
                        Locale.ROOT,
                        "no answer from %s for %d s, after %,d of %,d records of the log: is the broker still running there?",
                        servers,
                        patience.toSeconds(),
                        all - left,
                        all));
            }
        }
    }

    private <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (TimeoutException silent) {
            throw new StartException(
                    "no answer from " + servers + " within " + patience.toSeconds() + " s: is a broker running there?",
                    silent);
        } catch (KafkaException refused) {
            throw new StartException(KafkaTrouble.sentence(kafka, refused), refused);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }
}
