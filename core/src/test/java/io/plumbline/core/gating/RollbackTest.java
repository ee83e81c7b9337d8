package io.plumbline.core.gating;

import static io.plumbline.core.gating.Decisions.assertNoChange;
import static io.plumbline.core.gating.Decisions.change;
import static io.plumbline.core.gating.NoChangeReason.NOTHING_TO_CHANGE;
import static io.plumbline.core.gating.NoChangeReason.UNDER_OBSERVATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
