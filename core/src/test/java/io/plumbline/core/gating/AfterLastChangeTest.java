package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** After t_1 the mask only follows the schedule to its end. */
class AfterLastChangeTest {

    private final TestRun run = new TestRun();

    private static NoChangeReason reason(Optional<MaskDecision> decision) {
        return ((NoChange) decision.orElseThrow()).reason();
    }

    @Test
    void opensNothingAfterTheLastChange() {
        // Given: t_1 = 200, node 3 closed
        run.stepTo(189);
        run.gates[3] = 0;
        run.takeOver(run.stepTo(190).orElseThrow());
        run.gates[3] = 1;

        // Then
        assertThat(reason(run.stepTo(210))).isEqualTo(NoChangeReason.NOTHING_TO_CHANGE);
    }

    @Test
    void closesAfterTheLastChangeDownToTheFinalDensityAndNotBelow() {
        // Given: t_1 = 200, ρ_end = 0.5, a policy that wants everything closed
        run.stepTo(200);
        Arrays.fill(run.gates, 0);

        // When
        int closed = 0;
        Optional<MaskDecision> last = Optional.empty();
        for (long step = 210; step <= 500; step += 10) {
            last = run.stepTo(step);
            closed += last.flatMap(MaskDecision::change)
                    .map(c -> c.closed().length)
                    .orElse(0);
            last.filter(d -> d.change().isPresent()).ifPresent(run::takeOver);
        }

        // Then
        // 4 → 10 → 10 → 3 has 170 weights; 4 → 4 → 10 → 3 has 86, and one node less would leave fewer than half.
        assertThat(closed).isEqualTo(6);
        assertThat(reason(last)).isEqualTo(NoChangeReason.NOTHING_TO_CHANGE);
    }
}
