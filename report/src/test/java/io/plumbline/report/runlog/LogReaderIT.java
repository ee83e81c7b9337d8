package io.plumbline.report.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.broker.BrokerSettings;
import io.plumbline.broker.EmbeddedBroker;
import io.plumbline.protocol.TopicCreator;
import io.plumbline.protocol.Topics;
import io.plumbline.service.KafkaSettings;
import io.plumbline.service.StartException;
import io.plumbline.testkit.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReaderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int RECORDS = 100;
    /** A record a fetch, so that most of the log is still to come when the broker goes. */
    private static final Map<String, String> SLOWLY =
            Map.of("consumer.max.poll.records", "1", "consumer.max.partition.fetch.bytes", "1000");

    @TempDir
    private Path directory;

    @Test
    void saysInOneSentenceThatTheBrokerWentAwayInTheMiddle() {
        // Given
        List<Long> read = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            Runnable goAway = broker::close;
            String topic = filled(broker);
            KafkaSettings kafka = new KafkaSettings(broker.bootstrapServers(), SLOWLY);
            try (LogReader log = LogReader.atBeginning(
                    kafka,
                    List.of(topic),
                    record -> {
                        read.add(record.offset());
                        goAway.run();
                    },
                    PATIENCE)) {

                // When, Then
                assertThatThrownBy(() -> log.catchUp(ReadProgress.NONE))
                        .isInstanceOf(StartException.class)
                        .hasMessageMatching(
                                "no answer from 127\\.0\\.0\\.1:\\d+ for 2 s, after \\d+ of 100 records of the"
                                        + " log: is the broker still running there\\?");
            }
        }
        assertThat(read).hasSizeBetween(1, RECORDS - 1);
    }

    @Test
    void readsAllThatIsThereAndTellsHowFarItIs() {
        // Given
        List<Long> told = new ArrayList<>();
        List<Long> read = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            String topic = filled(broker);
            try (LogReader log = LogReader.atBeginning(
                    KafkaSettings.of(broker.bootstrapServers()), List.of(topic), record -> read.add(record.offset()))) {

                // When
                log.catchUp((passed, all) -> told.add(passed));
            }
        }

        // Then
        assertThat(read).hasSize(RECORDS);
        assertThat(told).isSorted().endsWith((long) RECORDS);
    }

    @Test
    void saysWhereNobodyAnswers() {
        assertThatThrownBy(() -> LogReader.atBeginning(
                        KafkaSettings.of("127.0.0.1:1"), List.of("any"), record -> {}, Duration.ofMillis(300)))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("no answer from 127.0.0.1:1 within ");
    }

    private static String filled(EmbeddedBroker broker) {
        Topics topics = Topics.standard();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                TopicWriter writer = new TopicWriter(broker.bootstrapServers())) {
            TopicCreator.ensure(admin, topics, 1, (short) 1);
            for (int i = 0; i < RECORDS; i++) {
                writer.writeBytes(topics.runs().name(), "run", new byte[2_000]);
            }
        }
        return topics.runs().name();
    }
}
