package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.experiments.Result.Evaluated;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeCurveTest {

    private final Job job = new Schedule(
                    Plans.of("dense,gating-network", "1,2,3"), Plans.PLAN_DATA, key -> Optional.empty())
            .jobs(Stage.TUNING)
            .get(0);

    @Test
    void takesTheMedianTimeToEveryLevel() {
        // Given three runs: one never gets below 1.9, the others fall as 2·0.9^step and are seen every ten steps
        List<Result> runs = List.of(
                SyntheticResults.of(job, 0.9995, 1),
                SyntheticResults.of(job, 0.9, 1),
                SyntheticResults.of(job, 0.9, 1));

        // When
        TimeCurve curve = TimeCurve.of(runs, Evaluated::trainingLoss);

        // Then the slower of the two that arrive is the median, and no time stands there twice
        assertThat(curve.seconds()).startsWith(0.0, 0.1, 0.2).isSorted().doesNotHaveDuplicates();
        assertThat(curve.levels()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(curve.levels().get(1)).isGreaterThanOrEqualTo(2 * Math.pow(0.9, 10));
        assertThat(curve.levels().get(curve.levels().size() - 1)).isEqualTo(2 * Math.pow(0.9, 100));
    }

    @Test
    void endsWhereHalfOfTheRunsDidNotArrive() {
        // Given two of three runs stay high
        List<Result> runs = List.of(
                SyntheticResults.of(job, 0.9995, 1),
                SyntheticResults.of(job, 0.9995, 1),
                SyntheticResults.of(job, 0.9, 1));

        // When
        TimeCurve curve = TimeCurve.of(runs, Evaluated::trainingLoss);

        // Then
        assertThat(curve.levels()).allMatch(level -> level >= 2 * Math.pow(0.9995, 100));
    }

    @Test
    void isEmptyWithoutRuns() {
        assertThat(TimeCurve.of(List.of(), Evaluated::trainingLoss).seconds()).isEmpty();
    }
}
