package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.monitoring.Dashboard.Panel;
import io.plumbline.testkit.Checkout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Grafana and its operators expect of a dashboard; the checks bear the names that Grafana's linter gives them. That every
 * query parses ({@code target-promql}, {@code template-label-promql}) Prometheus itself says, in {@link PromtoolIT}.
 */
class DashboardTest {

    private static final String SOURCE = "${datasource}";
    private static final Set<String> TYPES =
            Set.of("timeseries", "stat", "table", "heatmap", "state-timeline", "bargauge", "gauge");
    private static final Set<String> OF_ALL =
            Set.of("plumbline_build_info", "plumbline_gate_lag_records", "plumbline_gate_oldest_unread_seconds");
    private static final int COLUMNS = 24;
    private static final Pattern SELECTOR = Pattern.compile("\\b([a-zA-Z_:][a-zA-Z0-9_:]*)\\{([^}]*)}");
    private static final Pattern RANGE = Pattern.compile("\\b(rate|irate)\\([^\\[]*\\[([^\\]]+)]");

    private static final Pattern COUNTER = Pattern.compile("(\\w+)\\((\\w+_total)\\{");

    static Stream<Dashboard> dashboards() {
        return Dashboard.all().stream();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void uneditableAndOfAStableName(Dashboard dashboard) {
        assertThat(dashboard.json().path("editable").asBoolean(true)).isFalse();
        assertThat(dashboard.json().path("id").isNull()).isTrue();
        assertThat(dashboard.json().path("uid").asText() + ".json").isEqualTo(dashboard.toString());
        assertThat(dashboard.json().path("schemaVersion").asInt()).isGreaterThanOrEqualTo(39);
        assertThat(dashboard.json().path("tags")).extracting(JsonNode::asText).contains("plumbline");
        assertThat(dashboard.json().path("links")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void templateDatasource(Dashboard dashboard) {
        JsonNode source = dashboard.variable("datasource");
        assertThat(source.path("type").asText()).isEqualTo("datasource");
        assertThat(source.path("query").asText()).isEqualTo("prometheus");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void templateJobAndInstanceTakeSeveralValuesAndFollowTheTimeRange(Dashboard dashboard) {
        for (String name : List.of("job", "instance")) {
            dashboard.variable(name);
        }
        dashboard.variables().stream()
                .filter(variable -> variable.path("type").asText().equals("query"))
                .forEach(variable -> {
                    String name = variable.path("name").asText();
                    assertThat(variable.path("multi").asBoolean()).as(name).isTrue();
                    assertThat(variable.path("includeAll").asBoolean()).as(name).isTrue();
                    assertThat(variable.path("allValue").asText()).as(name).isEqualTo(".+");
                    assertThat(variable.path("refresh").asInt()).as(name).isEqualTo(2);
                    assertThat(variable.at("/datasource/uid").asText()).as(name).isEqualTo(SOURCE);
                });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariableIsUsed(Dashboard dashboard) {
        String text = dashboard.json().toString();
        for (JsonNode variable : dashboard.variables()) {
            String name = variable.path("name").asText();
            assertThat(text).as(name).containsPattern("\\$\\{?" + name + "\\b");
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelDatasource(Dashboard dashboard) {
        for (Panel panel : dashboard.panels()) {
            assertThat(panel.json().at("/datasource/uid").asText())
                    .as(panel.toString())
                    .isEqualTo(SOURCE);
            assertThat(panel.targets())
                    .as(panel.toString())
                    .allSatisfy(target ->
                            assertThat(target.at("/datasource/uid").asText()).isEqualTo(SOURCE));
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelTitleDescriptionUnitAndTargets(Dashboard dashboard) {
        Set<String> titles = new HashSet<>();
        for (Panel panel : dashboard.panels()) {
            assertThat(TYPES)
                    .as(panel.toString())
                    .contains(panel.json().path("type").asText());
            assertThat(panel.title()).isNotBlank();
            assertThat(titles.add(panel.title()))
                    .as("the only one called " + panel.title())
                    .isTrue();
            assertThat(panel.json().path("description").asText())
                    .as(panel.toString())
                    .isNotBlank();
            assertThat(panel.targets()).as(panel.toString()).isNotEmpty();
            if (!panel.is("table") && !panel.is("state-timeline")) {
                assertThat(panel.json().at("/fieldConfig/defaults/unit").asText())
                        .as(panel.toString())
                        .isNotBlank();
            }
        }
    }

    /** Grafana writes an exponent with all of its sixteen digits, and a duration with its largest part alone. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void exponentsAndDurationsSayHowManyDecimals(Dashboard dashboard) {
        Set<String> units = Set.of("sci", "dtdurations");
        for (Panel panel : dashboard.panels()) {
            JsonNode shown = panel.json().path("fieldConfig");
            if (units.contains(shown.at("/defaults/unit").asText())) {
                assertThat(shown.at("/defaults/decimals").isInt())
                        .as(panel.toString())
                        .isTrue();
            }
            for (JsonNode override : shown.path("overrides")) {
                List<JsonNode> properties = Checkout.list(override.path("properties"));
                if (properties.stream()
                        .anyMatch(one -> units.contains(one.path("value").asText()))) {
                    assertThat(properties)
                            .as(panel.toString())
                            .extracting(one -> one.path("id").asText())
                            .contains("decimals");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void panelsHaveNumbersOfTheirOwnAndDoNotOverlap(Dashboard dashboard) {
        List<Panel> all = dashboard.everything();
        assertThat(all).extracting(panel -> panel.json().path("id").asInt()).doesNotHaveDuplicates();
        for (int i = 0; i < all.size(); i++) {
            Panel panel = all.get(i);
            assertThat(panel.at("x") + panel.at("w")).as(panel.toString()).isBetween(1, COLUMNS);
            for (Panel other : all.subList(0, i)) {
                assertThat(panel.overlaps(other)).as(panel + " over " + other).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void targetJob(Dashboard dashboard) {
        eachFind(
                dashboard,
                SELECTOR,
                (where, selector) -> assertThat(selector.group(2)).as(where).contains("job=~\"$job\""));
    }

    /** What is known of a run, or of all gates together, is the same at every instance. */
    @ParameterizedTest
    @MethodSource("dashboards")
    void targetInstance(Dashboard dashboard) {
        eachFind(dashboard, SELECTOR, (where, selector) -> {
            if (!OF_ALL.contains(selector.group(1))) {
                assertThat(selector.group(2)).as(where).containsAnyOf("instance=~\"$instance\"", "run=~\"$run\"");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void targetRateInterval(Dashboard dashboard) {
        eachFind(
                dashboard,
                RANGE,
                (where, range) -> assertThat(range.group(2)).as(where).isEqualTo("$__rate_interval"));
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void targetCounterAggregation(Dashboard dashboard) {
        eachFind(
                dashboard,
                COUNTER,
                (where, counter) -> assertThat(List.of("rate", "increase", "irate"))
                        .as(where)
                        .contains(counter.group(1)));
    }

    /** Hands over every place of a pattern in a query of a panel, with where that is. */
    private static void eachFind(Dashboard dashboard, Pattern pattern, BiConsumer<String, MatchResult> check) {
        for (Panel panel : dashboard.panels()) {
            for (String query : panel.queries()) {
                pattern.matcher(query).results().forEach(found -> check.accept(panel + ": " + query, found));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void annotationsAskTheSameInOlderAndNewerVersionsOfGrafana(Dashboard dashboard) {
        assertThat(dashboard.annotations()).isNotEmpty();
        for (JsonNode annotation : dashboard.annotations()) {
            assertThat(annotation.at("/target/expr").asText())
                    .isNotBlank()
                    .isEqualTo(annotation.path("expr").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void linksLeadToDashboardsThatAreThere(Dashboard dashboard) {
        List<String> uids = new ArrayList<>();
        Matcher link = Pattern.compile("/d/(plumbline-[a-z]+)")
                .matcher(dashboard.json().toString());
        while (link.find()) {
            uids.add(link.group(1));
        }
        assertThat(Dashboard.all())
                .extracting(other -> other.json().path("uid").asText())
                .containsAll(uids);
    }
}
