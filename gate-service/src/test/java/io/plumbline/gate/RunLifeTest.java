package io.plumbline.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.protocol.v1.StepEvent;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How runs begin, resume, end and are forgotten. */
class RunLifeTest {

    @TempDir
    private Path directory;

    private TestGate gate;
    private final TestTrainer trainer = new TestTrainer("run-1", 40);

    @BeforeEach
    void start() {
        gate = new TestGate(directory, 1, Duration.ofHours(24));
    }

    @AfterEach
    void stop() {
        gate.close();
    }

    private static List<Long> steps(List<MaskChange> decisions) {
        return decisions.stream().map(MaskChange::getStep).toList();
    }

    @Test
    void stopsAtStateOfAnotherVersion() {
        // Given: as it was kept before there was a format, the time first
        byte[] old =
                ByteBuffer.allocate(64).putLong(TestGate.START.toEpochMilli()).array();
        gate.driver.<Bytes, byte[]>getKeyValueStore(RunStore.HEADS).put(Bytes.wrap("run-1".getBytes(UTF_8)), old);

        // When, Then
        assertThatThrownBy(() -> gate.say(trainer.begins())).hasRootCauseInstanceOf(StateFormatException.class);
    }

    @Test
    void ignoresAManifestThatItKnows() {
        // Given
        gate.say(trainer.begins());
        gate.steps(trainer, 1, 15);

        // When
        gate.say(trainer.begins());
        gate.steps(trainer, 16, 20);

        // Then
        assertThat(steps(gate.decisions())).containsExactly(10L, 20L);
        assertThat(gate.registry
                        .get("plumbline.gate.manifests.repeated")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void followsAnotherAttemptWithoutDecidingTwice() {
        // Given
        gate.say(trainer.begins());
        gate.steps(trainer, 1, 25);

        // When: it publishes nothing again
        gate.say(StepEvent.newBuilder().setManifest(trainer.manifest(2)).build());
        for (long step = 26; step <= 40; step++) {
            gate.say(TestTrainer.event(trainer.shard(step, 0).setAttempt(2)));
        }

        // Then
        assertThat(steps(gate.decisions())).containsExactly(10L, 20L, 30L, 40L);
        assertThat(gate.causes()).isEmpty();
    }

    @Test
    void refusesTheSecondClaimOfAnAttemptAndCountsIt() {
        // Given
        gate.say(trainer.begins());
        Manifest second = trainer.manifest(2).toBuilder().setClaim("first").build();
        gate.say(StepEvent.newBuilder().setManifest(second).build());

        // When
        gate.say(StepEvent.newBuilder()
                .setManifest(second.toBuilder().setClaim("late"))
                .build());

        // Then
        assertThat(gate.causes()).containsExactly("wrong-attempt");
    }

    @Test
    void forgetsARunAtItsEnd() {
        // Given
        gate.say(trainer.begins());
        gate.steps(trainer, 1, 5);

        // When
        gate.say(trainer.ends(5, Outcome.OUTCOME_FINISHED));

        // Then
        assertThat(gate.runs()).isZero();
        assertThat(gate.driver.getKeyValueStore(RunStore.HEADS).all()).isExhausted();
        assertThat(gate.driver.getKeyValueStore(RunStore.AVERAGES).all()).isExhausted();
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"OUTCOME_FAILED", "OUTCOME_STOPPED"})
    void keepsARunThatAnotherAttemptMayResume(Outcome outcome) {
        // Given
        gate.say(trainer.begins());
        gate.steps(trainer, 1, 5);

        // When
        gate.say(trainer.ends(5, outcome));

        // Then
        assertThat(gate.runs()).isEqualTo(1);
    }

    @Test
    void forgetsARunThatFellSilent() {
        // Given
        gate.say(trainer.begins());
        gate.steps(trainer, 1, 5);

        // When
        gate.driver.advanceWallClockTime(Duration.ofHours(23));
        double before = gate.runs();
        gate.driver.advanceWallClockTime(Duration.ofHours(2));

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(gate.runs()).isZero();
        assertThat(gate.driver.getKeyValueStore(RunStore.AVERAGES).all()).isExhausted();
    }

    @Test
    void neverDecidesByTheClock() {
        // Given
        gate.say(trainer.begins());
        gate.steps(trainer, 1, 9);

        // When
        gate.driver.advanceWallClockTime(Duration.ofHours(5));

        // Then
        assertThat(gate.decisions()).isEmpty();
    }

    @Test
    void keepsRunsApart() {
        // Given
        TestTrainer other = new TestTrainer("run-2", 30, "dense");
        gate.say(trainer.begins());
        gate.say(other.begins());

        // When
        for (long step = 1; step <= 40; step++) {
            gate.say(trainer.step(step));
            gate.say(other.step(step));
        }

        // Then
        List<MaskChange> decisions = gate.decisions();
        assertThat(decisions.stream().filter(d -> d.getRun().equals("run-1"))).hasSize(4);
        assertThat(decisions.stream().filter(d -> d.getRun().equals("run-2")))
                .hasSize(4)
                .allMatch(d -> d.getNone().getReason().equals("dense"));
        assertThat(gate.runs()).isEqualTo(2);
    }
}
