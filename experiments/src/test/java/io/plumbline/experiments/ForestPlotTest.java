package io.plumbline.experiments;

import static io.plumbline.experiments.ForestTest.ACCURACY;
import static io.plumbline.experiments.ForestTest.MISSED;
import static io.plumbline.experiments.ForestTest.STEPS;
import static io.plumbline.experiments.ForestTest.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.experiments.statistics.MedianInterval;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ForestPlotTest {

    private final Plan plan = Plans.of("dense,random,magnitude,gating-network", "1,2,3,4");

    @Test
    void drawsALinePerMethodBestFirst() {
        // When
        String svg = draw(
                STEPS,
                row("random", 200, 200, 200, 200),
                row("dense", 100, 100, 100, 100),
                row("gating-network", 50, 60, 50, 60));

        // Then
        assertThat(Pattern.compile("data-method=\"([^\"]+)\"")
                        .matcher(svg)
                        .results()
                        .map(found -> found.group(1)))
                .containsExactly("gating-network", "dense", "random");
        assertThat(svg)
                .startsWith("<svg class=\"forest\"")
                .contains(
                        "aria-label=\"Steps to training loss 0.5, ratio to dense, seed by seed (log scale), best first: ")
                .contains("<g class=\"row subject\"", "<g class=\"row dense\"", "<g class=\"row peer\"")
                .contains("class=\"neutral\"", ">ratio to dense, seed by seed (log scale)</text>")
                .contains("◂ better", "0.550 [0.5, 0.600]")
                .doesNotContain("class=\"arrow\"", "missed", "NaN", "Infinity");
    }

    @Test
    void drawsAnArrowForAnIntervalWithoutAnEndAndCountsWhatMissed() {
        // When
        String svg = draw(
                STEPS,
                row("dense", 100, 100, 100, 100),
                row("random", 100, 150, 150, MISSED),
                row("gating-network", MISSED, MISSED, MISSED, MISSED));

        // Then
        assertThat(rowOf(svg, "random")).contains("class=\"arrow\"", "class=\"point\"", ">1 of 4 missed<", "[1, ∞]");
        assertThat(rowOf(svg, "gating-network"))
                .contains("class=\"arrow\"", ">4 of 4 missed<")
                .doesNotContain("class=\"point\"", "class=\"whisker\"");
        assertThat(rowOf(svg, "dense")).doesNotContain("class=\"arrow\"", "missed");
    }

    @Test
    void marksWhatTheTestOfTheSubjectShows() {
        // Given ten seeds on which the subject is better than one peer, worse than another, as good as a third
        Plan ten = Plans.of("dense,magnitude,gating-network,greedy-kappa", "1,2,3,4,5,6,7,8,9,10");
        double cost = Plans.PLAN_DATA.cost(ten.base());
        Findings findings = SyntheticFindings.of(
                ten, job -> switch (job.candidate().method().name()) {
                    case "magnitude" -> SyntheticResults.of(job, 0.95, cost);
                    case "dense" -> SyntheticResults.of(job, 0.98, cost);
                    default -> SyntheticResults.of(job, 0.97, cost);
                });
        MetricFindings steps = findings.metrics().get(0);

        // When
        String svg = ForestPlot.of(Forest.of(ten, steps));

        // Then
        assertThat(rowOf(svg, "dense")).contains("class=\"better\"");
        assertThat(rowOf(svg, "magnitude")).contains("class=\"worse\"");
        assertThat(rowOf(svg, "greedy-kappa")).contains("class=\"neither\"");
    }

    @Test
    void showsSharesInPercentagePoints() {
        assertThat(draw(
                        ACCURACY,
                        row("dense", 0.9, 0.9, 0.9, 0.9),
                        row("random", 0.891, 0.891, 0.891, 0.891),
                        row("gating-network", 0.905, 0.905, 0.905, 0.905)))
                .contains("better ▸", "−0.90 [−0.90, −0.90]", "+0.50 [+0.50, +0.50]")
                .contains("minus dense, seed by seed, percentage points");
    }

    @Test
    void escapesNamesAndSqueezesLongOnes() {
        // Given
        String name = "<script>alert(1)</script> and some more letters";

        // When
        String svg = draw(STEPS, row("dense", 1, 1), row(name, 2, 2));

        // Then
        assertThat(svg).contains("&lt;script&gt;", "textLength=\"190\"").doesNotContain("<script");
    }

    @Test
    void drawsWhatStandsForItselfAndWhatIsAllTheSame() {
        assertThat(draw(STEPS, row("random", 5, 5), row("gating-network", MISSED, MISSED)))
                .contains("median over the seeds, steps (log scale)")
                .doesNotContain("class=\"neutral\"", "NaN");
        assertThat(draw(ACCURACY, row("dense", 0.5), row("gating-network", 0.5)))
                .doesNotContain("NaN", "Infinity");
    }

    @Test
    void labelsTicksThatHaveRoom() {
        // Given ratios from a hundredth to a hundred
        Forest forest = Forest.of(
                plan, new MetricFindings(STEPS, List.of(row("dense", 1), row("random", 0.01), row("magnitude", 100))));

        // When
        ForestScale scale = ForestScale.of(forest);

        // Then
        assertThat(scale.log()).isTrue();
        assertThat(scale.ticks()).containsExactly(0.01, 0.1, 1.0, 10.0, 100.0);
        assertThat(scale.at(1)).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void cutsAnIntervalThatWouldSqueezeAllOthers() {
        // Given
        Forest forest = new Forest(
                STEPS,
                Optional.of("dense"),
                List.of(new Forest.Row(
                        "random", Forest.Role.PEER, new MedianInterval(1, 0.5, 1000), 0, 4, Optional.empty())));

        // When
        ForestScale scale = ForestScale.of(forest);

        // Then
        assertThat(scale.isOpenAbove(forest.rows().get(0).effect())).isTrue();
        assertThat(scale.isOpenBelow(forest.rows().get(0).effect())).isFalse();
    }

    private String draw(Metric metric, MetricFindings.Row... rows) {
        return ForestPlot.of(Forest.of(plan, new MetricFindings(metric, List.of(rows))));
    }

    private static String rowOf(String svg, String method) {
        String from = svg.substring(svg.indexOf("data-method=\"" + method + "\""));
        return from.substring(0, from.indexOf("</g>"));
    }
}
