package io.plumbline.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.KafkaTrouble;
import io.plumbline.service.KafkaWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far the gate is behind in step-stats: {@code plumbline_gate_lag_records} by partition and {@code
 * plumbline_gate_oldest_unread_seconds}. Reads the offsets that the gate has committed, which outlive it: a dead gate is as
 * visible as a slow one. Needs the right to describe the gate's group; without it the meters are NaN and the log says why once.
 */
final class GateWatch {

    private static final Logger LOG = LoggerFactory.getLogger(GateWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final KafkaSettings kafka;
    private final Topics topics;
    private final KafkaWatch watch;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Set<Integer> shown = ConcurrentHashMap.newKeySet();
    private volatile Optional<GateBacklog> backlog = Optional.empty();
    private String lastWord = "";

    /** Shows nothing until it runs. */
    GateWatch(KafkaSettings kafka, Topics topics, KafkaWatch watch, MeterRegistry registry, Clock clock) {
        this.kafka = kafka;
        this.topics = topics;
        this.watch = watch;
        this.registry = registry;
        this.clock = clock;
        Gauge.builder("plumbline.gate.oldest.unread", this::waitingSeconds)
                .description("How long the oldest record of step-stats has waited for a gate; 0: all is read")
                .baseUnit("seconds")
                .register(registry);
    }

    private double waitingSeconds() {
        return backlog.map(known -> known.waitingSeconds(clock.millis())).orElse(Double.NaN);
    }

    private double lag(int partition) {
        return backlog.map(GateBacklog::records)
                .map(records -> records.get(partition))
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }

    /** Looks again and again until it is interrupted. */
    void run() throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            watch.awaitUp();
            try (Admin admin = Admin.create(kafka.admin("plumbline-metrics-gate-watch"));
                    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                            kafka.consumer("plumbline-metrics-gate-watch"),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer())) {
                while (watch.isUp()) {
                    look(admin, consumer);
                    TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
                }
            } catch (KafkaException failed) {
                unknown(failed);
                TimeUnit.NANOSECONDS.sleep(EVERY.toNanos());
            }
        }
    }

    private void unknown(KafkaException failed) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        backlog = Optional.empty();
        String word = KafkaTrouble.sentence(kafka, failed);
        if (!word.equals(lastWord)) {
            LOG.warn("how far the gate is behind is not known: {}", word);
        }
        lastWord = word;
    }

    private void look(Admin admin, KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        List<TopicPartition> partitions = partitions(admin);
        Map<Integer, Long> begin = offsets(admin, partitions, OffsetSpec.earliest());
        Map<Integer, Long> read = committed(admin);
        Map<Integer, Long> end = offsets(admin, partitions, OffsetSpec.latest());
        GateBacklog now = GateBacklog.of(read, begin, end);
        backlog = Optional.of(now.isEmpty() ? now : now.since(oldest(consumer, now, end)));
        end.keySet().stream().filter(shown::add).forEach(this::show);
        lastWord = "";
    }

    private void show(int partition) {
        Gauge.builder("plumbline.gate.lag.records", () -> lag(partition))
                .description("Records of step-stats that the gate has not read; NaN while that is not known")
                .tag("partition", Integer.toString(partition))
                .register(registry);
    }

    private List<TopicPartition> partitions(Admin admin) throws InterruptedException {
        String topic = topics.stepStats().name();
        int count = answer(admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()
                .size();
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    private Map<Integer, Long> committed(Admin admin) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                answer(admin.listConsumerGroupOffsets(topics.gateGroup()).partitionsToOffsetAndMetadata());
        Map<Integer, Long> read = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            if (partition.topic().equals(topics.stepStats().name()) && offset != null) {
                read.put(partition.partition(), offset.offset());
            }
        });
        return read;
    }

    private static Map<Integer, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
        return answer(admin.listOffsets(asked).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().partition(),
                        entry -> entry.getValue().offset()));
    }

    /** Returns the time of the oldest unread record: each partition's first one is fetched. */
    private OptionalLong oldest(KafkaConsumer<byte[], byte[]> consumer, GateBacklog now, Map<Integer, Long> end) {
        Set<TopicPartition> behind = now.records().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> new TopicPartition(topics.stepStats().name(), entry.getKey()))
                .collect(Collectors.toSet());
        consumer.assign(behind);
        behind.forEach(partition -> consumer.seek(
                partition, end.get(partition.partition()) - now.records().get(partition.partition())));
        OptionalLong oldest = OptionalLong.empty();
        long until = System.nanoTime() + ANSWER_WITHIN.toNanos();
        while (!consumer.assignment().isEmpty() && System.nanoTime() < until) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                oldest = OptionalLong.of(Math.min(oldest.orElse(Long.MAX_VALUE), record.timestamp()));
                behind.remove(new TopicPartition(record.topic(), record.partition()));
            }
            consumer.assign(behind);
        }
        return oldest;
    }

    private static <T> T answer(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(failed.getCause());
        } catch (TimeoutException late) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer within " + ANSWER_WITHIN, late);
        }
    }
}
