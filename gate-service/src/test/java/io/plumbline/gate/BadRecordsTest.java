package io.plumbline.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.plumbline.protocol.Columns;
import io.plumbline.protocol.v1.ColumnKind;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.protocol.v1.Probe;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepShard;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What cannot be used is counted by its cause, goes to dead-letters as it was, and the stream goes on. */
class BadRecordsTest extends RefusingGate {

    private static ByteString with(ByteString column, int place, float value) {
        byte[] bytes = column.toByteArray();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(place * Float.BYTES, value);
        return ByteString.copyFrom(bytes);
    }

    private static StepShard.Builder with(StepShard.Builder shard, ColumnKind kind, int place, float value) {
        return with(shard, kind, with(Columns.values(shard, kind), place, value));
    }

    private static StepShard.Builder with(StepShard.Builder shard, ColumnKind kind, ByteString values) {
        shard.getColumnsBuilderList().stream()
                .filter(column -> column.getKind() == kind)
                .forEach(column -> column.setValues(values));
        return shard;
    }

    @Test
    void refusesBytesThatAreNoEvent() {
        // When
        gate.stepStats.pipeInput("run-1", "garbage".getBytes(UTF_8));

        // Then
        assertGoesOn("malformed");
    }

    @Test
    void refusesATruncatedEvent() {
        // Given
        byte[] whole = trainer.step(6).get(0).toByteArray();

        // When
        gate.stepStats.pipeInput("run-1", Arrays.copyOf(whole, whole.length - 10));

        // Then
        assertGoesOn("malformed");
    }

    @Test
    void refusesARecordWithoutValue() {
        // When
        gate.stepStats.pipeInput("run-1", null);

        // Then
        assertGoesOn("malformed");
    }

    @Test
    void refusesARecordWithoutKey() {
        // When
        gate.stepStats.pipeInput(null, trainer.step(6).get(0).toByteArray());

        // Then
        assertGoesOn("wrong-run");
    }

    @Test
    void refusesAnEventWithoutContent() {
        refuses(StepEvent.getDefaultInstance(), "malformed");
    }

    @Test
    void refusesAnEventOfAnotherRunThanItsKey() {
        // When
        gate.stepStats.pipeInput("run-2", trainer.step(6).get(0).toByteArray());

        // Then
        assertGoesOn("wrong-run");
    }

    @Test
    void refusesARunThatNoManifestIntroduced() {
        refuses(new TestTrainer("stranger", 40).step(1).get(0), "unknown-run");
    }

    @Test
    void refusesColumnsOfAnotherLength() {
        refuses(
                TestTrainer.event(
                        with(trainer.shard(6, 0), ColumnKind.COLUMN_KIND_TAU, ByteString.copyFrom(new byte[17]))),
                "wrong-shape");
    }

    @Test
    void refusesAShardOfMoreNodesThanAShardCanHold() {
        // Given: columns that agree with the number of nodes, and with nothing else
        StepShard.Builder shard = trainer.shard(6, 0).setNodes(5000);
        shard.getColumnsBuilderList().forEach(column -> column.setValues(ByteString.copyFrom(new byte[20_000])));

        // Then
        refuses(TestTrainer.event(shard), "wrong-shape");
    }

    @Test
    void refusesAShardThatLacksAColumn() {
        // Given
        StepShard.Builder shard = trainer.shard(6, 0);

        // Then
        refuses(TestTrainer.event(shard.removeColumns(1)), "wrong-shape");
    }

    @Test
    void refusesShardsThatAreNotThoseOfTheManifest() {
        refuses(TestTrainer.event(trainer.shard(6, 0).setNodes(39)), "wrong-shape");
    }

    @Test
    void refusesNumbersThatAreNone() {
        // Given
        StepShard.Builder shard = trainer.shard(6, 0);

        // Then
        refuses(TestTrainer.event(with(shard, ColumnKind.COLUMN_KIND_GAMMA, 7, Float.NaN)), "not-a-number");
    }

    @Test
    void refusesInfiniteNumbers() {
        // Given
        StepShard.Builder shard = trainer.shard(6, 0);

        // Then
        refuses(
                TestTrainer.event(with(shard, ColumnKind.COLUMN_KIND_WEIGHT_NORM, 0, Float.POSITIVE_INFINITY)),
                "not-a-number");
    }

    @Test
    void refusesAProbeThatMeasuredNothing() {
        // Given
        StepShard.Builder shard = trainer.shard(10, 0).setStep(6);
        shard.setProbe(Probe.newBuilder(shard.getProbe()).setLambda(Double.NaN));

        // Then
        refuses(TestTrainer.event(shard), "not-a-number");
    }

    @Test
    void refusesStepsBeyondThePlan() {
        refuses(TestTrainer.event(trainer.shard(2001, 0)), "from-the-future");
    }

    @Test
    void refusesStepsThatCameBefore() {
        refuses(TestTrainer.event(trainer.shard(3, 0)), "from-the-past");
    }

    @Test
    void refusesAnotherAttempt() {
        refuses(TestTrainer.event(trainer.shard(6, 0).setAttempt(2)), "wrong-attempt");
    }

    @Test
    void refusesAnEndOfAnotherAttempt() {
        // Given
        StepEvent end = trainer.ends(6, Outcome.OUTCOME_FINISHED);

        // Then
        refuses(
                StepEvent.newBuilder()
                        .setEnd(end.getEnd().toBuilder().setAttempt(2))
                        .build(),
                "wrong-attempt");
    }

    @Test
    void refusesVersionsThatWereNeverAnnounced() {
        refuses(TestTrainer.event(trainer.shard(6, 0).setMaskVersion(9)), "invalid");
    }

    @Test
    void refusesARejectionOfWhatIsNotInFlight() {
        refuses(trainer.rejects(6, 1), "invalid");
    }

    @Test
    void doesNotLetALockstepTrainerWaitForADecisionOverABadShard() {
        // Given
        gate.steps(trainer, 6, 9);
        StepShard.Builder shard = trainer.shard(10, 0);

        // When
        gate.say(TestTrainer.event(with(shard, ColumnKind.COLUMN_KIND_GAMMA, 0, Float.NaN)));

        // Then
        assertThat(gate.causes()).containsExactly("not-a-number");
        assertThat(gate.decisions())
                .extracting(decision -> decision.getNone().getReason())
                .containsExactly("statistics-missing");
    }

    @Test
    void keepsTheLetterAsItWasAndSaysWhereItCameFrom() {
        // Given
        byte[] garbage = {8, 1, 2};

        // When
        gate.stepStats.pipeInput("run-1", garbage);

        // Then
        TestRecord<String, byte[]> letter = gate.deadLetters.readRecord();
        assertThat(letter.key()).isEqualTo("run-1");
        assertThat(letter.value()).isEqualTo(garbage);
        assertThat(TestGate.header(letter, "plumbline.topic")).isEqualTo("plumbline.step-stats.v1");
        assertThat(TestGate.header(letter, "plumbline.partition")).isEqualTo("0");
        assertThat(TestGate.header(letter, "plumbline.offset")).isEqualTo("6");
        assertThat(TestGate.header(letter, "plumbline.service")).isEqualTo("gate");
    }

    @Test
    void refusesARecordInTheWrongPartition() {
        // Given: of four partitions the driver has the first only; run-1 belongs into another
        try (TestGate cut = new TestGate(directory.resolve("cut"), 4, Duration.ofHours(1))) {
            // When
            cut.say(trainer.begins());

            // Then
            assertThat(cut.causes()).containsExactly("wrong-partition");
        }
    }
}
