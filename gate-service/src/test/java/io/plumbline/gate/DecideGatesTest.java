package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.model.Mask;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.protocol.v1.RangeCondition;
import io.plumbline.protocol.v1.StepScalars;
import io.plumbline.protocol.v1.StepShard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecideGatesTest {

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

    private static List<Long> multiples(long last) {
        return LongStream.rangeClosed(1, last / 10).mapToObj(i -> i * 10).toList();
    }

    /** Lets the trainer take every change over at the next step. */
    private List<MaskChange> train(long from, long to) {
        List<MaskChange> all = new ArrayList<>();
        for (long step = from; step <= to; step++) {
            gate.say(trainer.step(step));
            List<MaskChange> decided = gate.decisions();
            decided.stream()
                    .filter(MaskChange::hasChange)
                    .forEach(change -> trainer.version = change.getChange().getVersion());
            all.addAll(decided);
        }
        return all;
    }

    @Test
    void saysOneRecordForEveryDecisionStep() {
        // Given
        gate.say(trainer.begins());

        // When
        List<MaskChange> decisions = train(1, 200);

        // Then
        assertThat(steps(decisions)).isEqualTo(multiples(200));
        assertThat(decisions.get(0).getNone().getReason()).isEqualTo("warm-up");
        assertThat(decisions).anyMatch(MaskChange::hasChange);
        assertThat(gate.counted("steps", "result", "complete")).isEqualTo(200);
        assertThat(gate.causes()).isEmpty();
    }

    @Test
    void saysTheWholeMaskAndWhyItChanged() throws Exception {
        // Given
        gate.say(trainer.begins());

        // When
        MaskChange first =
                train(1, 200).stream().filter(MaskChange::hasChange).findFirst().orElseThrow();

        // Then
        var change = first.getChange();
        Mask mask = Mask.fromBytes(change.getMask().toByteArray(), 40);
        assertThat(change.getVersion()).isEqualTo(1);
        assertThat(change.getBaseStep()).isEqualTo(first.getStep());
        assertThat(change.getClosedList()).isNotEmpty().allMatch(node -> !mask.isOpen(node));
        assertThat(mask.openCount()).isEqualTo(40 - change.getClosedCount());
        assertThat(change.getReasonsList()).hasSize(change.getClosedCount());
        assertThat(change.getReasons(0).getRank()).isEqualTo(1);
        assertThat(change.getReasons(0).getKappa()).isPositive();
        assertThat(change.getDensity()).isLessThan(1);
        assertThat(first.getPolicy()).isEqualTo("magnitude");
        assertThat(first.getPolicyVersion()).isEqualTo("2");
        // Manifest at 0 ms, step t at t ms after the start.
        assertThat(first.getStatisticsAtMs()).isEqualTo(TestGate.START.toEpochMilli() + first.getStep());
    }

    @Test
    void keepsVersionsGrowingAndOneChangeInFlight() {
        // Given
        gate.say(trainer.begins());

        // When: nobody takes the change over
        gate.steps(trainer, 1, 100);
        List<MaskChange> decisions = gate.decisions();

        // Then
        assertThat(decisions.stream().filter(MaskChange::hasChange)).hasSize(1);
        assertThat(decisions.get(9).getNone().getReason()).isEqualTo("change-in-flight");
    }

    @Test
    void takesARejectedVersionBack() {
        // Given
        gate.say(trainer.begins());
        gate.steps(trainer, 1, 60);
        long version = gate.decisions().stream()
                .filter(MaskChange::hasChange)
                .findFirst()
                .orElseThrow()
                .getChange()
                .getVersion();

        // When
        gate.say(trainer.rejects(60, version));
        gate.steps(trainer, 61, 80);

        // Then
        assertThat(gate.decisions().stream().filter(MaskChange::hasChange))
                .extracting(decision -> decision.getChange().getVersion())
                .containsExactly(version + 1);
    }

    @Test
    void saysThatStatisticsWereMissing() {
        // Given
        gate.say(trainer.begins());
        gate.steps(trainer, 1, 9);

        // When: steps 10 to 34 were dropped
        gate.say(trainer.step(35));

        // Then
        List<MaskChange> decisions = gate.decisions();
        assertThat(steps(decisions)).containsExactly(10L, 20L, 30L);
        assertThat(decisions).allMatch(d -> d.getNone().getReason().equals("statistics-missing"));
        assertThat(decisions).allMatch(d -> d.getStatisticsAtMs() == 0);
    }

    @Test
    void saysAtTheEndWhatIsStillToBeSaid() {
        // Given
        gate.say(trainer.begins());
        gate.steps(trainer, 1, 9);

        // When
        gate.say(trainer.ends(20, Outcome.OUTCOME_FINISHED));

        // Then
        assertThat(steps(gate.decisions())).containsExactly(10L, 20L);
    }

    @Test
    void decidesOnceAllShardsCame() {
        // Given
        TestTrainer wide = new TestTrainer("wide", 5000);
        gate.say(wide.begins());
        gate.steps(wide, 1, 9);

        // When
        gate.say(wide.step(10).get(0));
        List<MaskChange> before = gate.decisions();
        gate.say(wide.step(10).get(1));

        // Then
        assertThat(before).isEmpty();
        assertThat(steps(gate.decisions())).containsExactly(10L);
    }

    @Test
    void doesNotDecideOnHalfAStep() {
        // Given
        TestTrainer wide = new TestTrainer("wide", 5000);
        gate.say(wide.begins());
        gate.steps(wide, 1, 9);

        // When
        gate.say(wide.step(10).get(1));

        // Then
        assertThat(gate.decisions().get(0).getNone().getReason()).isEqualTo("statistics-missing");
        assertThat(gate.counted("steps", "result", "incomplete")).isEqualTo(1);
    }

    @Test
    void saysTheConditionAfterEveryProbe() {
        // Given
        gate.say(trainer.begins());

        // When
        gate.steps(trainer, 1, 20);

        // Then
        List<Condition> conditions = gate.conditionsSaid();
        assertThat(conditions).extracting(Condition::getStep).containsExactly(5L, 10L, 15L, 20L);
        assertThat(conditions.get(0).getKappa()).isEqualTo(3 / (0.8 / 2));
        assertThat(conditions.get(0).getRangesList())
                .extracting(RangeCondition::getRange)
                .containsExactly("dense-1", "dense-2", "ungated");
        assertThat(conditions.get(0).getRanges(0).getOpen()).isEqualTo(20);
    }

    @Test
    void endsWithoutADeadLetterWhereTheLossIsNotFinite() {
        // Given
        gate.say(trainer.begins());
        gate.steps(trainer, 1, 29);
        gate.decisions();

        // When
        trainer.loss = Double.NaN;
        gate.steps(trainer, 30, 40);
        gate.say(trainer.ends(40, Outcome.OUTCOME_DIVERGED));

        // Then
        assertThat(gate.decisions())
                .extracting(d -> d.getNone().getReason())
                .containsExactly("loss-not-finite", "loss-not-finite");
        assertThat(gate.causes()).isEmpty();
        assertThat(gate.runs()).isZero();
    }

    @Test
    void decidesTheSameFromTheSameStatistics() {
        // Given
        gate.say(trainer.begins());
        List<MaskChange> first = train(1, 200);
        gate.say(trainer.ends(200, Outcome.OUTCOME_FINISHED));

        // When
        trainer.version = 0;
        gate.say(trainer.begins());
        List<MaskChange> second = train(1, 200);

        // Then
        assertThat(second)
                .usingRecursiveComparison()
                .ignoringFields("statisticsAtMs_")
                .isEqualTo(first);
    }

    @Test
    void countsWhatItDecided() {
        // Given
        gate.say(trainer.begins());

        // When
        List<MaskChange> decisions = train(1, 100);

        // Then
        long changes = decisions.stream().filter(MaskChange::hasChange).count();
        assertThat(gate.counted("decisions", "outcome", "change")).isEqualTo((double) changes);
        assertThat(gate.counted("decisions", "outcome", "warm-up")).isEqualTo(1);
        assertThat(gate.registry.get("plumbline.gate.decision").timer().count()).isEqualTo(decisions.size());
    }

    @Test
    void toleratesScalarsThatWereNotMeasured() {
        // Given
        gate.say(trainer.begins());

        // When
        for (long step = 1; step <= 10; step++) {
            StepShard.Builder shard = trainer.shard(step, 0)
                    .setScalars(StepScalars.newBuilder()
                            .setLoss(1)
                            .setUpdateDot(Double.NaN)
                            .setExampleGradient(Double.NaN));
            if (shard.hasProbe()) {
                shard.getProbeBuilder().setLossResidual(Double.NaN);
            }
            gate.say(TestTrainer.event(shard));
        }

        // Then
        assertThat(gate.causes()).isEmpty();
        Condition condition = gate.conditionsSaid().get(1);
        assertThat(condition.getExampleGradient()).isNaN();
        assertThat(condition.getMuR()).isNaN();
        assertThat(condition.getKappa()).isFinite();
    }
}
