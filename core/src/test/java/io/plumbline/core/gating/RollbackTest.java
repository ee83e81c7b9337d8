package io.plumbline.core.gating;

import static io.plumbline.core.gating.Decisions.assertNoChange;
import static io.plumbline.core.gating.Decisions.change;
import static io.plumbline.core.gating.NoChangeReason.LOSS_STILL_FALLING;
import static io.plumbline.core.gating.NoChangeReason.NOTHING_TO_CHANGE;
import static io.plumbline.core.gating.NoChangeReason.UNDER_OBSERVATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A change whose loss is beyond the tolerance is taken back, and what it closed rests. */
class RollbackTest {

    private final TestRun run = new TestRun();

    @Test
    void rollsBackWhereTheLossIsBeyondTheTolerance() {
        // Given
        run.gates[3] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());

        // When: window 10 steps, tolerance 10 %
        run.loss = 1.2;
        Change back = change(run.stepTo(40));

        // Then
        assertThat(back.rollback()).isTrue();
        assertThat(back.opened()).containsExactly(3);
        assertThat(back.closed()).isEmpty();
        assertThat(back.version()).isEqualTo(2);
        assertThat(back.mask().openCount()).isEqualTo(20);
    }

    @Test
    void keepsAChangeThatTheLossTolerates() {
        // Given
        run.gates[3] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());

        // When
        run.loss = 1.05;
        Optional<MaskDecision> judged = run.stepTo(40);
        run.loss = 9;

        // Then: judged once, and good for ever
        assertNoChange(judged).isEqualTo(NOTHING_TO_CHANGE);
        assertNoChange(run.stepTo(100)).isEqualTo(NOTHING_TO_CHANGE);
    }

    @Test
    void letsRolledBackNodesRest() {
        // Given: rolled back at 40, rest of 2 decisions
        run.gates[3] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());
        run.loss = 1.2;
        run.takeOver(run.stepTo(40).orElseThrow());

        // Then
        assertNoChange(run.stepTo(50)).isEqualTo(NOTHING_TO_CHANGE);
        assertNoChange(run.stepTo(60)).isEqualTo(NOTHING_TO_CHANGE);
        assertThat(change(run.stepTo(70)).closed()).containsExactly(3);
    }

    @Test
    void closesNothingElseWhileWhatWasRolledBackRests() {
        // Given: rolled back at 40, rest of 2 decisions
        run.gates[3] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());
        run.loss = 1.2;
        run.takeOver(run.stepTo(40).orElseThrow());

        // When: another node, that ranked better before
        run.gates[3] = 1;
        run.gates[5] = 0;

        // Then
        assertNoChange(run.stepTo(50)).isEqualTo(NOTHING_TO_CHANGE);
        assertNoChange(run.stepTo(60)).isEqualTo(NOTHING_TO_CHANGE);
        assertThat(change(run.stepTo(70)).closed()).containsExactly(5);
    }

    @Test
    void halvesTheBudgetWithEveryRollback() {
        // Given: δ 0.4 of 20 nodes
        TestRun wide = new TestRun(TestRun.settings("test").with("budget", 0.4));
        Arrays.fill(wide.gates, 0);
        Change first = change(wide.stepTo(20));
        wide.takeOver(first);
        wide.loss = 1.2;
        wide.takeOver(wide.stepTo(40).orElseThrow());

        // When
        Change second = change(wide.stepTo(70));

        // Then
        assertThat(first.closed()).hasSize(8);
        assertThat(second.closed()).hasSize(4);
    }

    @Test
    void waitsWhereTheLossIsAboveTheLimitAndFalls() {
        // Given: window 10, judged at 40; the loss was 3 and is 2
        run.gates[3] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());
        run.loss = 3;
        run.stepTo(35);
        run.loss = 1.5;

        // When
        Optional<MaskDecision> first = run.stepTo(40);
        run.loss = 1;
        run.stepTo(60);

        // Then: after four windows the loss is back where it was, and the change stays
        assertNoChange(first).isEqualTo(LOSS_STILL_FALLING);
        assertNoChange(run.stepTo(70)).isEqualTo(NOTHING_TO_CHANGE);
        assertThat(run.state.masks().mask().isOpen(3)).isFalse();
    }

    @Test
    void doesNotWaitLongerThanFourWindows() {
        // Given: a loss far above the limit that keeps falling by 3 % a step
        TestRun slow = new TestRun(TestRun.settings("test").with("rollback-smoothing", 0.5));
        slow.gates[3] = 0;
        slow.takeOver(slow.stepTo(20).orElseThrow());
        slow.loss = 1000;

        // When
        int waited = 0;
        Optional<MaskDecision> decided = Optional.empty();
        for (long step = 21;
                step <= 200 && decided.flatMap(MaskDecision::change).isEmpty();
                step++) {
            slow.loss *= 0.97;
            decided = slow.step(step);
            boolean waits = decided.filter(NoChange.class::isInstance)
                    .map(none -> ((NoChange) none).reason() == LOSS_STILL_FALLING)
                    .orElse(false);
            waited += waits ? 1 : 0;
        }

        // Then: 21 + 4·10 = 61, so it is judged at 70
        assertThat(waited).isEqualTo(3);
        assertThat(change(decided).rollback()).isTrue();
        assertThat(change(decided).step()).isEqualTo(70);
    }

    @Test
    void rollsBackAfterTheLastChangeToo() {
        // Given
        run.stepTo(199);
        run.gates[3] = 0;
        run.takeOver(run.stepTo(200).orElseThrow());

        // When
        run.loss = 2;

        // Then
        assertNoChange(run.stepTo(210)).isEqualTo(UNDER_OBSERVATION);
        assertThat(change(run.stepTo(220)).rollback()).isTrue();
    }

    @Test
    void learnsHowMuchMoreAChangeCostThanPredicted() {
        // Given
        run.gates[3] = 0;
        MaskDecision first = run.stepTo(20).orElseThrow();
        run.takeOver(first);
        double predicted = change(Optional.of(first)).predictedLossChange();

        // When
        run.applied = Optional.of(new StepReport.Applied(1, 1 + 4 * predicted));
        run.step(21);
        run.applied = Optional.empty();
        run.gates[5] = 0;

        // Then
        assertThat(change(run.stepTo(40)).chi()).isEqualTo(4, within(1e-9));
    }
}
