package io.plumbline.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KafkaOutagesTest {

    private static final String SERVERS = "127.0.0.1:9092";

    private final KafkaOutages outages = new KafkaOutages(SERVERS, Duration.ofSeconds(6), at(0));

    private static long at(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void saysNothingOfASilenceShorterThanItsPatienceAndIsNotUp() {
        // When
        var change = outages.unanswered("", at(3));

        // Then
        assertThat(change).isEmpty();
        assertThat(outages.cause(at(3))).isPresent();
        assertThat(outages.outage(at(3))).isEmpty();
    }

    @Test
    void saysOnceThatItWaitsAndOnceThatKafkaCame() {
        // Given
        outages.unanswered("", at(3));

        // When
        var waiting = outages.unanswered("refused", at(6));

        // Then
        assertThat(waiting).contains(new KafkaChange.Waiting(SERVERS, "refused"));
        assertThat(outages.outage(at(6))).isPresent().isEqualTo(outages.cause(at(6)));
        assertThat(waiting.get().sentence())
                .isEqualTo("No answer from Kafka at 127.0.0.1:9092 yet (refused): waiting for it.");
        assertThat(outages.unanswered("refused", at(600))).isEmpty();
        assertThat(outages.answered(at(725)))
                .map(KafkaChange::sentence)
                .contains("Kafka at 127.0.0.1:9092 answers, after 12 min 5 s.");
        assertThat(outages.count()).isZero();
    }

    @Test
    void saysNothingOfAKafkaThatIsThereAtOnce() {
        // When
        var change = outages.answered(at(1));

        // Then
        assertThat(change).isEmpty();
        assertThat(outages.isUp()).isTrue();
        assertThat(outages.isUpFor(Duration.ofMinutes(1), at(1))).isTrue();
        assertThat(outages.cause(at(1))).isEmpty();
    }

    @Test
    void saysOnceThatKafkaIsLostAndOnceForHowLongItWas() {
        // Given
        outages.answered(at(10));

        // When
        var soon = outages.unanswered("", at(15));
        var lost = outages.unanswered("", at(17));

        // Then
        assertThat(soon).isEmpty();
        assertThat(lost)
                .map(KafkaChange::sentence)
                .contains("Kafka at 127.0.0.1:9092 is lost: no answer for 7 s. Waiting for it.");
        assertThat(outages.unanswered("connection refused", at(60))).isEmpty();
        assertThat(outages.isUp()).isFalse();
        assertThat(outages.cause(at(100))).contains("no answer from 127.0.0.1:9092 for 1 min 30 s: connection refused");
        assertThat(outages.answered(at(100)))
                .map(KafkaChange::sentence)
                .contains("Kafka at 127.0.0.1:9092 is back, after 1 min 30 s.");
        assertThat(outages.isUp()).isTrue();
        assertThat(outages.isUpFor(Duration.ofMinutes(1), at(159))).isFalse();
        assertThat(outages.isUpFor(Duration.ofMinutes(1), at(160))).isTrue();
    }

    @Test
    void countsEveryOutageOnce() {
        // Given
        outages.answered(at(0));

        // When
        for (long round = 1; round <= 3; round++) {
            outages.unanswered("", at(100 * round));
            outages.unanswered("", at(100 * round + 1));
            outages.answered(at(100 * round + 2));
        }

        // Then
        assertThat(outages.count()).isEqualTo(3);
    }

    @Test
    void isDownUntilTheFirstAnswer() {
        // When
        var cause = outages.cause(at(2));

        // Then
        assertThat(outages.isUp()).isFalse();
        assertThat(cause).contains("no answer from 127.0.0.1:9092 yet, asked for 2 s");
    }

    @Test
    void saysOnceThatKafkaRefusesUs() {
        // When
        var refused = outages.refused("bad password");

        // Then
        assertThat(refused)
                .map(KafkaChange::sentence)
                .contains("Kafka at 127.0.0.1:9092 refuses this service: bad password. Check the settings that begin"
                        + " with kafka.");
        assertThat(outages.refused("bad password")).isEmpty();
        assertThat(outages.isUp()).isFalse();
    }
}
