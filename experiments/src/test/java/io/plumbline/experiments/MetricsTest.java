package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.experiments.Result.Averaged;
import io.plumbline.experiments.Result.Evaluated;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final Plan plan = Plans.of("dense,dense-averaged", "1,2");

    @Test
    void theBestIsTheBestMeanOfThreeConsecutiveEvaluations() {
        // Given one lucky evaluation, and a stretch that is better than its neighbourhood
        Result run = run(List.of(0.9, 0.1, 0.9, 0.4, 0.5, 0.3, 0.8), List.of());

        // When, Then
        assertThat(value("test-loss-best", run)).isCloseTo(0.4, within(1e-12));
        assertThat(value("test-accuracy-best", run)).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void ofFewerThanThreeEvaluationsTheirMeanIsTheBest() {
        assertThat(value("test-loss-best", run(List.of(0.9, 0.1), List.of()))).isCloseTo(0.5, within(1e-12));
        assertThat(value("test-accuracy-best", run(List.of(0.3), List.of()))).isCloseTo(0.7, within(1e-12));
        assertThat(value("test-loss-best", run(List.of(), List.of()))).isInfinite();
    }

    @Test
    void averagedWeightsHaveMetricsOfTheirOwn() {
        // Given
        Result run = run(List.of(0.9, 0.5, 0.6, 0.7), List.of(0.9, 0.3, 0.2, 0.4));

        // When, Then
        assertThat(value("test-loss-last", run)).isEqualTo(0.7);
        assertThat(value("test-loss-last-averaged", run)).isEqualTo(0.4);
        assertThat(value("test-accuracy-last-averaged", run)).isEqualTo(0.6);
        assertThat(value("test-loss-best-averaged", run)).isCloseTo(0.3, within(1e-12));
        assertThat(value("test-accuracy-best-averaged", run)).isCloseTo(0.7, within(1e-12));
    }

    @Test
    void aRunWithoutAnAverageCountsThereWithItsWeights() {
        // Given
        Result run = run(List.of(0.9, 0.5, 0.6, 0.7), List.of());

        // When, Then
        for (String id : List.of("test-loss-last", "test-loss-best", "test-accuracy-last", "test-accuracy-best")) {
            assertThat(value(id + "-averaged", run)).isEqualTo(value(id, run));
        }
    }

    @Test
    void thereAreNoneOfAveragedWeightsWhereNoRunKeepsAny() {
        assertThat(Metrics.of(plan, false)).extracting(Metric::id).noneMatch(id -> id.contains("averaged"));
        assertThat(Metrics.of(plan, true))
                .extracting(Metric::id)
                .filteredOn(id -> id.contains("averaged"))
                .hasSize(4);
    }

    @Test
    void theShippedMethodIsADenseNetworkWithAnAverage() {
        assertThat(Methods.runnable()).contains("dense-averaged");
        assertThat(plan.candidates(Methods.named("dense-averaged").orElseThrow()))
                .allSatisfy(candidate -> assertThat(candidate.settings())
                        .containsEntry("gate.policy", "dense")
                        .containsEntry("average.decay", "0.98"));
    }

    private double value(String id, Result run) {
        return Metrics.of(plan, true).stream()
                .filter(metric -> metric.id().equals(id))
                .findFirst()
                .orElseThrow()
                .of(run, 1);
    }

    /** Returns a run whose test losses and errors are these numbers, and if any are given those of averaged weights. */
    private Result run(List<Double> raw, List<Double> averaged) {
        Job job = Job.of(
                plan,
                Plans.PLAN_DATA,
                plan.candidates(Methods.named("dense").orElseThrow()).get(0),
                Pass.FINAL,
                1,
                Map.of());
        Result like = SyntheticResults.of(job, 0.97, 1);
        List<Evaluated> evaluations = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            Averaged mean =
                    averaged.isEmpty() ? Averaged.NONE : new Averaged(0.5, 0.5, averaged.get(i), averaged.get(i));
            evaluations.add(new Evaluated(10L * i, 0.5, 0.5, raw.get(i), raw.get(i), mean, i, i));
        }
        return new Result(
                like.key(),
                like.software(),
                like.run(),
                like.method(),
                like.settings(),
                like.sha256(),
                like.ending(),
                like.reason(),
                like.steps(),
                like.nodes(),
                evaluations,
                like.conditions(),
                like.violations(),
                like.shapes(),
                like.prunings(),
                like.costs());
    }
}
