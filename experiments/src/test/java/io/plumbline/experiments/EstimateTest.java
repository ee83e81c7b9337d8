package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.trainer.run.RunDescription;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void countsEveryEvaluationOfBothParts() {
        // Given 200 and 50 examples, evaluated before the first step, at 30, 60, 90 and at the end, probed at 1, 50 and
        // 100
        Plan plan = Plans.read(Map.of("evaluation-interval", "30", "probe.interval", "50"));
        RunDescription run = plan.base().description(Plans.PLAN_DATA.dataRoot());

        // When
        double seconds = Estimate.seconds(run, Plans.PLAN_DATA, 3, 20, 0.5);

        // Then
        double start = Estimate.seconds(run, Plans.PLAN_DATA, 0, 0, 0);
        assertThat(seconds - start).isCloseTo((100 * 3 + 3 * 20 + 5 * 250 * 0.5) / 1e3, within(1e-9));
    }

    @Test
    void countsEvaluationsTwiceWhereWeightsAreAveraged() {
        // Given
        Map<String, String> every = Map.of("evaluation-interval", "50");
        Map<String, String> averaged = Map.of("evaluation-interval", "50", "average.decay", "0.9");

        // When
        double plain = evaluations(Plans.read(every));
        double both = evaluations(Plans.read(averaged));

        // Then
        assertThat(plain).isCloseTo(3 * 250 * 0.5 / 1e3, within(1e-9));
        assertThat(both).isCloseTo(2 * plain, within(1e-9));
    }

    private static double evaluations(Plan plan) {
        RunDescription run = plan.base().description(Plans.PLAN_DATA.dataRoot());
        return Estimate.seconds(run, Plans.PLAN_DATA, 0, 0, 0.5) - Estimate.seconds(run, Plans.PLAN_DATA, 0, 0, 0);
    }

    @Test
    void dealsRunsToTheProcessesSideBySide() {
        assertThat(new Estimate(1, 1, 1, 3).of(10, 2)).isEqualTo(Duration.ofSeconds(15));
    }
}
