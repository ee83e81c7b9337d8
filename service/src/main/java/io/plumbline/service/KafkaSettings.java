package io.plumbline.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How every client of a service reaches Kafka.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param properties passed through to the clients: a name such as {@code security.protocol} to all of them, {@code
 *     producer.…}, {@code consumer.…} and {@code admin.…} to one kind, over what Plumbline sets itself; properties that
 *     its promises need ({@code isolation.level}, {@code acks}, …) are refused
 */
public record KafkaSettings(String bootstrapServers, Map<String, String> properties) {

    /** Checks the components. */
    public KafkaSettings {
        properties = Map.copyOf(properties);
        KafkaChecks.address(bootstrapServers).ifPresent(KafkaSettings::refuse);
        properties.forEach((key, value) -> KafkaChecks.property(key, value).ifPresent(KafkaSettings::refuse));
    }

    /** Returns settings without pass-through. */
    public static KafkaSettings of(String bootstrapServers) {
        return new KafkaSettings(bootstrapServers, Map.of());
    }

    /** Reads {@code bootstrap-servers} and {@code kafka.*}; every property that Kafka would refuse is one error. */
    public static KafkaSettings read(Configuration configuration) {
        String example = "localhost:9092";
        String servers = configuration.required("bootstrap-servers", example);
        if (KafkaChecks.address(servers).isPresent()) {
            configuration.reject(KafkaChecks.address(servers).get());
            servers = example;
        }
        Map<String, String> accepted = new TreeMap<>();
        configuration
                .below("kafka")
                .forEach((key, value) -> KafkaChecks.property(key, value)
                        .ifPresentOrElse(configuration::reject, () -> accepted.put(key, value)));
        return new KafkaSettings(servers, accepted);
    }

    /**
     * Returns the properties of a producer: idempotent, acknowledged by all, sent at once; text keys, bytes as values
     * unless serializers are handed to its constructor.
     */
    public Properties producer(String clientId) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put(ProducerConfig.ACKS_CONFIG, "all");
        own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        own.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        own.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class.getName());
        own.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        return client("producer", clientId, own);
    }

    /**
     * Returns the properties of a consumer without group: committed records only, from the earliest, nothing committed
     * by itself; text keys, bytes as values unless deserializers are handed to its constructor.
     */
    public Properties consumer(String clientId) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        own.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        own.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return client("consumer", clientId, own);
    }

    /** Returns the properties of an admin client. */
    public Properties admin(String clientId) {
        return client("admin", clientId, Map.of());
    }

    /** Returns the properties of a Kafka Streams application, its prefixed ones ({@code producer.…}) as they are. */
    public Properties streams(String applicationId) {
        Properties streams = new Properties();
        properties.forEach(streams::setProperty);
        streams.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        streams.setProperty("application.id", applicationId);
        return streams;
    }

    /** Hides secrets. */
    @Override
    public String toString() {
        Map<String, String> shown = new TreeMap<>(properties);
        shown.replaceAll(Secrets::shown);
        return "KafkaSettings[bootstrapServers=" + bootstrapServers + ", properties=" + shown + "]";
    }

    private Properties client(String role, String clientId, Map<String, String> own) {
        Properties client = new Properties();
        client.putAll(own);
        properties.forEach((key, value) -> {
            if (!KafkaChecks.hasRole(key)) {
                client.setProperty(key, value);
            }
        });
        properties.forEach((key, value) -> {
            if (key.startsWith(role + ".")) {
                client.setProperty(key.substring(role.length() + 1), value);
            }
        });
        client.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        client.setProperty(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return client;
    }

    private static void refuse(String sentence) {
        throw new IllegalArgumentException(sentence);
    }
}
