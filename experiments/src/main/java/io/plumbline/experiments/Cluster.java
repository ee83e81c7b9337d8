package io.plumbline.experiments;

import io.plumbline.protocol.TopicCreator;
import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.KafkaTrouble;
import io.plumbline.service.StartException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Where runs are made.
 *
 * @param kafka of broker and gate
 * @param topics of the installation
 * @param logs folder for the logs of trainer processes
 * @param main class with the command line, for trainer processes
 */
public record Cluster(KafkaSettings kafka, Topics topics, Path logs, String main) {

    /** The statistics of hundreds of runs would fill a disk, and they are not needed once a run has its result. */
    private static final long STATISTICS_BYTES = 256L << 20;

    private static final long SEGMENT_BYTES = 64L << 20;

    /**
     * Makes sure that all topics exist.
     *
     * @param bounded whether the size of the statistics is bounded: only on a broker that no one else uses
     * @throws StartException if Kafka cannot be reached or its topics do not fit
     */
    public Cluster prepared(boolean bounded) {
        try (Admin admin = Admin.create(kafka.admin("compare-admin"))) {
            admin.describeCluster().clusterId().get();
            TopicCreator.ensure(admin, topics, Topics.DEFAULT_PARTITIONS, (short) -1);
            if (bounded) {
                bound(admin);
            }
            return this;
        } catch (ExecutionException | KafkaException | IllegalStateException refused) {
            throw new StartException(KafkaTrouble.sentence(kafka, refused), refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while looking for Kafka", interrupted);
        }
    }

    private void bound(Admin admin) throws ExecutionException, InterruptedException {
        ConfigResource statistics =
                new ConfigResource(ConfigResource.Type.TOPIC, topics.stepStats().name());
        Map<ConfigResource, Collection<AlterConfigOp>> changes = Map.of(
                statistics,
                List.of(
                        set(TopicConfig.RETENTION_BYTES_CONFIG, STATISTICS_BYTES),
                        set(TopicConfig.SEGMENT_BYTES_CONFIG, SEGMENT_BYTES)));
        admin.incrementalAlterConfigs(changes).all().get();
    }

    private static AlterConfigOp set(String key, long value) {
        return new AlterConfigOp(new ConfigEntry(key, Long.toString(value)), OpType.SET);
    }

    WorkerProcess worker(int number) {
        Assignment.Connection connection =
                new Assignment.Connection(kafka.bootstrapServers(), kafka.properties(), topics.prefix());
        return WorkerProcess.start(main, connection, logs.resolve("trainer-" + number + ".log"));
    }
}
