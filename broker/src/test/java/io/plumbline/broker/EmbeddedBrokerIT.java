package io.plumbline.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    private static final TopicPartition WORDS = new TopicPartition("words", 0);

    @TempDir
    Path directory;

    @Test
    void keepsTopicsRecordsAndPortOverARestart() throws Exception {
        // Given
        String address;
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            address = broker.bootstrapServers();
            write(address, "kept");
        }

        // When
        try (EmbeddedBroker again = EmbeddedBroker.start(BrokerSettings.in(directory))) {

            // Then
            assertThat(again.bootstrapServers()).isEqualTo(address);
            assertThat(again.directory()).isEqualTo(directory.toAbsolutePath());
            assertThat(read(address)).containsExactly("kept");
        }
    }

    @Test
    void refusesASecondStartOnTheSameDirectoryAndGoesOn() throws Exception {
        // Given
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {

            // When, Then
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerSettings.in(directory)))
                    .isInstanceOf(BrokerException.class)
                    .hasMessage("the data directory " + directory
                            + " is in use by a running broker: stop that one, or choose another directory");
            write(broker.bootstrapServers(), "still here");
            assertThat(read(broker.bootstrapServers())).containsExactly("still here");
        }
    }

    @Test
    void twoBrokersLiveSideBySideWithoutAWordOnTheConsole() throws Exception {
        // Given
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        System.setOut(new PrintStream(console, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));

        // When
        try (EmbeddedBroker one = EmbeddedBroker.start(BrokerSettings.in(directory.resolve("one")));
                EmbeddedBroker two = EmbeddedBroker.start(BrokerSettings.in(directory.resolve("two")))) {
            write(one.bootstrapServers(), "one");
            write(two.bootstrapServers(), "two");

            // Then
            assertThat(read(one.bootstrapServers())).containsExactly("one");
            assertThat(read(two.bootstrapServers())).containsExactly("two");
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(console.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static void write(String address, String value) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(WORDS.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(WORDS.topic(), "run", value)).get();
        }
    }

    private static List<String> read(String address) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(WORDS));
            consumer.seekToBeginning(List.of(WORDS));
            return consumer.poll(Duration.ofSeconds(20)).records(WORDS).stream()
                    .map(ConsumerRecord::value)
                    .toList();
        }
    }
}
