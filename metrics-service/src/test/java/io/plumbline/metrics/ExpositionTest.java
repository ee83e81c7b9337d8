package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.model.Mask;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExpositionTest {

    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    private final Desk desk = new Desk();

    @Test
    void showsNamesTypesHelpAndSeriesAsAgreed() throws IOException {
        // Given
        tellOf("r1");

        // When
        String text = scrape("text/plain");

        // Then: operators' dashboards and alerts name these series. Change them only with a note in the release.
        assertThat(text).isEqualTo(resource("expected-exposition.txt"));
    }

    @Test
    void pointsFromHistogramAndCounterToRunAndVersion() throws IOException {
        // Given
        tellOf("r1");

        // When
        String text = scrape("application/openmetrics-text; version=1.0.0");

        // Then
        assertThat(text)
                .contains("plumbline_decision_latency_seconds_bucket{run=\"r1\",le=\"0.0075\"} 1 "
                        + "# {run=\"r1\",version=\"1\"} 0.006 1800000000.000")
                .contains(
                        "plumbline_mask_changes_total{direction=\"closed\",kind=\"dense\",layer=\"dense-1\",run=\"r1\"} 2.0 "
                                + "# {run=\"r1\",version=\"1\"} 2.0 1800000000.000")
                .contains(
                        "plumbline_mask_changes_total{direction=\"opened\",kind=\"dense\",layer=\"dense-1\",run=\"r1\"} 0.0\n");
    }

    @Test
    void hasNoLabelsButTheBoundedOnes() throws IOException {
        // Given
        tellOf("r1");
        tellOf("r2");

        // When
        String text = scrape("text/plain");

        // Then
        assertThat(LABEL.matcher(text).results().map(found -> found.group(1)))
                .containsOnly(
                        "run",
                        "layer",
                        "kind",
                        "direction",
                        "outcome",
                        "state",
                        "reason",
                        "policy",
                        "dataset",
                        "mode",
                        "optimizer",
                        "kind",
                        "version",
                        "le");
    }

    @Test
    void hasAsManySeriesARunAsItsReadmeSays() throws IOException {
        // Given
        tellOf("r1");

        // When
        List<String> series = scrape("text/plain")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();

        // Then
        long ofALayer = series.stream()
                .filter(line -> line.contains("layer=\"dense-1\""))
                .count();
        assertThat(Files.readString(Path.of("README.md")))
                .contains(series.size() + " a run of two layers, " + ofALayer + " more for every further layer");
    }

    @Test
    void leavesOutWhatIsNotKnown() throws IOException {
        // Given
        desk.hand(desk.topics.runs(), "r1", new Events("r1").manifest());

        // When
        String text = scrape("text/plain");

        // Then
        assertThat(text)
                .contains("plumbline_open_nodes{run=\"r1\"} 10.0")
                .doesNotContain("NaN")
                .doesNotContain("plumbline_training_loss_nats")
                .doesNotContain("plumbline_condition_number");
    }

    @Test
    void showsNothingWithoutRuns() throws IOException {
        // When
        String text = scrape("text/plain");

        // Then
        assertThat(text).isEmpty();
    }

    private void tellOf(String run) {
        Events events = new Events(run);
        Mask mask = Mask.allOpen(Events.NODES).with(new int[] {0, 1, 9}, new int[0]);
        desk.hand(desk.topics.runs(), run, events.manifest());
        desk.hand(desk.topics.runs(), run, events.started());
        desk.hand(desk.topics.runs(), run, events.pruned(120, 1));
        desk.hand(desk.topics.evaluations(), run, events.evaluation(100, 0.5, 0.75));
        desk.hand(desk.topics.evaluations(), run, events.progress(110, 1_800_000_000_500L, 2, 3));
        desk.hand(desk.topics.conditions(), run, events.condition(100, 2, 0.5));
        desk.hand(desk.topics.maskChanges(), run, events.unchanged(20, 0));
        desk.hand(desk.topics.maskChanges(), run, events.changed(40, 0, 1, mask, List.of(0, 1, 9), List.of()));
        desk.hand(desk.topics.maskAcks(), run, events.applied(1, 6));
        desk.hand(desk.topics.maskAcks(), run, events.rejected(2));
    }

    private String scrape(String accept) throws IOException {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(new RunCollector(() -> VisibilityPolicy.DEFAULT.shown(desk.intake.views(), Desk.NOW)));
        ExpositionFormatWriter writer = ExpositionFormats.init().findWriter(accept);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, registry.scrape());
        return text.toString(StandardCharsets.UTF_8);
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = ExpositionTest.class.getResourceAsStream("/" + name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
