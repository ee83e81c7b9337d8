package io.plumbline.report;

import com.google.protobuf.MessageLite;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.StartException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads runs back from the topics runs, evaluations, conditions, mask-changes and mask-acks: committed records only,
 * without a group. Not thread safe.
 */
public final class RunLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

    private final Predicate<String> wanted;
    private final Map<String, Reader> readers = new HashMap<>();
    private final Map<String, RunCollector> runs = new HashMap<>();
    private final LogReader log;

    private RunLog(KafkaSettings kafka, Topics topics, Predicate<String> wanted, boolean beginning) {
        this.wanted = wanted;
        read(topics.runs(), (run, event, at) -> run.accept(event));
        read(topics.evaluations(), (run, event, at) -> run.accept(event));
        read(topics.conditions(), (run, event, at) -> run.accept(event));
        read(topics.maskChanges(), RunCollector::accept);
        read(topics.maskAcks(), (run, event, at) -> run.accept(event));
        this.log = beginning
                ? LogReader.atBeginning(kafka, readers.keySet(), this::accept)
                : LogReader.atEnd(kafka, readers.keySet(), this::accept);
    }

    /**
     * Opens the log at its beginning.
     *
     * @param kafka where it lies
     * @param topics of the installation; they must exist
     * @param wanted which runs to collect, by id
     * @throws StartException where nobody answers, or a topic is missing
     */
    public static RunLog open(KafkaSettings kafka, Topics topics, Predicate<String> wanted) {
        return new RunLog(kafka, topics, wanted, true);
    }

    /**
     * Opens the log at its end, for runs that are to come: what was there before is never read.
     *
     * @param kafka where it lies
     * @param topics of the installation; they must exist
     * @param wanted which runs to collect, by id
     * @throws StartException where nobody answers, or a topic is missing
     */
    public static RunLog openAtEnd(KafkaSettings kafka, Topics topics, Predicate<String> wanted) {
        return new RunLog(kafka, topics, wanted, false);
    }

    private <V extends MessageLite> void read(Topic<V> topic, Collecting<V> collecting) {
        readers.put(
                topic.name(), (run, record) -> collecting.accept(run, topic.parse(record.value()), record.timestamp()));
    }

    /** Reads what has come, and waits at most {@code patience} for something to come. */
    public void poll(Duration patience) {
        log.poll(patience);
    }

    /**
     * Reads everything that lies in the log now, however long that takes.
     *
     * @throws StartException where nothing comes any more, in one sentence
     */
    public void catchUp(ReadProgress progress) {
        log.catchUp(progress);
    }

    private void accept(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || !wanted.test(record.key())) {
            return;
        }
        RunCollector run = runs.computeIfAbsent(record.key(), id -> new RunCollector());
        try {
            readers.get(record.topic()).read(run, record);
        } catch (BadRecordException e) {
            LOG.warn("record left out topic={} offset={}: {}", record.topic(), record.offset(), e.getMessage());
        }
    }

    /** Returns what was read of a run; empty before its manifest was read. */
    public Optional<RunHistory> history(String run) {
        return Optional.ofNullable(runs.get(run)).flatMap(RunCollector::history);
    }

    @Override
    public void close() {
        log.close();
    }

    /** Parses a record and hands it on. */
    @FunctionalInterface
    private interface Reader {
        void read(RunCollector run, ConsumerRecord<String, byte[]> record) throws BadRecordException;
    }

    /** Takes an event in. */
    @FunctionalInterface
    private interface Collecting<V> {
        void accept(RunCollector run, V event, long atMs);
    }
}
