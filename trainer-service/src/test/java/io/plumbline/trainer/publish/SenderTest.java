package io.plumbline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.RunStarted;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.trainer.resume.Claim;
import io.plumbline.trainer.resume.Continuation;
import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SenderTest {

    private static final Topics TOPICS = Topics.standard();

    /** Answers when it is told to. */
    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());

    private final Publisher publisher = new Publisher(
            new RunKey("r-1", 1),
            TOPICS.stepStats(),
            8,
            1,
            Continuation.fresh(new Claim(1, "")),
            new SentTimes(2),
            new Sender(kafka),
            cause -> {});

    @AfterEach
    void close() {
        while (kafka.completeNext()) {
            // What is still under way.
        }
        publisher.close();
    }

    @Test
    void sendsNothingBehindTheFirstRecordOfATopicBeforeThatIsInTheLog() {
        // When
        publisher.event(TOPICS.stepStats(), StepEvent.getDefaultInstance());
        publisher.event(TOPICS.runs(), started(1));
        publisher.event(TOPICS.runs(), started(2));
        publisher.event(TOPICS.runs(), started(3));

        // Then: a first record stands alone, later ones follow each other at once
        await().untilAsserted(() -> assertThat(kafka.history())
                .extracting(ProducerRecord::topic)
                .containsExactly(TOPICS.stepStats().name()));
        kafka.completeNext();
        await().during(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(kafka.history()).hasSize(2));
        kafka.completeNext();
        await().untilAsserted(() -> assertThat(kafka.history()).hasSize(4));
        assertThat(publisher.undelivered()).isZero();
    }

    @Test
    void sendsTheLastEventOnceAllBeforeItIsInTheLog() {
        // Given: no first records any more
        publisher.event(TOPICS.stepStats(), StepEvent.getDefaultInstance());
        publisher.event(TOPICS.runs(), started(1));
        await().until(kafka::completeNext);
        await().until(kafka::completeNext);

        // When
        publisher.event(TOPICS.stepStats(), StepEvent.getDefaultInstance());
        publisher.last(TOPICS.runs(), started(2));

        // Then
        await().during(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(kafka.history()).hasSize(3));
        assertThat(publisher.isSettled()).isFalse();
        kafka.completeNext();
        await().untilAsserted(() -> assertThat(kafka.history()).hasSize(4));
        kafka.completeNext();
        assertThat(publisher.isSettled()).isTrue();
    }

    @Test
    void givesTheLastEventUpWhereWhatIsBeforeItNeverReachesTheLog() {
        // Given
        publisher.event(TOPICS.stepStats(), StepEvent.getDefaultInstance());
        publisher.event(TOPICS.runs(), started(1));
        await().until(kafka::completeNext);
        await().until(kafka::completeNext);
        publisher.event(TOPICS.stepStats(), StepEvent.getDefaultInstance());
        publisher.last(TOPICS.runs(), started(2));

        // When
        publisher.close(Duration.ofMillis(50));

        // Then
        assertThat(kafka.history()).hasSize(3);
        assertThat(publisher.undelivered()).isPositive();
        assertThat(publisher.isSettled()).isFalse();
    }

    private static RunEvent started(long atMs) {
        return RunEvent.newBuilder()
                .setStarted(RunStarted.newBuilder().setRun("r-1").setAtMs(atMs))
                .build();
    }
}
