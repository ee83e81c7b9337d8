package io.plumbline.report.runlog;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.log.RunRecordReader;
import io.plumbline.protocol.log.RunRecords;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands every record to what collects its run, and leaves out what cannot be read, with a line in the log of the
 * service. Not thread safe.
 *
 * @param <C> what collects the records of one run
 */
final class ByRun<C extends RunRecords> implements Consumer<ConsumerRecord<String, byte[]>> {

    private static final Logger LOG = LoggerFactory.getLogger(ByRun.class);

    private final RunRecordReader<String> reader;
    private final Predicate<String> wanted;
    private final Supplier<C> begin;
    private final Map<String, C> runs = new HashMap<>();

    /**
     * Begins without any records.
     *
     * @param wanted which runs to collect, by id
     * @param begin makes the collector of one more run
     */
    ByRun(Topics topics, Predicate<String> wanted, Supplier<C> begin) {
        this.reader = RunRecordReader.ofText(topics);
        this.wanted = wanted;
        this.begin = begin;
    }

    /** Returns the names of all topics that can be read. */
    List<String> topics() {
        return reader.topics();
    }

    @Override
    public void accept(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null || !wanted.test(record.key())) {
            return;
        }
        try {
            reader.read(record, runs.computeIfAbsent(record.key(), id -> begin.get()));
        } catch (BadRecordException e) {
            LOG.warn("record left out topic={} offset={}: {}", record.topic(), record.offset(), e.getMessage());
        }
    }

    /** Returns what was collected of a run; empty before its first record. */
    Optional<C> of(String run) {
        return Optional.ofNullable(runs.get(run));
    }

    /** Returns what was collected of all runs, in no order. */
    Collection<C> all() {
        return runs.values();
    }
}
