package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FindingsPageTest {

    private static final long SEED = 20_261_129;
    private static final String SEEDS = "1,2,3,4,5,6,7,8,9,10";
    /** Drawn once: thousands of resamples for every method and measure take their time. */
    private static final Findings TWENTY = SyntheticFindings.drawn(PreviewPages.twenty(10), SEED);

    private static final Findings THREE =
            SyntheticFindings.drawn(Plans.of("dense,magnitude,gating-network", SEEDS), SEED);
    /** Where uPlot says who wrote it: a comment that asks for nothing. */
    private static final String LICENCE = "https://github.com/leeoniya/uPlot";

    @Test
    void needsNoOtherFileAndNoNetwork() {
        // When
        String page = FindingsPage.of(TWENTY);

        // Then
        assertThat(page).startsWith("<!DOCTYPE html>").contains("default-src 'none'", "var uPlot=");
        assertThat(page.replace(LICENCE, ""))
                .doesNotContain("http:", "https:", "<link", "fetch(", "import(", "{{", "@import");
        assertThat(page)
                .doesNotContainPattern("(?i)(src|href)\\s*=\\s*[\"']?//")
                .doesNotContainPattern("url\\((?!#)");
    }

    @Test
    void beginsWithTheAnswer() {
        // When
        String page = FindingsPage.of(TWENTY);

        // Then
        String body = page.substring(page.indexOf("<body"));
        assertThat(body.indexOf(Answer.of(TWENTY).get(0).claim()))
                .isPositive()
                .isLessThan(body.indexOf("<svg"))
                .isLessThan(body.indexOf("<table"));
    }

    @Test
    void hasAForestAndATableForEveryMeasureWithoutAScript() {
        // When
        String page = FindingsPage.of(THREE);

        // Then
        String beforeScripts = page.substring(0, page.indexOf("<script type=\"application/json\""));
        assertThat(count(beforeScripts, "<svg class=\"forest\" viewBox=\"0 0 640 "))
                .isEqualTo(THREE.metrics().size());
        assertThat(count(beforeScripts, "<details class=\"tests\">"))
                .isEqualTo(THREE.metrics().size());
        assertThat(beforeScripts)
                .contains("Cost (dense-step equivalents)", "Wall-clock (s)", "Plain steps", "aria-sort=\"ascending\"");
    }

    @Test
    void showsTheCurvesOfFewFromTheStart() {
        // When
        List<String> shown = shown(FindingsPage.of(TWENTY));

        // Then
        assertThat(shown).hasSize(6).contains("dense", "greedy-q-self-tuned");
        assertThat(shown(FindingsPage.of(THREE))).containsExactly("dense", "magnitude", "gating-network");
    }

    @Test
    void saysInASentenceWhatWasNotMeasured() {
        // Given
        Plan untimed = Plans.read(Map.of("methods", "dense,gating-network", "seeds", SEEDS, "wall-clock-seeds", "0"));

        // When
        String page = FindingsPage.of(SyntheticFindings.drawn(untimed, SEED));

        // Then
        assertThat(page)
                .contains("Wall-clock was not measured: the plan asks for no timed runs (wall-clock-seeds is 0).")
                .contains("There are no curves over wall-clock: this plan makes no timed runs.")
                .doesNotContain("Wall-clock (s)");
    }

    @Test
    void saysInASentenceWhatNobodyReached() {
        // Given no method comes below 1.2
        Plan plan = Plans.of("dense,gating-network", SEEDS);

        // When
        String page = FindingsPage.of(SyntheticFindings.of(plan, job -> SyntheticResults.of(job, 0.995, 1)));

        // Then
        assertThat(page)
                .contains("<p>Steps to training loss 0.5: no run of any method has a value.</p>")
                .doesNotContain("aria-label=\"Steps to training loss 0.5");
    }

    @Test
    void escapesTheNameOfAMethod() {
        // Given
        Plan plan = Plans.of("dense,magnitude,gating-network", SEEDS);
        List<Method> methods = new ArrayList<>(plan.methods());
        methods.add(methods.get(1).variant("<img src=x onerror=alert(1)>", Map.of("gate.alpha", "2")));
        Plan hostile = new Plan(
                "<i>plan</i>",
                plan.base(),
                methods,
                plan.subject(),
                plan.learningRates(),
                plan.tuningSeeds(),
                plan.seeds(),
                plan.targets(),
                plan.validationShare(),
                plan.grids(),
                plan.workers(),
                plan.wallClockSeeds());

        // When
        String page = FindingsPage.of(SyntheticFindings.drawn(hostile, SEED));

        // Then
        assertThat(page)
                .contains("&lt;img src=x onerror=alert(1)&gt;", "&lt;i&gt;plan&lt;/i&gt;")
                .doesNotContain("<img", "<i>");
    }

    private static List<String> shown(String page) {
        var found = Pattern.compile("\"shown\":\\[([^\\]]*)]").matcher(page);
        assertThat(found.find()).isTrue();
        return Pattern.compile("\"([^\"]+)\"")
                .matcher(found.group(1))
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }
}
