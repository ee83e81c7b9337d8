package io.plumbline.metrics;

import io.plumbline.protocol.Role;
import io.plumbline.protocol.TopicCreator;
import io.plumbline.service.Closing;
import io.plumbline.service.KafkaTrouble;
import io.plumbline.service.KafkaWatch;
import io.plumbline.service.Registry;
import io.plumbline.service.StartException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the service reading: waits for Kafka, creates missing topics, reads; and after a failure that passes, does all
 * of it again with new clients. Everything that needs Kafka happens here, so that nothing else waits for it.
 *
 * @param config of the service
 * @param kafka says whether it answers
 * @param registry gets the meters of the clients
 * @param refusals gets the producer of dead letters
 * @param reader that reads
 * @param console receives a sentence that says why reading begins again although Kafka answers
 */
record Reading(
        MetricsConfig config,
        KafkaWatch kafka,
        Registry registry,
        Refusals refusals,
        LogReader reader,
        Consumer<String> console) {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** A dead letter must not delay the reading for long. */
    private static final String DEAD_LETTER_BLOCKS_MS = "5000";

    /**
     * Reads until it is interrupted.
     *
     * @throws StartException in one sentence, where trying again would not help
     */
    void run() throws InterruptedException {
        String lastWord = "";
        while (!Thread.currentThread().isInterrupted()) {
            kafka.awaitUp();
            try {
                read(new Closing());
            } catch (KafkaException failed) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                refuse(failed);
                LOG.warn("reading begins again in {}", PAUSE, failed);
                lastWord = said(failed, lastWord);
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        }
    }

    private void read(Closing clients) {
        try {
            int partitions = partitions();
            refusals.sendBy(producer(clients));
            reader.read(consumer(clients), partitions);
        } finally {
            // Clients throw if an interrupted thread closes them.
            boolean interrupted = Thread.interrupted();
            clients.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void refuse(KafkaException failed) {
        Optional<String> refusal = KafkaTrouble.refusal(config.kafka(), failed);
        if (refusal.isPresent()) {
            throw new StartException("The metrics service cannot go on: " + refusal.get(), failed);
        }
    }

    /** The same trouble is reported once. */
    private String said(KafkaException failed, String lastWord) {
        String word = KafkaTrouble.sentence(config.kafka(), failed);
        if (kafka.isUp() && !word.equals(lastWord)) {
            console.accept("The metrics service tries again: " + word + ".");
        }
        return word;
    }

    private int partitions() {
        try (Admin admin = Admin.create(config.kafka().admin("plumbline-metrics-admin"))) {
            int partitions = TopicCreator.ensure(admin, config.topics(), config.partitions(), config.replication());
            Role.METRICS.require(admin, config.topics());
            return partitions;
        } catch (IllegalStateException unfit) {
            throw new StartException("The metrics service cannot go on: " + unfit.getMessage(), unfit);
        }
    }

    private Producer<byte[], byte[]> producer(Closing clients) {
        Properties properties = config.kafka().producer("plumbline-metrics-dead-letters");
        properties.putIfAbsent("max.block.ms", DEAD_LETTER_BLOCKS_MS);
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        clients.add(() -> producer.close(PAUSE));
        clients.add(registry.bind(producer));
        return producer;
    }

    private KafkaConsumer<byte[], byte[]> consumer(Closing clients) {
        Properties properties = config.kafka().consumer("plumbline-metrics-reader");
        properties.putIfAbsent("max.poll.records", "2000");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        clients.add(() -> consumer.close(CloseOptions.timeout(PAUSE)));
        clients.add(registry.bind(consumer));
        return consumer;
    }
}
