package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureGroupTest {

    private final Findings findings = SyntheticFindings.drawn(Plans.of("dense,gating-network", "1,2,3"), 1);

    @Test
    void putsEveryMeasureIntoOneGroup() {
        // When
        List<String> grouped = Arrays.stream(MeasureGroup.values())
                .flatMap(group -> ids(group, findings).stream())
                .toList();

        // Then
        assertThat(grouped)
                .containsExactlyInAnyOrderElementsOf(findings.metrics().stream()
                        .map(found -> found.metric().id())
                        .toList());
    }

    @Test
    void tellsTrainingFromTheTestPart() {
        assertThat(ids(MeasureGroup.TRAINING, findings))
                .containsExactly(
                        "equivalents-to-1.0",
                        "equivalents-to-0.5",
                        "seconds-to-1.0",
                        "seconds-to-0.5",
                        "steps-to-1.0",
                        "steps-to-0.5");
        assertThat(ids(MeasureGroup.OTHER_PART, findings))
                .contains("test-loss-last", "test-accuracy-best", "generalization-gap")
                .doesNotContain("kappa-median", "convergence-gap");
    }

    @Test
    void hasRoomForFurtherMeasuresOfTheTestPart() {
        // Given
        MetricFindings before = findings.metrics().stream()
                .filter(found -> found.metric().id().equals("test-loss-last"))
                .findFirst()
                .orElseThrow();
        Metric averaged = new Metric(
                "test-loss-averaged",
                "test loss of averaged weights",
                "nats",
                true,
                Metric.Effect.RATIO,
                false,
                (r, c) -> 0);
        List<MetricFindings> more = new ArrayList<>(findings.metrics());
        more.add(new MetricFindings(averaged, before.rows()));
        Findings with = new Findings(findings.plan(), findings.planData(), findings.methods(), more, findings.theory());

        // When
        String section = new MeasureSection(with, MeasureGroup.OTHER_PART).html();

        // Then
        assertThat(section)
                .contains(">Test loss of averaged weights (nats)</th>", "aria-label=\"Test loss of averaged weights, ");
    }

    private static List<String> ids(MeasureGroup group, Findings of) {
        return group.of(of).stream().map(found -> found.metric().id()).toList();
    }
}
