package io.plumbline.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What each kind of process does at Kafka, as the rights that its login needs where the cluster asks for them: enough to
 * work on topics that exist, and nothing beside. Reading or writing a topic includes describing it.
 */
public enum Role {
    /** Writes statistics, losses and acknowledgements; reads decisions, whether its id is used, and what it said itself. */
    TRAINER {
        @Override
        Stream<Right> own(Topics topics) {
            return Stream.of(
                    topic(topics.runs(), AclOperation.READ, AclOperation.WRITE),
                    topic(topics.stepStats(), AclOperation.READ, AclOperation.WRITE),
                    topic(topics.evaluations(), AclOperation.READ, AclOperation.WRITE),
                    topic(topics.maskAcks(), AclOperation.READ, AclOperation.WRITE),
                    topic(topics.maskChanges(), AclOperation.READ));
        }
    },
    /** Reads statistics and writes decisions in one transaction; its state lies in topics of its own. */
    GATE {
        @Override
        Stream<Right> own(Topics topics) {
            String group = topics.gateGroup();
            return Stream.of(
                    topic(topics.stepStats(), AclOperation.READ),
                    topic(topics.maskChanges(), AclOperation.WRITE),
                    topic(topics.conditions(), AclOperation.WRITE),
                    topic(topics.deadLetters(), AclOperation.WRITE),
                    new Right(
                            ResourceType.TOPIC,
                            PatternType.PREFIXED,
                            group + "-",
                            AclOperation.CREATE,
                            AclOperation.READ,
                            AclOperation.WRITE),
                    new Right(ResourceType.GROUP, PatternType.LITERAL, group, AclOperation.READ),
                    new Right(ResourceType.TRANSACTIONAL_ID, PatternType.PREFIXED, group + "-", AclOperation.WRITE));
        }
    },
    /** Reads everything but statistics; asks how far the gates are, and keeps what it cannot read. */
    METRICS {
        @Override
        Stream<Right> own(Topics topics) {
            return Stream.concat(
                    told(topics),
                    Stream.of(
                            topic(topics.deadLetters(), AclOperation.WRITE),
                            new Right(
                                    ResourceType.GROUP,
                                    PatternType.LITERAL,
                                    topics.gateGroup(),
                                    AclOperation.DESCRIBE)));
        }
    },
    /** Reports: reads what runs say. */
    READER {
        @Override
        Stream<Right> own(Topics topics) {
            return told(topics);
        }
    };

    abstract Stream<Right> own(Topics topics);

    /**
     * Returns the rights as Kafka's entries, from any host.
     *
     * @param topics of the installation
     * @param principal who gets them, such as {@code User:gate}
     */
    public List<AclBinding> acls(Topics topics, String principal) {
        List<AclBinding> entries = new ArrayList<>();
        // Whoever starts looks whether all topics are there.
        Right all = new Right(ResourceType.TOPIC, PatternType.PREFIXED, topics.prefix() + ".", AclOperation.DESCRIBE);
        Stream.concat(Stream.of(all), own(topics))
                .forEach(right -> right.operations()
                        .forEach(operation -> entries.add(new AclBinding(
                                new ResourcePattern(right.type(), right.name(), right.pattern()),
                                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)))));
        return List.copyOf(entries);
    }

    /**
     * Checks that a login may do on the topics what the role does, so that who lacks a right hears it at the start and not in
     * the middle of a run. Brokers that ask for no rights allow everything.
     *
     * @param admin client with that login
     * @param topics of the installation, which exist
     * @throws TopicAuthorizationException where it may not; names operation and topic
     * @throws KafkaException if the cluster does not answer
     */
    public void require(Admin admin, Topics topics) {
        List<Right> needed = own(topics).filter(Right::isOfOneTopic).toList();
        Map<String, TopicDescription> described = TopicCreator.answer(admin.describeTopics(
                        needed.stream().map(Right::name).toList(),
                        new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .allTopicNames());
        for (Right right : needed) {
            Set<AclOperation> allowed = described.get(right.name()).authorizedOperations();
            for (AclOperation operation : right.operations()) {
                if (allowed != null && !allowed.contains(operation)) {
                    throw new TopicAuthorizationException(
                            "it may not " + operation.name().toLowerCase(Locale.ROOT) + " " + right.name());
                }
            }
        }
    }

    private static Stream<Right> told(Topics topics) {
        return Stream.of(
                        topics.runs(),
                        topics.evaluations(),
                        topics.conditions(),
                        topics.maskChanges(),
                        topics.maskAcks())
                .map(topic -> topic(topic, AclOperation.READ));
    }

    private static Right topic(Topic<?> topic, AclOperation... operations) {
        return new Right(ResourceType.TOPIC, PatternType.LITERAL, topic.name(), operations);
    }

    /** Operations on a resource. */
    record Right(ResourceType type, PatternType pattern, String name, List<AclOperation> operations) {

        Right(ResourceType type, PatternType pattern, String name, AclOperation... operations) {
            this(type, pattern, name, Arrays.asList(operations));
        }

        boolean isOfOneTopic() {
            return type == ResourceType.TOPIC && pattern == PatternType.LITERAL;
        }
    }
}
