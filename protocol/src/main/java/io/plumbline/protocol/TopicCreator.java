package io.plumbline.protocol;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates missing topics, and refuses an installation whose run-keyed topics differ in their number of partitions. */
public final class TopicCreator {

    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(15);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private TopicCreator() {}

    /**
     * Makes sure that all topics exist.
     *
     * @param admin client of the cluster
     * @param topics of the installation
     * @param partitions of a new topic, at least 1; where some topics exist, new ones get the number of those
     * @param replication of a new topic; −1 for the broker's default
     * @return the number of partitions of the run-keyed topics
     * @throws IllegalStateException if the run-keyed topics differ in their number of partitions
     * @throws KafkaException if the cluster does not answer
     */
    public static int ensure(Admin admin, Topics topics, int partitions, short replication) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1, was " + partitions);
        }
        Set<String> present = present(admin);
        Map<String, Integer> existing = partitionsOf(admin, topics, present);
        int wanted = existing.values().stream().findFirst().orElse(partitions);
        List<NewTopic> missing = new ArrayList<>();
        boolean limits = existing.size() < keyed(topics).count() && limitsItself(admin);
        for (Topic<?> topic : topics.all()) {
            if (!present.contains(topic.name())) {
                missing.add(new NewTopic(
                                topic.name(),
                                Optional.of(topic.keyed() ? wanted : 1),
                                replication < 0 ? Optional.empty() : Optional.of(replication))
                        .configs(settings(topic, limits)));
            }
        }
        if (missing.isEmpty()) {
            return check(existing, topics);
        }
        create(admin, missing);
        awaitVisible(admin, topics.all().stream().map(Topic::name).toList());
        return check(admin, topics);
    }

    /**
     * Waits until created topics can be found, for some seconds at most, and their partitions are led: they are in the
     * controller's log at once, in the brokers' metadata a moment later. A broker that does not lead a partition yet refuses
     * a first request and may take the one behind it; then the first is out of order for ever, and its records are lost
     * (KAFKA-15591, mended in Kafka 4.5).
     *
     * @return whether all can be
     * @throws KafkaException if the cluster does not answer
     */
    public static boolean awaitVisible(Admin admin, Collection<String> names) {
        long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        boolean visible = present(admin).containsAll(names);
        while (!visible && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            visible = present(admin).containsAll(names);
        }
        if (visible) {
            awaitLeaders(admin, names);
        }
        return visible;
    }

    /** Leaders alone know where a partition ends; until there is one, the client asks again. */
    private static void awaitLeaders(Admin admin, Collection<String> names) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        answer(admin.describeTopics(names).allTopicNames())
                .forEach((name, topic) -> topic.partitions()
                        .forEach(info -> ends.put(new TopicPartition(name, info.partition()), OffsetSpec.latest())));
        answer(admin.listOffsets(ends).all());
    }

    /**
     * Checks that all run-keyed topics exist with the same number of partitions, and returns it.
     *
     * @throws IllegalStateException if not
     */
    public static int check(Admin admin, Topics topics) {
        return check(partitionsOf(admin, topics, present(admin)), topics);
    }

    private static int check(Map<String, Integer> partitions, Topics topics) {
        for (Topic<?> topic : topics.all()) {
            if (topic.keyed() && !partitions.containsKey(topic.name())) {
                throw new IllegalStateException("topic " + topic.name() + " is missing");
            }
        }
        if (partitions.values().stream().distinct().count() > 1) {
            throw new IllegalStateException("topics keyed by run must have the same number of partitions, but have "
                    + partitions + ": delete or recreate those that differ");
        }
        return partitions.values().iterator().next();
    }

    /** Partitions of the run-keyed topics that exist, by name. */
    private static Map<String, Integer> partitionsOf(Admin admin, Topics topics, Set<String> present) {
        List<String> names = keyed(topics).filter(present::contains).toList();
        Map<String, Integer> partitions = new TreeMap<>();
        answer(admin.describeTopics(names).allTopicNames())
                .values()
                .forEach(
                        topic -> partitions.put(topic.name(), topic.partitions().size()));
        return partitions;
    }

    private static Stream<String> keyed(Topics topics) {
        return topics.all().stream().filter(Topic::keyed).map(Topic::name);
    }

    private static Set<String> present(Admin admin) {
        return answer(admin.listTopics().names());
    }

    /** Only the raw statistics fill disks: if the broker limits topics by itself, its limits hold for them. */
    private static Map<String, String> settings(Topic<?> topic, boolean limits) {
        Map<String, String> settings = new HashMap<>(topic.settings());
        if (limits && topic.retention().equals(Retention.TIME_AND_SIZE)) {
            settings.remove("retention.ms");
            settings.remove("retention.bytes");
        }
        return settings;
    }

    private static boolean limitsItself(Admin admin) {
        try {
            String id = admin.describeCluster().nodes().get().iterator().next().idString();
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, id);
            ConfigEntry bytes = admin.describeConfigs(List.of(broker))
                    .all()
                    .get()
                    .get(broker)
                    .get("log.retention.bytes");
            return bytes != null && bytes.source() != ConfigEntry.ConfigSource.DEFAULT_CONFIG;
        } catch (ExecutionException secret) {
            // This needs a permission that the login may lack; then the limits of the topic hold.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while reading the broker's limits", e);
        }
    }

    /** Waits for an answer; whatever went wrong is a {@link KafkaException}. */
    static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "the topics could not be read: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while reading the topics", e);
        }
    }

    private static void create(Admin admin, List<NewTopic> missing) {
        for (var creation : admin.createTopics(missing).values().entrySet()) {
            try {
                creation.getValue().get();
            } catch (ExecutionException e) {
                // Another service of the installation was quicker.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new KafkaException(
                            "topic " + creation.getKey() + " could not be created: "
                                    + e.getCause().getMessage(),
                            e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted while creating topics", e);
            }
        }
    }
}
