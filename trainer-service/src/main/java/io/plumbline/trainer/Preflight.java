package io.plumbline.trainer;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Role;
import io.plumbline.protocol.TopicCreator;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.log.LogStretch;
import io.plumbline.protocol.log.RunRecordReader;
import io.plumbline.protocol.log.RunRecords;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.KafkaTrouble;
import io.plumbline.service.StartException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a run checks in Kafka before it begins: the topics, its partition, and that its id is new unless it goes on.
 *
 * @param partition of every record of the run
 */
record Preflight(int partition) {

    private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Creates topics that are missing, and checks that the id of a run that does not go on was never used.
     *
     * @throws StartException if Kafka cannot be reached or its topics do not fit
     * @throws ConfigurationException if the id is used
     */
    static Preflight of(TrainerConfig config, String run) {
        try (Admin admin = Admin.create(config.kafka().admin("trainer-admin"));
                Consumer<String, byte[]> reader =
                        new KafkaConsumer<>(config.kafka().consumer("trainer-start"))) {
            admin.describeCluster().clusterId().get();
            int partitions = TopicCreator.ensure(admin, config.topics(), config.partitions(), (short) -1);
            Role.TRAINER.require(admin, config.topics());
            int partition = Utils.toPositive(Utils.murmur2(Utils.utf8(run))) % partitions;
            if (!config.resume()) {
                requireUnused(config.topics(), reader, partition, run);
            }
            return new Preflight(partition);
        } catch (ExecutionException unreachable) {
            throw new StartException(sentence(config, unreachable.getCause()), unreachable);
        } catch (KafkaException | IllegalStateException refused) {
            throw new StartException(sentence(config, refused), refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while looking for Kafka", interrupted);
        }
    }

    static String sentence(TrainerConfig config, Throwable cause) {
        return KafkaTrouble.sentence(config.kafka(), cause);
    }

    private static void requireUnused(Topics topics, Consumer<String, byte[]> reader, int partition, String run) {
        RunRecordReader<String> events = RunRecordReader.ofText(topics);
        LogStretch<String> runs = LogStretch.whole(
                reader, List.of(new TopicPartition(topics.runs().name(), partition)));
        while (runs.left() > 0) {
            runs.readOn(POLL, record -> requireOther(events, record, run));
        }
    }

    private static void requireOther(
            RunRecordReader<String> events, ConsumerRecord<String, byte[]> record, String run) {
        if (!run.equals(record.key())) {
            return;
        }
        try {
            events.read(record, new Refusal());
        } catch (BadRecordException unreadable) {
            // Not a readable manifest, so it claims no id.
            LOG.debug(
                    "record left out topic={} offset={}: {}", record.topic(), record.offset(), unreadable.getMessage());
        }
    }

    /** Refuses an id that has a manifest. */
    private static final class Refusal implements RunRecords {

        @Override
        public void accept(RunEvent event, String run, long atMs) {
            if (event.hasManifest()) {
                throw new ConfigurationException(List.of(
                        "run id '" + run + "' is used: give another by --run, or leave it out to have one generated"));
            }
        }
    }
}
