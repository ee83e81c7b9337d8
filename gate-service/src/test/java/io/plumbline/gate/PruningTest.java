package io.plumbline.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.model.Mask;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.MaskChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate lets closed nodes be removed for good, between closings and after them. */
class PruningTest {

    @TempDir
    private Path directory;

    private TestGate gate;
    private final TestTrainer trainer = new TestTrainer("run-1", 40).prunesAfter(1);

    @BeforeEach
    void start() {
        gate = new TestGate(directory, 1, Duration.ofHours(24));
        gate.say(trainer.begins());
    }

    @AfterEach
    void stop() {
        gate.close();
    }

    /** Lets the trainer follow every change at the next step; it says of every fifth step alone, which takes a fifth of the time. */
    private List<Change> train(long from, long to) {
        List<Change> changes = new ArrayList<>();
        for (long step = (from + TestTrainer.PROBE - 1) / TestTrainer.PROBE * TestTrainer.PROBE;
                step <= to;
                step += TestTrainer.PROBE) {
            gate.say(trainer.step(step));
            gate.decisions().stream()
                    .filter(MaskChange::hasChange)
                    .map(MaskChange::getChange)
                    .forEach(changes::add);
            changes.stream().reduce((a, b) -> b).ifPresent(last -> trainer.version = last.getVersion());
        }
        return changes;
    }

    private static long prunings(List<Change> changes) {
        return changes.stream().filter(Change::getPruning).count();
    }

    @Test
    void announcesAPruningUnderAVersionOfItsOwn() throws Exception {
        // When
        List<Change> changes = train(1, 1900);

        // Then
        assertThat(prunings(changes)).isPositive();
        Mask present = Mask.allOpen(40);
        Mask mask = present;
        long version = 0;
        for (Change change : changes) {
            Mask after = Mask.fromBytes(change.getMask().toByteArray(), 40);
            assertThat(change.getVersion()).isEqualTo(++version);
            if (change.getPruning()) {
                Mask remaining = Mask.fromBytes(change.getRemaining().toByteArray(), 40);
                assertThat(remaining.openCount()).isLessThan(present.openCount());
                assertThat(mask.openCount()).isLessThanOrEqualTo(remaining.openCount());
                present = remaining;
            }
            assertThat(change.getOpenedList()).allMatch(present::isOpen);
            assertThat(change.getReasonsCount()).isEqualTo(change.getClosedCount() + change.getOpenedCount());
            assertThat(mask.openCount() - after.openCount())
                    .isEqualTo(change.getClosedCount() - change.getOpenedCount());
            mask = after;
        }
        assertThat(gate.counted("decisions", "outcome", "pruning")).isEqualTo((double) prunings(changes));
        assertThat(gate.causes()).isEmpty();
    }

    @Test
    void asksMoreOfTheNextPruningWhereStepsGotNoFaster() {
        // Given
        List<Change> before = new ArrayList<>();
        long step = 0;
        while (prunings(before) == 0) {
            before.addAll(train(++step, step));
        }
        long next = step + TestTrainer.PROBE;
        train(next, next);

        // When
        gate.say(trainer.pruned(next, trainer.version, 1.5, 1.75));

        // Then: twice prune-saving, which is 0.1
        List<Double> costs =
                Stream.concat(costs(before), costs(train(next + 1, 1900))).toList();
        assertThat(costs).hasSizeGreaterThan(1);
        assertThat(costs.get(1)).isLessThanOrEqualTo(0.8 * costs.get(0));
        assertThat(gate.causes()).isEmpty();
    }

    /** Returns what an example costs after each pruning. */
    private Stream<Double> costs(List<Change> changes) {
        return changes.stream()
                .filter(Change::getPruning)
                .map(change -> Mask.fromBytes(change.getRemaining().toByteArray(), 40))
                .map(trainer.network::cost);
    }

    @Test
    void takesARefusedPruningBack() {
        // Given
        List<Change> before = new ArrayList<>();
        long step = 0;
        while (prunings(before) == 0) {
            before.addAll(train(++step, step));
        }
        long refused = trainer.version;
        trainer.version = refused - 1;

        // When
        gate.say(trainer.rejects(step, refused));

        // Then: closings go on, under numbers of their own
        List<Change> after = train(step + 1, 1900);
        assertThat(prunings(after)).isZero();
        assertThat(after).isNotEmpty().extracting(Change::getVersion).allMatch(version -> version > refused);
        assertThat(gate.causes()).isEmpty();
    }

    @Test
    void sendsTheMeasurementOfAnUnknownVersionAway() {
        // Given
        train(1, 15);

        // When
        gate.say(trainer.pruned(15, 7, 2, 1));

        // Then
        assertThat(gate.causes()).containsExactly("invalid");
    }
}
