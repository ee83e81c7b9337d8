package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.experiments.Tuned.Tried;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TunedTest {

    private static final Method DENSE = Methods.named("dense").orElseThrow();
    private static final double MISSED = Double.POSITIVE_INFINITY;

    @Test
    void prefersFewerSteps() {
        assertThat(chosen(tried(0.1, 200, 3, 0.5), tried(0.2, 150, 3, 0.9))).isEqualTo(0.2);
    }

    @Test
    void prefersWhatReachedTheTargetMoreOftenWhereTheMedianMissedIt() {
        assertThat(chosen(tried(0.1, MISSED, 0, 0.1), tried(0.2, MISSED, 1, 0.9)))
                .isEqualTo(0.2);
    }

    @Test
    void breaksATieByTheLossOnThePartHeldOut() {
        assertThat(chosen(tried(0.1, 200, 3, 0.7), tried(0.2, 200, 3, 0.6))).isEqualTo(0.2);
    }

    @Test
    void takesTheSmallerRateWhereAllIsEqual() {
        assertThat(chosen(tried(0.2, 200, 3, 0.7), tried(0.1, 200, 3, 0.7))).isEqualTo(0.1);
    }

    @Test
    void countsARunThatDivergedAsOneThatMissedEvenIfItPassedTheTargetBefore() {
        // Given
        Plan plan = Plans.of("dense,random", "1");
        Candidate candidate = plan.candidates(DENSE).get(0);
        Job job = Job.of(plan, Plans.PLAN_DATA, candidate, Pass.TUNING, 11, Map.of());
        List<Result> runs = List.of(
                SyntheticResults.of(job, 0.95, 1),
                SyntheticResults.diverged(job, 0.9, 50),
                SyntheticResults.diverged(job, 0.9, 50));

        // When
        Tried tried = Tried.of(candidate, runs, 0.5, true);

        // Then 2·0.95^step ≤ 0.5 from step 28 on, seen at 30
        assertThat(runs.get(0).stepsTo(0.5)).isEqualTo(30);
        assertThat(tried.medianSteps()).isEqualTo(MISSED);
        assertThat(tried.reached()).isEqualTo(1);
        assertThat(tried.diverged()).isEqualTo(2);
    }

    @Test
    void takesTheBestMeanLossUntilTheTargetWhetherTheRunStoppedThereOrNot() {
        // Given 2·0.95^step ≤ 0.5 seen at 30, the loss held out 0.1 above it and falling
        Plan plan = Plans.of("dense,dense-regularized", "1");
        Candidate dense = plan.candidates(DENSE).get(0);
        Result whole = SyntheticResults.of(Job.of(plan, Plans.PLAN_DATA, dense, Pass.TUNING, 11, Map.of()), 0.95, 1);

        // When
        Tried tried = Tried.of(dense, List.of(whole), 0.5, true);

        // Then
        double mean = (Math.pow(0.95, 10) + Math.pow(0.95, 20) + Math.pow(0.95, 30)) / 3;
        assertThat(tried.heldOutLoss())
                .as("of the evaluations at 10, 20 and 30")
                .isCloseTo(2 * mean + 0.1, within(1e-12));
        Candidate regularized = plan.candidates(
                        Methods.named("dense-regularized").orElseThrow())
                .get(0);
        assertThat(Tried.of(regularized, List.of(whole), 0.5, true).heldOutLoss())
                .as("its last")
                .isEqualTo(whole.last().testLoss());
    }

    @Test
    void choosesTheRateByStepsAndOtherKeysByWork() {
        // Given: the sparser network takes more steps of less work; its slower rate less work still
        Candidate dense = new Candidate(DENSE, 0.2, Map.of("gate.final-density", "0.5"));
        Candidate sparse = new Candidate(DENSE, 0.2, Map.of("gate.final-density", "0.3"));
        Candidate slow = new Candidate(DENSE, 0.1, Map.of("gate.final-density", "0.3"));

        // When
        Tuned tuned = new Tuned(
                DENSE,
                List.of(
                        new Tried(dense, 3, 100, 60, 3, 0, 0.5),
                        new Tried(sparse, 3, 120, 50, 3, 0, 0.5),
                        new Tried(slow, 3, 130, 40, 3, 0, 0.5)));

        // Then
        assertThat(tuned.chosen()).isEqualTo(sparse);
    }

    @Test
    void choosesWhatRegularizesByTheLossOnThePartHeldOut() {
        // Given
        Method regularized = Methods.named("dense-regularized").orElseThrow();
        Candidate weak = new Candidate(regularized, 0.2, Map.of("dropout", "0"));
        Candidate strong = new Candidate(regularized, 0.1, Map.of("dropout", "0.2"));
        Candidate slow = new Candidate(regularized, 0.05, Map.of("dropout", "0.2"));

        // When
        Tuned tuned = new Tuned(
                regularized,
                List.of(
                        new Tried(weak, 3, 100, 100, 3, 0, 0.9),
                        new Tried(strong, 3, 150, 150, 3, 0, 0.7),
                        new Tried(slow, 3, 300, 300, 3, 0, 0.6)));

        // Then its rate is the one that takes the fewest steps
        assertThat(tuned.chosen()).isEqualTo(strong);
    }

    private static double chosen(Tried... tried) {
        return new Tuned(DENSE, List.of(tried)).chosen().learningRate();
    }

    private static Tried tried(double rate, double steps, int reached, double loss) {
        return new Tried(new Candidate(DENSE, rate, Map.of()), 3, steps, steps, reached, 0, loss);
    }
}
