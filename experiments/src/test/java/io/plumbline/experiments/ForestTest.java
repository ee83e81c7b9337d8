package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.experiments.statistics.MedianInterval;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForestTest {

    static final double MISSED = Double.POSITIVE_INFINITY;
    static final Metric STEPS = new Metric(
            "steps-to-0.5", "steps to training loss 0.5", "steps", true, Metric.Effect.RATIO, false, (r, c) -> 0);
    static final Metric ACCURACY = new Metric(
            "test-accuracy-best", "best test accuracy", "", false, Metric.Effect.DIFFERENCE, false, (r, c) -> 0);

    private final Plan plan = Plans.of("dense,random,magnitude,gating-network", "1,2,3,4");

    @Test
    void standsBestFirstAgainstDenseSeedBySeed() {
        // Given seeds that differ by more than methods do
        MetricFindings found = new MetricFindings(
                STEPS,
                List.of(
                        row("dense", 100, 200, 400, 800),
                        row("random", 120, 240, 480, 960),
                        row("gating-network", 50, 100, 200, 400)));

        // When
        Forest forest = Forest.of(plan, found);

        // Then
        assertThat(forest.reference()).contains("dense");
        assertThat(forest.neutral()).contains(1.0);
        assertThat(forest.rows()).extracting(Forest.Row::method).containsExactly("gating-network", "dense", "random");
        assertThat(forest.rows().get(0).effect()).isEqualTo(new MedianInterval(0.5, 0.5, 0.5));
        assertThat(forest.rows().get(2).effect().high()).isCloseTo(1.2, within(1e-12));
        assertThat(forest.rows())
                .extracting(Forest.Row::role)
                .containsExactly(Forest.Role.SUBJECT, Forest.Role.DENSE, Forest.Role.PEER);
    }

    @Test
    void leavesIntervalsOpenAndPutsWhatMissedLast() {
        // Given
        MetricFindings found = new MetricFindings(
                STEPS,
                List.of(
                        row("random", MISSED, MISSED, MISSED, MISSED),
                        row("magnitude", 50, MISSED, MISSED, MISSED),
                        row("dense", 100, 100, 100, 100),
                        row("gating-network", 150, 150, 150, MISSED)));

        // When
        Forest forest = Forest.of(plan, found);

        // Then
        assertThat(forest.rows())
                .extracting(Forest.Row::method)
                .containsExactly("dense", "gating-network", "magnitude", "random");
        assertThat(forest.rows()).extracting(Forest.Row::missed).containsExactly(0, 1, 3, 4);
        assertThat(forest.rows()).extracting(Forest.Row::hasPoint).containsExactly(true, true, false, false);
        assertThat(forest.rows().get(1).effect().median()).isEqualTo(1.5);
        assertThat(forest.rows().get(1).effect().high()).isInfinite();
        assertThat(forest.rows().get(2).effect().low()).as("against dense, too").isEqualTo(0.5);
    }

    @Test
    void isNoTieWhereDenseMissedAsWell() {
        // Given dense misses on one seed, on which random misses too
        MetricFindings found = new MetricFindings(
                STEPS, List.of(row("dense", 100, 100, 100, MISSED), row("random", 100, 100, 100, MISSED)));

        // When
        Forest forest = Forest.of(plan, found);

        // Then
        assertThat(forest.rows().get(1).effect().high()).isInfinite();
    }

    @Test
    void standsAgainstTheSubjectWhereDenseMissedAndAloneWhereBothDid() {
        // Given
        MetricFindings.Row dense = row("dense", MISSED, MISSED, MISSED, 10);
        MetricFindings.Row peer = row("random", 40, 40, 40, 40);

        // When
        Forest againstSubject =
                Forest.of(plan, new MetricFindings(STEPS, List.of(dense, peer, row("gating-network", 20, 20, 20, 20))));
        Forest alone = Forest.of(
                plan,
                new MetricFindings(STEPS, List.of(dense, peer, row("gating-network", MISSED, MISSED, MISSED, 5))));

        // Then
        assertThat(againstSubject.reference()).contains("gating-network");
        assertThat(againstSubject.rows().get(1).effect().median()).isEqualTo(2);
        assertThat(alone.reference()).isEmpty();
        assertThat(alone.rows().get(0).effect().median()).isEqualTo(40);
    }

    @Test
    void putsTheHighestFirstWhereHigherIsBetter() {
        // Given
        MetricFindings found = new MetricFindings(
                ACCURACY,
                List.of(
                        row("dense", 0.9, 0.9, 0.9, 0.9),
                        row("random", 0.8, 0.8, 0.8, -MISSED),
                        row("gating-network", 0.95, 0.95, 0.95, 0.95)));

        // When
        Forest forest = Forest.of(plan, found);

        // Then
        assertThat(forest.neutral()).contains(0.0);
        assertThat(forest.rows()).extracting(Forest.Row::method).containsExactly("gating-network", "dense", "random");
        assertThat(forest.rows().get(2).effect().low()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void hasNothingToDrawWhereNobodyHasAValue() {
        assertThat(new MetricFindings(STEPS, List.of(row("dense", MISSED), row("gating-network", MISSED))).isEmpty())
                .isTrue();
        assertThat(new MetricFindings(STEPS, List.of(row("dense"), row("gating-network"))).isEmpty())
                .isTrue();
        assertThat(new MetricFindings(STEPS, List.of(row("dense", MISSED), row("gating-network", 1))).isEmpty())
                .isFalse();
    }

    /** A row without tests. */
    static MetricFindings.Row row(String method, double... values) {
        return new MetricFindings.Row(method, values, MedianInterval.of(1, values), Optional.empty());
    }
}
