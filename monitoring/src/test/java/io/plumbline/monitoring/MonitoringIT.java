package io.plumbline.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.testkit.BrokerFixture;
import io.plumbline.testkit.FreePort;
import io.plumbline.testkit.Installed;
import io.plumbline.testkit.Need;
import io.plumbline.testkit.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real run under a real gate, watched by a real Prometheus with our rules and a real Alertmanager. Processes are killed
 * at the end, so the order matters. Thresholds are those that ship; what ships as minutes of waiting is a second here.
 */
@Tag("platform")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MonitoringIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path folder;

    private static Program gate;
    private static Program trainer;
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static PrometheusServer prometheus;
    private static AlertmanagerServer alertmanager;

    @BeforeAll
    static void start() throws Exception {
        Need.PROMETHEUS.requireProgram("prometheus");
        Need.PROMETHEUS.requireProgram("prometheus-alertmanager");
        String servers = BrokerFixture.shared().bootstrapServers();
        var targets = new PrometheusServer.Targets(
                FreePort.next(),
                FreePort.next(),
                FreePort.next(),
                open(new AlertmanagerServer(folder)).port());
        alertmanager = (AlertmanagerServer) OPEN.get(0);
        prometheus = open(new PrometheusServer(folder, targets));
        gate = open(
                service("gate", servers, targets.gate(), "--set", "gate.state-directory=" + folder.resolve("gate")));
        open(service("metrics", servers, targets.metrics()));
        trainer = open(service("train", servers, targets.trainer(), run()));
        await().atMost(PATIENCE).until(prometheus::isUp);
    }

    /** A run that closes and prunes for minutes, a little at every decision. */
    private static String[] run() {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "run", "watched",
                "data", "digits",
                "layers", "512,512",
                "batch", "256",
                "steps", "1000000",
                "policy", "greedy-q",
                "directory", folder.resolve("run").toString()));
        List<String> arguments = new ArrayList<>();
        settings.forEach((key, value) -> arguments.addAll(List.of("--" + key, value)));
        for (String setting : List.of(
                "decision-interval=100",
                "evaluation-interval=200",
                "average.decay=0.98",
                "gate.final-density=0.3",
                "gate.warm-up=100",
                "gate.last-change=20000",
                "gate.prune-after=1")) {
            arguments.addAll(List.of("--set", setting));
        }
        return arguments.toArray(String[]::new);
    }

    private static Program service(String command, String servers, int port, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of(command, "--bootstrap-servers", servers, "--admin-port", Integer.toString(port)));
        arguments.addAll(List.of(more));
        return Program.start(
                folder.resolve(command + ".log"), Program.java(512, "io.plumbline.cli.Plumbline", arguments));
    }

    private static <T extends AutoCloseable> T open(T opened) {
        OPEN.add(opened);
        return opened;
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable one : OPEN) {
            one.close();
        }
    }

    @Test
    @Order(1)
    void everyPanelHasData() {
        // Given: changes were made and one was pruned
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.query("plumbline_prunings_total > 0"))
                        .as(trainer.said())
                        .isNotEmpty());

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(emptyPanels()).isEmpty());
    }

    private static List<String> emptyPanels() {
        List<String> empty = new ArrayList<>();
        for (Dashboard dashboard : Dashboard.all()) {
            for (Dashboard.Panel panel : dashboard.panels()) {
                for (String query : panel.queries()) {
                    if (!isAbsent(query)
                            && prometheus.query(Dashboard.filled(query)).isEmpty()) {
                        empty.add(dashboard + ": " + panel.title() + ": " + query);
                    }
                }
            }
        }
        return empty;
    }

    private static boolean isAbsent(String query) {
        return MetricNames.ABSENT.keySet().stream().anyMatch(query::contains);
    }

    @Test
    @Order(2)
    void everyQuestionHasAnAnswer() {
        // Given
        List<String> queries = Questions.queries();

        // Then: an expression that Prometheus refuses throws
        assertThat(queries).hasSizeGreaterThan(12);
        queries.forEach(query -> assertThat(prometheus.query(query)).isNotNull());
    }

    @Test
    @Order(3)
    void latenciesLeadToRunAndVersion() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.exemplars("plumbline_decision_latency_seconds_bucket"))
                        .isNotEmpty()
                        .first()
                        .asString()
                        .contains("\"run\":\"watched\"", "\"version\":"));
    }

    @Test
    @Order(4)
    void everyNameIsAsMetricsSaysIt() {
        MetricNames names = new MetricNames(prometheus.names());
        assertThat(names.unknown()).as("asked for and nowhere shown").isEmpty();
        assertThat(names.unused()).as("shown and nowhere asked for").isEmpty();
        assertThat(names.outdated()).as("listed without need").isEmpty();
    }

    @Test
    @Order(5)
    void nothingCriticalFiresInAHealthyRun() {
        // Others wait for minutes where they ship, so that a busy second is no alert.
        List<String> critical = Alerts.all().stream()
                .filter(alert -> alert.severity().equals("critical"))
                .map(Alerts.Alert::name)
                .toList();
        assertThat(critical).isNotEmpty();
        assertThat(prometheus.firing()).contains("PlumblineWatchdog").doesNotContainAnyElementsOf(critical);
    }

    @Test
    @Order(6)
    void everyDashboardIsRendered() throws Exception {
        // Given: a run that there is something to see of
        String started = "max(plumbline_run_started_timestamp_seconds)";
        await().atMost(PATIENCE)
                .until(() -> !prometheus.query("time() - " + started + " > 90").isEmpty());
        long start = prometheus.query(started).get(0).at("/value/1").asLong();
        TimeRange time = new TimeRange(Instant.ofEpochSecond(start - 5), Instant.now());

        for (Dashboard dashboard : Dashboard.all()) {
            // When
            Path page = new Rendering(dashboard, prometheus, time).write(Path.of("target", "dashboards"));

            // Then: every panel is there
            List<Dashboard.Panel> panels = dashboard.everything();
            assertThat(page)
                    .content()
                    .contains(panels.stream().map(Dashboard.Panel::title).toList());
            if (Installed.program(DrawnPage.BROWSER).isPresent()) {
                // … and drawn, but where there is nothing to draw
                DrawnPage drawn = DrawnPage.open(page, folder.resolve("browser.log"));
                assertThat(drawn.trouble()).isEmpty();
                for (Dashboard.Panel panel : panels) {
                    boolean absent = panel.is("row") || panel.queries().stream().allMatch(MonitoringIT::isAbsent);
                    assertThat(drawn.marks(panel))
                            .as(dashboard + ": " + panel)
                            .matches(marks -> absent == (marks == 0));
                }
            }
        }
    }

    @Test
    @Order(7)
    void aKilledGateIsNoticedAndTold() throws Exception {
        // When
        alertmanager.forget();
        gate.kill();

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.firing())
                        .contains("PlumblineGateSilent", "PlumblineDecisionOverdue", "PlumblineTargetDown"));
        await().atMost(PATIENCE).until(() -> alertmanager.told("PlumblineTargetDown"));
    }

    @Test
    @Order(8)
    void aKilledTrainerIsARunThatStands() throws Exception {
        // When
        trainer.kill();

        // Then: its threshold is two minutes
        await().atMost(PATIENCE.plus(PATIENCE))
                .untilAsserted(() -> assertThat(prometheus.firing()).contains("PlumblineRunStalled"));
    }
}
