package io.plumbline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.Activation;
import io.plumbline.engine.Batch;
import io.plumbline.engine.MlpSpec;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.StepRecord;
import io.plumbline.protocol.Columns;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.ColumnKind;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.RunStarted;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepShard;
import io.plumbline.testkit.TopicReader;
import io.plumbline.trainer.FakeEngine;
import io.plumbline.trainer.resume.Claim;
import io.plumbline.trainer.resume.Continuation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublisherTest {

    /** Two shards: 4,096 nodes and one more. */
    private static final MlpSpec NETWORK = new MlpSpec(3, List.of(4097), 2, Activation.RELU);

    private static final Topics TOPICS = Topics.standard();

    /** Much shorter than in a run. */
    private static final Duration SILENCE = Duration.ofMillis(100);

    private static final RunKey KEY = new RunKey("r-1", 1);

    private final FakeEngine engine = new FakeEngine(NETWORK, Long.MAX_VALUE);
    private final StepRecord record = StepRecord.of(4097);
    private final GatedProducer producer = new GatedProducer();
    private final SentTimes sent = new SentTimes(2);
    private final Publisher publisher = new Publisher(
            KEY,
            TOPICS.stepStats(),
            4097,
            1,
            Continuation.fresh(new Claim(1, "")),
            sent,
            new Sender(producer.producer(), SILENCE),
            cause -> {});

    @AfterEach
    void close() {
        producer.open();
        publisher.close();
    }

    @Test
    void publishesAStepAsAllItsShardsInOrder() throws Exception {
        // Given
        producer.open();
        engine.step(new Batch(2, 3), record);
        ProbeRecord probe = new ProbeRecord(engine.layers());
        engine.probe(probe);
        Arrays.fill(probe.gateCurvatureColumn(), 0.25f);

        // When
        publisher.offer(header(1), record, Optional.of(probe));

        // Then
        await().untilAsserted(() -> assertThat(shards()).hasSize(2));
        StepShard last = shards().get(1);
        assertThat(last.getFirstNode()).isEqualTo(4096);
        assertThat(last.getNodes()).isEqualTo(1);
        assertThat(last.getShards()).isEqualTo(2);
        assertThat(last.getProbe().getLambda()).isEqualTo(2);
        float[] gamma = new float[1];
        Columns.read(last, ColumnKind.COLUMN_KIND_GAMMA, gamma);
        assertThat(gamma).containsExactly(record.gamma()[4096]);
        float[] gateCurvature = new float[1];
        Columns.read(last, ColumnKind.COLUMN_KIND_GATE_CURVATURE, gateCurvature);
        assertThat(gateCurvature).containsExactly(0.25f);
        assertThat(producer.records()).allMatch(sentRecord -> sentRecord.key().equals("r-1"));
    }

    @Test
    void dropsWholeStepsOldestFirstAndCountsThemButNoEvent() {
        // Given: the first step is under way and cannot be taken by Kafka
        step(1);
        await().until(() -> producer.isBlocked());

        // When
        for (int i = 2; i <= 5; i++) {
            step(i);
            publisher.event(TOPICS.runs(), started(i));
        }

        // Then
        assertThat(publisher.dropped()).isEqualTo(3);
        assertThat(publisher.waiting()).isEqualTo(1);
        producer.open();
        await().untilAsserted(() -> assertThat(shards())
                .extracting(StepShard::getStep, StepShard::getShard)
                .containsExactly(tuple(1L, 0), tuple(1L, 1), tuple(5L, 0), tuple(5L, 1)));
        assertThat(producer.records().stream()
                        .filter(each -> each.topic().equals(TOPICS.runs().name()))
                        .count())
                .isEqualTo(4);
    }

    @Test
    void waitsForRoomWhereNothingMayBeDropped() throws InterruptedException {
        // Given
        step(1);
        await().until(() -> producer.isBlocked());
        step(2);

        // When
        boolean inTime = publisher.put(header(3), record, Optional.empty(), Duration.ofMillis(20), () -> true);

        // Then
        assertThat(inTime).isFalse();
        assertThat(publisher.dropped()).isZero();
        producer.open();
        assertThat(publisher.put(header(3), record, Optional.empty(), Duration.ofSeconds(30), () -> true))
                .isTrue();
    }

    @Test
    void offersARecordAgainUntilTheProducerTakesIt() {
        // Given
        producer.open();
        producer.refuse(3);

        // When
        step(1);

        // Then
        await().untilAsserted(() -> assertThat(shards()).hasSize(2));
        assertThat(publisher.undelivered()).isZero();
    }

    @Test
    void saysWhenKafkaDoesNotAnswerAndWhenItDoesAgain() {
        // Given
        step(1);
        await().until(() -> publisher.trouble().isPresent());
        String trouble = publisher.trouble().orElseThrow();

        // When
        producer.open();

        // Then
        assertThat(trouble).startsWith("no answer from Kafka for ");
        await().untilAsserted(() -> assertThat(publisher.trouble()).isEmpty());
        assertThat(publisher.undelivered()).isZero();
    }

    @Test
    void remembersWhenDecisionStepsWerePublished() {
        // Given
        producer.open();

        // When
        long before = System.nanoTime();
        IntStream.rangeClosed(1, 2).forEach(i -> {
            step(i);
            await().until(() -> publisher.waiting() == 0);
        });

        // Then
        await().untilAsserted(() -> assertThat(sent.of(2)).isPresent());
        assertThat(sent.of(1)).isEmpty();
        assertThat(sent.of(2).orElseThrow()).isBetween(before, System.nanoTime());
    }

    @Test
    void sendsWhatWaitsBeforeItCloses() {
        // Given
        producer.open();
        step(1);

        // When
        publisher.close();

        // Then
        assertThat(shards()).hasSize(2);
        assertThat(publisher.undelivered()).isZero();
    }

    private void step(int number) {
        engine.step(new Batch(2, 3), record);
        publisher.offer(header(number), record, Optional.empty());
    }

    private static StepHeader header(long step) {
        return new StepHeader(step, 0, Optional.empty());
    }

    private static RunEvent started(long at) {
        return RunEvent.newBuilder()
                .setStarted(RunStarted.newBuilder().setRun("r-1").setAtMs(at))
                .build();
    }

    private List<StepShard> shards() {
        return producer.records().stream()
                .filter(each -> each.topic().equals(TOPICS.stepStats().name()))
                .map(PublisherTest::shard)
                .toList();
    }

    private static StepShard shard(ProducerRecord<String, byte[]> each) {
        StepEvent event = TopicReader.parse(TOPICS.stepStats(), each.value());
        assertThat(event.hasShard()).isTrue();
        return event.getShard();
    }
}
