package io.plumbline.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.plumbline.protocol.Role;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import io.plumbline.testkit.Checkout;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Strimzi is told: topics as the services create them, rights as they need them, and no field that it does not know. */
class KafkaResourcesTest {

    private static final String FOLDER = "k8s/components/strimzi/";
    private static final Topics TOPICS = Topics.standard();
    private static final Map<String, Class<?>> KINDS = Map.of(
            "Kafka", Kafka.class,
            "KafkaNodePool", KafkaNodePool.class,
            "KafkaTopic", KafkaTopic.class,
            "KafkaUser", KafkaUser.class);

    /** Strimzi's classes keep fields that they do not know; here they are refused. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    @ParameterizedTest
    @ValueSource(strings = {"kafka.yaml", "topics.yaml", "users.yaml"})
    void areOfFieldsThatStrimziKnows(String file) throws Exception {
        List<JsonNode> resources = Checkout.trees(Checkout.file(FOLDER + file));
        assertThat(resources).isNotEmpty();
        for (JsonNode resource : resources) {
            Class<?> kind = KINDS.get(resource.path("kind").asText());
            assertThat(STRICT.treeToValue(resource, kind)).isNotNull();
            assertThat(resource.path("apiVersion").asText()).isEqualTo("kafka.strimzi.io/v1");
        }
    }

    @Test
    void wouldBeRefusedWithAFieldThatStrimziDoesNotKnow() {
        JsonNode topic =
                Checkout.trees("{kind: KafkaTopic, spec: {partitons: 4}}").get(0);
        assertThatThrownBy(() -> STRICT.treeToValue(topic, KafkaTopic.class)).hasMessageContaining("partitons");
    }

    @Test
    void haveEveryTopicAsTheServicesWouldCreateIt() {
        // When
        Map<String, Map<String, String>> told = new TreeMap<>();
        for (JsonNode topic : Checkout.trees(Checkout.file(FOLDER + "topics.yaml"))) {
            Map<String, String> settings = new TreeMap<>();
            topic.at("/spec/config")
                    .properties()
                    .forEach(entry ->
                            settings.put(entry.getKey(), entry.getValue().asText()));
            settings.put("partitions", topic.at("/spec/partitions").asText());
            told.put(topic.at("/metadata/name").asText(), settings);
        }

        // Then
        Map<String, Map<String, String>> created = new TreeMap<>();
        for (Topic<?> topic : TOPICS.all()) {
            Map<String, String> settings = new TreeMap<>(topic.settings());
            settings.put("partitions", topic.keyed() ? Integer.toString(Topics.DEFAULT_PARTITIONS) : "1");
            created.put(topic.name(), settings);
        }
        assertThat(told).isEqualTo(created);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void giveEveryRoleItsRightsAndNoOther(Role role) {
        // When
        String name = "plumbline-" + role.name().toLowerCase(Locale.ROOT);
        JsonNode user = Checkout.trees(Checkout.file(FOLDER + "users.yaml")).stream()
                .filter(resource -> resource.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
        Set<String> told = new TreeSet<>();
        for (JsonNode acl : user.at("/spec/authorization/acls")) {
            for (JsonNode operation : acl.path("operations")) {
                JsonNode resource = acl.path("resource");
                told.add(Stream.of("type", "name", "patternType")
                                .map(part -> resource.path(part).asText())
                                .reduce("", (all, part) -> all + part + " ")
                        + operation.asText());
            }
        }

        // Then
        Set<String> needed = new TreeSet<>();
        role.acls(TOPICS, "User:any").forEach(acl -> needed.add(inWordsOfStrimzi(acl)));
        assertThat(told).isEqualTo(needed);
    }

    private static String inWordsOfStrimzi(AclBinding acl) {
        String type = acl.pattern().resourceType().name().equals("TRANSACTIONAL_ID")
                ? "transactionalId"
                : acl.pattern().resourceType().name().toLowerCase(Locale.ROOT);
        String pattern = acl.pattern().patternType().name().equals("PREFIXED") ? "prefix" : "literal";
        String operation = acl.entry().operation().name();
        return type + " " + acl.pattern().name() + " " + pattern + " " + operation.charAt(0)
                + operation.substring(1).toLowerCase(Locale.ROOT);
    }
}
