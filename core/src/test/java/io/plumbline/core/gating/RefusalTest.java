package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalTest {

    private final TestRun run = new TestRun();

    private StepReport report(int attempt, long step, int shard, int shards, int nodes) {
        StepReport r = run.report(step);
        return new StepReport(
                attempt, step, shard, shards, 0, nodes, run.version, r.scalars(), r.probe(), Optional.empty());
    }

    @Test
    void belongsWhereItIsTheNextStep() {
        assertThat(run.refusal(run.report(1))).isEmpty();
        assertThat(run.refusal(run.report(500))).isEmpty();
    }

    @Test
    void refusesAnotherAttempt() {
        assertThat(run.refusal(report(2, 1, 0, 1, 20))).contains(Refusal.WRONG_ATTEMPT);
    }

    @Test
    void refusesAnotherShape() {
        assertThat(run.refusal(report(1, 1, 0, 2, 20))).contains(Refusal.WRONG_SHAPE);
        assertThat(run.refusal(report(1, 1, 1, 1, 20))).contains(Refusal.WRONG_SHAPE);
        assertThat(run.refusal(report(1, 1, 0, 1, 19))).contains(Refusal.WRONG_SHAPE);
        assertThat(run.refusal(report(1, 1, -1, 1, 20))).contains(Refusal.WRONG_SHAPE);
    }

    @Test
    void refusesWhatCameBefore() {
        // Given
        run.stepTo(7);

        // Then
        assertThat(run.refusal(run.report(6))).contains(Refusal.FROM_THE_PAST);
        assertThat(run.refusal(run.report(7))).contains(Refusal.FROM_THE_PAST);
        assertThat(run.refusal(run.report(0))).contains(Refusal.FROM_THE_PAST);
        assertThat(run.refusal(run.report(-1))).contains(Refusal.FROM_THE_PAST);
    }

    @Test
    void refusesStepsBeyondThePlan() {
        assertThat(run.refusal(run.report(1000))).isEmpty();
        assertThat(run.refusal(run.report(1001))).contains(Refusal.FROM_THE_FUTURE);
    }

    @Test
    void refusesAVersionThatWasNeverAnnounced() {
        // Given
        run.version = 1;

        // Then
        assertThat(run.refusal(run.report(1))).contains(Refusal.UNKNOWN_VERSION);
    }

    @Test
    void toleratesATrainerThatIsUnderAnOlderVersionAgain() {
        // Given
        run.gates[3] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());
        run.stepTo(25);

        // When
        run.version = 0;

        // Then
        assertThat(run.refusal(run.report(26))).isEmpty();
        assertThat(run.stepTo(30))
                .get()
                .extracting(d -> ((NoChange) d).reason())
                .isEqualTo(NoChangeReason.CHANGE_IN_FLIGHT);
    }

    @Test
    void spellsItsCauses() {
        assertThat(Refusal.FROM_THE_FUTURE.spelling()).isEqualTo("from-the-future");
        assertThat(NoChangeReason.WARM_UP.spelling()).isEqualTo("warm-up");
    }
}
