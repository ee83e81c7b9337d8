package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.broker.BrokerSettings;
import io.plumbline.broker.EmbeddedBroker;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.protocol.GateSettingsCodec;
import io.plumbline.protocol.TopicCreator;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.NodeRange;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.RunFailed;
import io.plumbline.protocol.v1.RunStopped;
import io.plumbline.testkit.TopicWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Directories of runs that are over: one run in the first, two in the second, whose words steer terminals. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportIT {

    private static final String HOSTILE = "<script>alert(1)</script>\u001b[2J\u009b2J";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path one;
    private Path two;

    @BeforeAll
    void makeTheDirectories(@TempDir Path folder) {
        one = folder.resolve("one");
        two = folder.resolve("two");
        filled(one, stopped("digits-1"));
        filled(two, stopped("digits-1"), failed("digits-2"));
    }

    @BeforeEach
    void forget() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
    }

    @Test
    void showsTheOnlyRunOfADirectoryAndWritesItsPageThere() throws IOException {
        // When
        int code = report("--directory", one.toString(), "--json");

        // Then
        assertThat(code).isZero();
        JsonNode run = json().at("/runs/0");
        assertThat(run.path("run").asText()).isEqualTo("digits-1");
        assertThat(run.path("outcome").asText()).isEqualTo("stopped");
        assertThat(run.path("steps").asInt()).isEqualTo(240);
        assertThat(run.path("undecided_steps").asInt()).isEqualTo(12);
        assertThat(Files.readString(one.resolve("report.html"))).contains("stopped after step 240 of 2,000: SIGINT");
        assertThat(err.toString()).isEqualToIgnoringNewLines("Report: " + one.resolve("report.html"));
    }

    @Test
    void listsTheRunsWhereThereAreSeveral() throws JsonProcessingException {
        // When
        int code = report("--directory", two.toString());

        // Then
        assertThat(code).isZero();
        assertThat(out.toString())
                .containsPattern("digits-1  stopped +1  240 of 2,000  ")
                .containsPattern("digits-2   failed +1    7 of 2,000  ");
        assertThat(err.toString()).contains("or --all");
        assertThat(two.resolve("report.html")).doesNotExist();

        forget();
        report("--directory", two.toString(), "--json");
        assertThat(json().at("/known_runs/1/outcome").asText()).isEqualTo("failed");
    }

    @Test
    void listsRunsWithTheirAttemptAndWhenTheyWereHeardOf() throws JsonProcessingException {
        // When
        int code = command("runs", "--directory", two.toString(), "--json");

        // Then
        assertThat(code).as(err.toString()).isZero();
        assertThat(json().at("/known_runs")).hasSize(2);
        assertThat(json().at("/known_runs/0/run").asText()).isEqualTo("digits-1");
        assertThat(json().at("/known_runs/0/attempt").asInt()).isEqualTo(1);
        assertThat(json().at("/known_runs/0/age_seconds").asDouble()).isPositive();
    }

    @Test
    void escapesWhatComesFromOutsideOnEveryWayOut() throws IOException {
        // When
        int code = report(
                "--directory",
                two.toString(),
                "--all",
                "--output",
                two.resolve("all.html").toString());
        String table = out.toString();
        forget();
        report(
                "--directory",
                two.toString(),
                "--json",
                "digits-2",
                "--output",
                two.resolve("2.html").toString());

        // Then
        assertThat(code).isZero();
        assertThat(table)
                .contains("digits-1", "digits-2", "\\u001b[2J\\u009b2J")
                .doesNotContain("\u001b", "\u009b");
        assertThat(Files.readString(two.resolve("all.html")))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;\\u001b[2J")
                .doesNotContain("<script>alert", "\u001b", "\u009b");
        assertThat(out.toString()).doesNotContain("\u001b", "\u009b");
        assertThat(json().at("/runs/0/reason").asText()).isEqualTo(HOSTILE);
    }

    @Test
    void namesTheNearestOfARunThatIsNotThere() {
        assertThat(report("--directory", two.toString(), "digits-3")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("run 'digits-3' is not in the log at ")
                .contains("nearest to it: digits-1, digits-2");
    }

    @Test
    void readsFromTheBrokerOfADirectoryThatStillRuns() {
        // Given
        try (EmbeddedBroker running = EmbeddedBroker.start(BrokerSettings.in(one))) {

            // When
            int code = report("--directory", one.toString());

            // Then
            assertThat(code).isZero();
            assertThat(running.bootstrapServers()).isNotEmpty();
            assertThat(out.toString()).contains("240 of 2,000");
        }
    }

    @Test
    void makesNoDirectoryOfAMistypedOne() {
        // When
        int code = report("--directory", one + "-typo");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).startsWith("there is no directory ").contains("such as " + one);
        assertThat(Path.of(one + "-typo")).doesNotExist();
    }

    @Test
    void answersAlsoWhereThePageFindsNoPlace() throws IOException {
        // Given
        Path file = Files.createFile(one.resolve("a-file"));

        // When
        int code = report(
                "--directory",
                one.toString(),
                "--output",
                file.resolve("page.html").toString());

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).contains("240 of 2,000");
        assertThat(err.toString())
                .contains(file + "/page.html cannot be written: a file is in the place of a folder", "--output");
    }

    private JsonNode json() throws JsonProcessingException {
        return new ObjectMapper().readTree(out.toString());
    }

    private int report(String... arguments) {
        return command("report", arguments);
    }

    private int command(String name, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = name;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Plumbline.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }

    private static void filled(Path directory, RunEvent... events) {
        Topics topics = Topics.standard();
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                TopicWriter writer = new TopicWriter(broker.bootstrapServers())) {
            TopicCreator.ensure(admin, topics, 1, (short) 1);
            for (RunEvent event : events) {
                String run = event.hasStopped()
                        ? event.getStopped().getRun()
                        : event.getFailed().getRun();
                writer.write(topics.runs(), run, manifest(run, event.hasStopped() ? "greedy-q" : HOSTILE));
                writer.write(topics.runs(), run, event);
            }
        }
    }

    private static RunEvent manifest(String run, String policy) {
        return RunEvent.newBuilder()
                .setManifest(Manifest.newBuilder()
                        .setRun(run)
                        .setAttempt(1)
                        .addRanges(NodeRange.newBuilder().setName("dense-1").setNodes(8))
                        .setGate(GateSettingsCodec.write(GateSettings.defaults(policy, 2_000)))
                        .setPlannedSteps(2_000)
                        .setDecisionInterval(20)
                        .setStartedAtMs(1_000))
                .build();
    }

    private static RunEvent stopped(String run) {
        return RunEvent.newBuilder()
                .setStopped(RunStopped.newBuilder().setRun(run).setStep(240).setReason("SIGINT"))
                .build();
    }

    private static RunEvent failed(String run) {
        return RunEvent.newBuilder()
                .setFailed(RunFailed.newBuilder().setRun(run).setStep(7).setReason(HOSTILE))
                .build();
    }
}
