package io.plumbline.trainer;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.TopicCreator;
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

/**
 * What a run finds in Kafka before it begins: topics, its partition, where decisions will come, and that nobody used its
 * id.
 *
 * @param partition of every record of the run
 * @param firstDecision offset from which on decisions may concern it
 */
record Preflight(int partition, long firstDecision) {

    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Creates topics that are missing, and sees that nobody has used the id.
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
            int partition = Utils.toPositive(Utils.murmur2(Utils.utf8(run))) % partitions;
            requireUnused(config.topics().runs(), reader, partition, run);
            TopicPartition decisions =
                    new TopicPartition(config.topics().maskChanges().name(), partition);
            return new Preflight(
                    partition, reader.endOffsets(List.of(decisions)).get(decisions));
        } catch (ExecutionException unreachable) {
            throw new StartException(sentence(config, unreachable.getCause()), unreachable);
        } catch (KafkaException | IllegalStateException refused) {
            throw new StartException(sentence(config, refused), refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while looking for Kafka", interrupted);
        }
    }

    private static String sentence(TrainerConfig config, Throwable cause) {
        return KafkaTrouble.sentence(config.kafka(), cause);
    }

    private static void requireUnused(
            Topic<RunEvent> runs, Consumer<String, byte[]> reader, int partition, String run) {
        TopicPartition place = new TopicPartition(runs.name(), partition);
        reader.assign(List.of(place));
        reader.seekToBeginning(List.of(place));
        long end = reader.endOffsets(List.of(place)).get(place);
        while (reader.position(place) < end) {
            for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
                if (run.equals(record.key()) && isManifest(runs, record.value())) {
                    throw new ConfigurationException(List.of("run id '" + run
                            + "' is used: give another by --run, or leave it out to have one generated"));
                }
            }
        }
    }

    private static boolean isManifest(Topic<RunEvent> runs, byte[] value) {
        try {
            return runs.parse(value).hasManifest();
        } catch (BadRecordException unreadable) {
            return false;
        }
    }
}
