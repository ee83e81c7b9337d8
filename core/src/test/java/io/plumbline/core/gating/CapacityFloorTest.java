package io.plumbline.core.gating;

import static io.plumbline.core.gating.Decisions.assertNoChange;
import static io.plumbline.core.gating.Decisions.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.gating.policy.CapacityFloor;
import io.plumbline.core.settings.GateSettings;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the capacity floor is computed, from what, and what it holds back: two layers of ten nodes, 100 weights between. */
class CapacityFloorTest {

    /** t_0 = 20; 500 examples and three classes: 0.04 weights per nat and example are 20 weights per nat. */
    private static GateSettings settings() {
        return TestRun.settings("test")
                .with(Map.of("self-tuned", true, "budget", 1.0, "capacity", 0.04, "rollback-smoothing", 0.5));
    }

    private static CapacityFloor floor(TestRun run) {
        return run.state.capacity.floor(run.state.plan());
    }

    @Test
    void isComputedAtTheFirstStepOfGatingAndStays() {
        // Given
        TestRun run = new TestRun(settings());
        run.loss = 2;
        run.stepTo(19);
        double before = floor(run).weights();

        // When
        run.stepTo(20);
        double latched = floor(run).weights();
        run.loss = 0.1;
        run.stepTo(60);

        // Then: 0.04·500·2
        assertThat(before).isZero();
        assertThat(latched).isEqualTo(40, within(1e-12));
        assertThat(floor(run)).isEqualTo(new CapacityFloor(latched, 0.04, 500, 2));
    }

    @Test
    void isComputedWhateverBlocksTheDecision() {
        // Given: λ is not trusted until step 40
        TestRun run = new TestRun(settings());
        run.eigenResidual = 0.9;
        run.loss = 2;
        run.stepTo(20);

        // When
        run.loss = 1;
        run.stepTo(30);

        // Then
        assertThat(floor(run).loss()).isEqualTo(2, within(1e-12));
    }

    @Test
    void holdsBackWhatAPolicyWantsClosedAndSaysSo() {
        // Given: 40 of 100 weights stay
        TestRun run = new TestRun(settings());
        run.loss = 2;
        Arrays.fill(run.gates, 0);

        // When
        Change change = change(run.stepTo(20));

        // Then: 4·10 weights are left, as ties close by index
        CapacityReport report = change.capacity().orElseThrow();
        assertThat(report.capacity()).isEqualTo(40);
        assertThat(report.floor().weights()).isEqualTo(40, within(1e-12));
        assertThat(change.closed().length + report.heldBack()).isEqualTo(20);
    }

    @Test
    void isKeptInTheStateBitForBit() {
        // Given
        TestRun run = new TestRun(settings());
        run.loss = 1.7;
        run.stepTo(30);
        CapacityFloor before = floor(run);

        // When
        run.restart();

        // Then
        assertThat(floor(run)).isEqualTo(before);
        assertThat(before.weights()).isPositive();
    }

    @Test
    void isKeptByTheAttemptsThatFollow() {
        // Given: computed at step 20, at a loss of 2
        TestRun run = new TestRun(settings());
        run.loss = 2;
        run.stepTo(30);

        // When
        run.gate.accept(new GateInput.Began(TestRun.attempt(2, run.state.plan())));
        run.state = run.gate.state();
        run.loss = 1;
        StepReport first = run.report(31);
        StepReport second = new StepReport(
                2, 31, 0, 1, 0, TestRun.NODES, first.maskVersion(), first.scalars(), first.probe(), first.applied());
        GateOutcome outcome = run.gate.accept(new GateInput.Shard(second, () -> Optional.of(run.columns)));

        // Then
        assertThat(outcome.refusal()).isEmpty();
        assertThat(floor(run)).isEqualTo(new CapacityFloor(40, 0.04, 500, 2));
    }

    @Test
    void closesNothingInANetworkThatWasTrainedBefore() {
        // Given: ½·ln 3 = 0.55
        TestRun run = new TestRun(settings());
        run.loss = 0.5;
        Arrays.fill(run.gates, 0);

        // Then
        assertNoChange(run.stepTo(20)).isEqualTo(NoChangeReason.FINE_TUNING);
    }

    @Test
    void closesNothingWhereTheNumberOfExamplesIsUnknown() {
        // Given
        TestRun run = new TestRun(TestRun.planOf(settings(), 0, 3));
        run.loss = 2;
        Arrays.fill(run.gates, 0);

        // Then
        assertNoChange(run.stepTo(20)).isEqualTo(NoChangeReason.CAPACITY_UNKNOWN);
    }

    @Test
    void needsAFloorInWeightsWhereTheLossIsNoCrossEntropy() {
        // Given
        TestRun unknown = new TestRun(TestRun.planOf(settings(), 500, 0));
        TestRun given = new TestRun(TestRun.planOf(settings().with("capacity-weights", 30), 500, 0));
        Arrays.fill(unknown.gates, 0);
        Arrays.fill(given.gates, 0);

        // Then
        assertNoChange(unknown.stepTo(20)).isEqualTo(NoChangeReason.LOSS_UNKNOWN);
        assertThat(change(given.stepTo(20)).capacity().orElseThrow().capacity()).isGreaterThanOrEqualTo(30);
    }

    @Test
    void holdsNothingBackOnASchedule() {
        // Given
        TestRun run = new TestRun(settings().with("self-tuned", false));
        run.loss = 0.1;
        Arrays.fill(run.gates, 0);

        // Then: down to the floors of the layers, two nodes each
        Change change = change(run.stepTo(20));
        assertThat(change.capacity()).isEmpty();
        assertThat(change.mask().openCount()).isEqualTo(4);
    }
}
