package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A large closing soon after the start (δ 0.3, t_0 20), kept or taken back by the evidence of the smoothed loss. */
class EarlyClosingTest {

    private final TestRun run = new TestRun(TestRun.settings("test").with("budget", 0.3));

    @BeforeEach
    void wantEightClosed() {
        for (int b = 0; b < 8; b++) {
            run.gates[b] = 0.01 * b;
        }
    }

    private Change close() {
        MaskDecision decision = run.stepTo(20).orElseThrow();
        run.takeOver(decision);
        return decision.change().orElseThrow();
    }

    @Test
    void closesNothingBeforeTheWarmUpEnds() {
        // When
        MaskDecision decision = run.stepTo(10).orElseThrow();

        // Then
        assertThat(decision.change()).isEmpty();
    }

    @Test
    void closesThirtyInAHundredAtOnce() {
        // When
        Change change = close();

        // Then
        assertThat(change.closed()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(change.budgetLeft()).isZero();
    }

    @Test
    void opensThemAllAgainWhereTheSmoothedLossRises() {
        // Given
        close();

        // When
        run.loss *= 1.5;
        Change back = run.stepTo(40).orElseThrow().change().orElseThrow();

        // Then
        assertThat(back.rollback()).isTrue();
        assertThat(back.opened()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(back.mask().openCount()).isEqualTo(TestRun.NODES);
    }

    @Test
    void goesOnClosingWhereItDoesNot() {
        // Given
        close();

        // When
        run.loss *= 0.9;
        Change next = run.stepTo(40).orElseThrow().change().orElseThrow();

        // Then: the floor of the first layer is 2
        assertThat(next.rollback()).isFalse();
        assertThat(next.closed()).containsExactly(6, 7);
    }
}
