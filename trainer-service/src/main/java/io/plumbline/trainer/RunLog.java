package io.plumbline.trainer;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.log.LogStretch;
import io.plumbline.service.ConfigurationException;
import io.plumbline.trainer.resume.PastReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads back what is in the log of one run, in the partition that holds it. Every method throws what Kafka throws. */
final class RunLog {

    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final Topics topics;
    private final int partition;
    private final String run;
    private final List<String> names;

    RunLog(Consumer<String, byte[]> consumer, Topics topics, int partition, String run) {
        this.consumer = consumer;
        this.topics = topics;
        this.partition = partition;
        this.run = run;
        this.names = List.of(
                topics.stepStats().name(),
                topics.runs().name(),
                topics.maskAcks().name(),
                topics.evaluations().name(),
                topics.maskChanges().name());
    }

    /** Returns up to where a topic was read. */
    long position(String topic) {
        return consumer.position(place(topic));
    }

    /** Goes to the present ends, to read on from there, and returns them by topic. */
    Map<String, Long> goToEnds() {
        Map<TopicPartition, Long> ends =
                consumer.endOffsets(names.stream().map(this::place).toList());
        Map<String, Long> byName = new LinkedHashMap<>();
        names.forEach(name -> byName.put(name, ends.get(place(name))));
        assign();
        topicsToRead().forEach(topic -> consumer.seek(place(topic), byName.get(topic)));
        return byName;
    }

    private void assign() {
        consumer.assign(topicsToRead().stream().map(this::place).toList());
    }

    /** Decisions are read by others, from a place of their own. */
    private List<String> topicsToRead() {
        return names.subList(0, names.size() - 1);
    }

    /** Returns the place of a run in a topic. */
    TopicPartition place(String topic) {
        return new TopicPartition(topic, partition);
    }

    /** Returns the first offset at or behind one that the log of a topic still holds. */
    long held(String topic, long offset) {
        return Math.max(offset, consumer.beginningOffsets(List.of(place(topic))).get(place(topic)));
    }

    /**
     * Reads from the given offsets to the present ends.
     *
     * @throws ConfigurationException if the log does not hold the statistics from there on any more
     */
    void read(Map<String, Long> from, PastReader into) {
        assign();
        for (String topic : topicsToRead()) {
            long wanted = from.getOrDefault(topic, 0L);
            long held = held(topic, wanted);
            if (held > wanted && topic.equals(topics.stepStats().name())) {
                throw new ConfigurationException(List.of("run '" + run + "' cannot go on: " + topic
                        + " holds nothing before offset " + held + " any more, needed is all from " + wanted
                        + " on; retention was shorter than the break"));
            }
            consumer.seek(place(topic), held);
        }
        readOn(into);
    }

    /** Reads on to the present ends. */
    void readOn(PastReader into) {
        LogStretch<String> stretch = LogStretch.ahead(consumer);
        while (stretch.left() > 0) {
            stretch.readOn(POLL, record -> take(record, into));
        }
    }

    private void take(ConsumerRecord<String, byte[]> record, PastReader into) {
        if (!run.equals(record.key())) {
            return;
        }
        try {
            if (record.topic().equals(topics.stepStats().name())) {
                into.accept(topics.stepStats().parse(record.value()));
            } else if (record.topic().equals(topics.maskAcks().name())) {
                into.accept(topics.maskAcks().parse(record.value()));
            } else if (record.topic().equals(topics.evaluations().name())) {
                into.accept(topics.evaluations().parse(record.value()));
            } else {
                into.accept(topics.runs().parse(record.value()));
            }
        } catch (BadRecordException unreadable) {
            // The gate refuses it, too.
            LOG.warn(
                    "record left out topic={} offset={}: {}", record.topic(), record.offset(), unreadable.getMessage());
        }
    }
}
