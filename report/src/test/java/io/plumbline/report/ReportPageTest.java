package io.plumbline.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.report.runlog.SyntheticRun;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportPageTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>&'\"{{js}}";
    private static final Pattern SERIES =
            Pattern.compile("<script type=\"application/json\" id=\"series\">(.*?)</script>", Pattern.DOTALL);

    private final String page = ReportPage.of(List.of(SyntheticRun.dense("first"), SyntheticRun.gated(HOSTILE)));

    @Test
    void fillsEveryPlace() {
        assertThat(page).startsWith("<!DOCTYPE html>").contains("<h1>Plumbline</h1>", "var uPlot=");
        assertThat(page.replace(Html.escape(HOSTILE), "")).doesNotContain("{{");
    }

    @Test
    void bringsWhatAllPagesDrawWithBeforeItsOwnScript() {
        assertThat(page.split("const plumbline = ", -1)).hasSize(2);
        assertThat(page.indexOf("const plumbline = "))
                .isBetween(page.indexOf("var uPlot="), page.indexOf("} = plumbline;"));
        assertThat(page).contains("<title>Plumbline · ");
    }

    @Test
    void loadsNothingFromElsewhere() {
        assertThat(page).doesNotContainPattern("(?i)(src|href)\\s*=\\s*[\"'](https?:)?//");
        assertThat(page).doesNotContainPattern("(?i)url\\(\\s*[\"']?(https?:)?//");
        assertThat(page).doesNotContain("@import", "fetch(", "XMLHttpRequest", "<link");
        assertThat(page).contains("default-src 'none'");
    }

    @Test
    void letsNoNameOrSettingOutOfItsElement() {
        assertThat(page).doesNotContain("<img", "<script>alert").contains(Html.escape(HOSTILE));
    }

    @Test
    void holdsTheCurvesOfBothRuns() throws JsonProcessingException {
        // When
        JsonNode runs = series();

        // Then
        assertThat(runs).hasSize(2);
        JsonNode gated = runs.get(1);
        assertThat(gated.path("name").asText()).isEqualTo("greedy-kappa");
        assertThat(gated.at("/evaluations/step")).hasSize(20);
        assertThat(gated.at("/evaluations/gap/0").asDouble()).isBetween(0.0999, 0.1001);
        assertThat(gated.at("/conditions/kappa/19").asDouble()).isEqualTo(60);
        assertThat(gated.at("/conditions/predicted/0").isNull()).isTrue();
        assertThat(gated.at("/masks/layers/1/name").asText()).isEqualTo("dense-2");
        assertThat(gated.at("/masks/step")).extracting(JsonNode::asInt).containsExactly(0, 203, 502, 1_000);
        assertThat(gated.at("/masks/layers/1/open")).extracting(JsonNode::asInt).containsExactly(4, 3, 3, 3);
    }

    @Test
    void saysThatMasksAloneMakeNoStepCheaper() {
        assertThat(page).contains(Html.escape(SummaryTable.MASKS_ALONE));
    }

    @Test
    void explainsTheMaskChangesOfTheGatedRunAlone() {
        assertThat(page).contains("Mask changes of greedy-kappa", "dense-2/1").doesNotContain("Mask changes of dense");
    }

    @Test
    void showsTargetsThatWereReached() {
        // When
        Table table = SummaryTable.of(List.of(SyntheticRun.dense("a"), SyntheticRun.gated("b")));

        // Then
        assertThat(table.columns()).containsExactly("dense", "greedy-kappa");
        assertThat(table.rows())
                .contains(
                        new Table.Row("training loss ≤ 0.3 at step (after)", List.of("200 (0.4 s)", "200 (0.4 s)")),
                        new Table.Row("training loss ≤ 0.001 at step (after)", List.of("800 (1.6 s)", "650 (1.3 s)")),
                        new Table.Row("open nodes of dense-1", List.of("8 of 8", "6 of 8")),
                        new Table.Row("decision latency p50 / p99", List.of("no change", "14 / 14 ms")));
    }

    private JsonNode series() throws JsonProcessingException {
        Matcher found = SERIES.matcher(page);
        assertThat(found.find()).isTrue();
        return new ObjectMapper().readTree(found.group(1));
    }
}
