package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.broker.BrokerSettings;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.report.runlog.ReadProgress;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.report.runlog.RunLog;
import io.plumbline.service.KafkaSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A small demo, whole: real broker, gate, metrics, training and report, by the command that users give. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path directory;
    private int code;
    private JsonNode runs;
    private JsonNode answer;
    private String story;

    @BeforeAll
    void runTheDemo(@TempDir Path given) throws JsonProcessingException {
        directory = given.resolve("demo");
        code = run(
                "demo",
                "--directory",
                directory.toString(),
                "--json",
                "--layers",
                "24,16",
                "--steps",
                "300",
                "--mode",
                "lockstep",
                "--policy",
                "greedy-kappa",
                "--set",
                "decision-interval=40",
                "--set",
                "gate.warm-up=40",
                "--set",
                "gate.last-change=240",
                "--set",
                "evaluation-interval=100",
                "--set",
                "gate.self-tuned=false",
                "--set",
                "stop-at-target=false",
                "--set",
                "loss.target=0.3");
        story = err.toString();
        JsonNode all = new ObjectMapper().readTree(out.toString());
        runs = all.path("runs");
        answer = all.path("answer");
    }

    @Test
    void finishesAllRunsAndTellsTheStoryOnStandardErrorAlone() {
        assertThat(code).isZero();
        assertThat(runs).hasSize(3);
        assertThat(runs.findValuesAsText("outcome")).containsOnly("finished");
        assertThat(runs.findValuesAsText("policy")).containsExactly("dense", "greedy-kappa", "gating-network");
        assertThat(story)
                .contains("Demo in " + directory, "Broker 127.0.0.1:", "dense  step 300 of 300", "Report: ")
                .doesNotContain("WARN", "INFO", "Exception");
    }

    @Test
    void answersWhatEveryRunTookToTheTarget() {
        assertThat(answer.path("target").asDouble()).isEqualTo(0.3);
        assertThat(answer.path("runs").findValuesAsText("name"))
                .containsExactly("dense", "greedy-kappa", "gating-network");
        for (JsonNode run : answer.path("runs")) {
            assertThat(run.path("steps").asInt()).isBetween(100, 300);
            assertThat(run.path("seconds").asDouble()).isPositive();
        }
        assertThat(answer.path("runs").get(0).path("dense_steps").asDouble())
                .isEqualTo(answer.path("runs").get(0).path("steps").asDouble());
        assertThat(answer.path("sentences").get(0).asText())
                .startsWith("greedy-kappa: same training loss 0.3 at ")
                .contains(" of the work and ", " of the time of dense");
    }

    @Test
    void decidesOnEveryDecisionStepAndClosesNodesOfGatedRunsAlone() {
        JsonNode dense = runs.get(0);
        JsonNode gated = runs.get(1);
        assertThat(dense.path("mask_changes").asInt()).isZero();
        assertThat(dense.path("density").asDouble()).isEqualTo(1);
        assertThat(gated.path("mask_changes").asInt()).isPositive();
        assertThat(gated.path("density").asDouble()).isLessThan(1);
        assertThat(dense.path("decisions").asInt()).isEqualTo(7);
    }

    @Test
    void startsAllFromOneSeed() {
        assertThat(runs.get(0).path("kappa_first").asDouble())
                .isEqualTo(runs.get(1).path("kappa_first").asDouble());
    }

    @Test
    void writesAPageWithTheCurvesOfAll() throws IOException {
        // When
        String page = Files.readString(directory.resolve("report.html"));

        // Then
        assertThat(page).contains("\"name\":\"dense\"", "\"name\":\"greedy-kappa\"", "Mask changes of greedy-kappa");
        for (JsonNode run : runs) {
            assertThat(page).contains(run.path("run").asText());
        }
    }

    @Test
    void leavesALogInWhichEverythingThatTheTableSaysLies() {
        // Given
        JsonNode gated = runs.get(1);
        String id = gated.path("run").asText();

        // When
        try (Installation again = Installation.start(BrokerSettings.in(directory));
                RunLog log = RunLog.open(
                        KafkaSettings.of(again.kafka().bootstrapServers()), Topics.standard(), id::equals)) {
            log.catchUp(ReadProgress.NONE);

            // Then
            RunHistory history = log.history(id).orElseThrow();
            List<Evaluation> evaluations = history.evaluations();
            assertThat(evaluations).extracting(Evaluation::getStep).containsExactly(0L, 100L, 200L, 300L);
            assertThat(evaluations.get(3).getTrainingLoss())
                    .isEqualTo(gated.path("training_loss").asDouble());
            assertThat(history.conditions()).isNotEmpty();
            assertThat(history.acks()).hasSizeGreaterThanOrEqualTo(1);
            assertThat(history.ending()).isPresent();
        }
    }

    @Test
    void writesNetworksThatEvaluateToTheSameLoss() throws JsonProcessingException {
        // Given
        out.getBuffer().setLength(0);

        // When
        int evaluated =
                run("evaluate", directory.resolve("greedy-kappa.safetensors").toString(), "--json");

        // Then
        assertThat(evaluated).isZero();
        JsonNode test = new ObjectMapper().readTree(out.toString()).path("test");
        assertThat(test.path("loss").asDouble())
                .isCloseTo(runs.get(1).path("test_loss").asDouble(), within(1e-6));
    }

    @Test
    void writesNetworksThatOtherLibrariesMayRead() throws JsonProcessingException {
        // Given
        out.getBuffer().setLength(0);
        Path model = directory.resolve("gated.zip");

        // When
        int exported =
                run("export", directory.resolve("greedy-kappa.safetensors").toString(), model.toString(), "--json");

        // Then
        assertThat(exported).isZero();
        JsonNode written = new ObjectMapper().readTree(out.toString());
        assertThat(model).isNotEmptyFile();
        assertThat(written.path("parameters").asLong())
                .isPositive()
                .isLessThan(written.path("parameters_all_open").asLong());
    }

    @Test
    void saysInOneSentenceThatADirectoryIsInUse() {
        // Given
        err.getBuffer().setLength(0);
        Path shared = directory.resolve("shared");

        try (Installation other = Installation.start(BrokerSettings.in(shared))) {
            // When
            int refused = run("demo", "--directory", other.directory().toString());

            // Then
            assertThat(refused).isEqualTo(1);
            assertThat(err.toString()).contains("is in use by a running broker");
        }
    }

    private int run(String... arguments) {
        return Plumbline.line()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
