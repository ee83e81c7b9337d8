package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.data.DataException;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.trainer.RunResult.Ending;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run says of itself at its end, and what it leaves, is what happened. */
@Timeout(30)
class EndingsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Path FILE = Path.of("network.safetensors");

    private final List<Tally.Ended> written = new ArrayList<>();

    @Test
    void writesTheNetworkOfAStoppedRunBeforeItSaysSo() {
        // Given
        try (Bench bench = bench("steps: 100", (running, step) -> stopAt(3, step, running))) {
            // When
            RunResult result = bench.run();

            // Then
            assertThat(result.ending()).isEqualTo(Ending.STOPPED);
            assertThat(result.reason()).isEqualTo("stopped after step 3 of 100");
            assertThat(result.steps()).isEqualTo(3);
            assertThat(result.file()).contains(FILE);
            assertThat(written).extracting(Tally.Ended::outcome).containsExactly("stopped");
            assertThat(end(bench).getStopped().getStep()).isEqualTo(3);
            assertThat(outcome(bench)).isEqualTo(Outcome.OUTCOME_STOPPED);
        }
    }

    @Test
    void writesTheNetworkOfARunThatWasStoppedBeforeItsFirstStep() {
        // Given
        try (Bench bench = bench("steps: 100")) {
            bench.early.stop();

            // When
            RunResult result = bench.run();

            // Then
            assertThat(result.reason()).isEqualTo("stopped after step 0 of 100");
            assertThat(result.file()).contains(FILE);
            assertThat(bench.published(Bench.TOPICS.evaluations())).isEmpty();
        }
    }

    @Test
    void stopsWithinAnEvaluation() {
        // Given
        try (Bench bench = bench("steps: 100\nevaluation-interval: 10")) {
            bench.engine.duringEvaluation(() -> {
                if (bench.engine.updates() == 10) {
                    bench.early.stop();
                }
            });

            // When
            RunResult result = bench.run();

            // Then
            assertThat(result.reason()).isEqualTo("stopped after step 10 of 100");
            assertThat(bench.published(Bench.TOPICS.evaluations()).stream()
                            .filter(EvaluationEvent::hasEvaluation)
                            .map(event -> event.getEvaluation().getStep()))
                    .as("what was measured by half is nothing")
                    .containsExactly(0L);
        }
    }

    @Test
    void tellsReadersOfItsLastStepThoughNoSecondIsOver() {
        // Given
        try (Bench bench = bench("steps: 20")) {
            // When
            bench.run();

            // Then
            assertThat(bench.published(Bench.TOPICS.evaluations()).stream()
                            .filter(EvaluationEvent::hasProgress)
                            .map(event -> event.getProgress().getStep()))
                    .endsWith(20L);
        }
    }

    @Test
    void isStoppedWithoutItsLastEvaluation() {
        // Given
        try (Bench bench = bench("steps: 4\nevaluation-interval: 10")) {
            bench.engine.duringEvaluation(() -> {
                if (bench.engine.updates() == 4) {
                    bench.early.stop();
                }
            });

            // When
            RunResult result = bench.run();

            // Then
            assertThat(result.ending()).isEqualTo(Ending.STOPPED);
            assertThat(result.reason()).isEqualTo("stopped after step 4 of 4");
        }
    }

    @Test
    void stopsWhileItWaitsInLockstep() {
        // Given a gate that never answers, and all patience
        try (Bench bench = bench("mode: lockstep\nsteps: 100\ndecision-interval: 2")) {
            CompletableFuture<RunResult> running = CompletableFuture.supplyAsync(bench::run);
            await().until(() -> !bench.waits.isEmpty());

            // When
            bench.early.stop();

            // Then
            assertThat(running.join().ending()).isEqualTo(Ending.STOPPED);
            assertThat(running.join().reason()).isEqualTo("stopped after step 2 of 100");
        }
    }

    @Test
    void isFailedWhereItsNetworkCannotBeWritten() {
        // Given
        try (Bench bench = new Bench("steps: 4", Long.MAX_VALUE, PATIENCE, (running, step) -> {}, Optional.of(ended -> {
            throw new DataException("/full/network.safetensors cannot be written: No space left on device");
        }))) {
            // When
            RunResult result = bench.run();

            // Then
            assertThat(result.ending()).isEqualTo(Ending.FAILED);
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.reason())
                    .isEqualTo("/full/network.safetensors cannot be written: No space left on device");
            assertThat(result.steps()).isEqualTo(4);
            assertThat(result.file()).isEmpty();
            assertThat(end(bench).getFailed().getReason()).isEqualTo(result.reason());
            assertThat(end(bench).getFailed().getStep()).isEqualTo(4);
        }
    }

    @Test
    void isFailedWhereTheTrainingRunsOutOfMemory() {
        // Given
        try (Bench bench = bench("steps: 100")) {
            bench.engine.duringStep(() -> {
                if (bench.engine.updates() == 5) {
                    throw new OutOfMemoryError("Java heap space");
                }
            });

            // When
            RunResult result = bench.run();

            // Then
            assertThat(result.ending()).isEqualTo(Ending.FAILED);
            assertThat(result.reason())
                    .startsWith("the training broke after step 5 of 100: out of memory (Java heap space)")
                    .contains("give it more, such as JAVA_OPTS=-Xmx");
            assertThat(result.file()).as("what was made").contains(FILE);
            assertThat(written).extracting(Tally.Ended::outcome).containsExactly("failed");
            assertThat(outcome(bench)).isEqualTo(Outcome.OUTCOME_FAILED);
        }
    }

    @Test
    void isFailedWhereThePublisherBreaks() {
        // Given
        try (Bench bench = bench("steps: 1000000\nevaluation-interval: 1000000", (running, step) -> {
            if (step == 5) {
                running.producer.breakDown(new UnsatisfiedLinkError("gone"));
            }
        })) {
            // When
            RunResult result = bench.run();

            // Then
            assertThat(result.ending()).isEqualTo(Ending.FAILED);
            assertThat(result.reason()).matches("the publisher broke after step \\d+ of 1000000: .*[(]gone[)].*");
            assertThat(result.file()).contains(FILE);
        }
    }

    @Test
    void writesNoNetworkThatIsNotFinite() {
        // Given
        try (Bench bench = new Bench("steps: 6", 3, PATIENCE, (running, step) -> {}, Optional.of(this::write))) {
            // When
            RunResult result = bench.run();

            // Then
            assertThat(result.ending()).isEqualTo(Ending.DIVERGED);
            assertThat(result.reason()).endsWith("; its network, no longer finite, is not written");
            assertThat(written).isEmpty();
            assertThat(end(bench).getDiverged().getStep()).isEqualTo(2);
        }
    }

    @Test
    void goesOnWhereTheExampleGradientIsNotMeasured() {
        // Given
        try (Bench bench = bench("steps: 4")) {
            bench.engine.measuring(-0.01, Double.NaN);

            // When
            RunResult result = bench.run();

            // Then
            assertThat(result.ending()).isEqualTo(Ending.FINISHED);
            assertThat(bench.published(Bench.TOPICS.stepStats()).stream()
                            .filter(StepEvent::hasShard)
                            .map(event -> event.getShard().getScalars().getExampleGradient()))
                    .containsExactly(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
    }

    @ParameterizedTest
    @CsvSource({"-0.01, Infinity", "NaN, 3", "-Infinity, 3"})
    void divergesWhereAGradientIsNotFinite(double updateDot, double exampleGradient) {
        // Given
        try (Bench bench = bench("steps: 4")) {
            bench.engine.measuring(updateDot, exampleGradient);

            // When
            RunResult result = bench.run();

            // Then
            assertThat(result.ending()).isEqualTo(Ending.DIVERGED);
            assertThat(end(bench).getDiverged().getStep()).isZero();
        }
    }

    @Test
    void writesTheNetworkOfARunThatNoGateAnswered() {
        // Given
        try (Bench bench = new Bench(
                "mode: lockstep\nsteps: 6\ndecision-interval: 2",
                Long.MAX_VALUE,
                Duration.ofMillis(20),
                (running, step) -> {},
                Optional.of(this::write))) {
            // When
            RunResult result = bench.run();

            // Then
            assertThat(result.ending()).isEqualTo(Ending.NO_GATE);
            assertThat(result.file()).contains(FILE);
            assertThat(written).extracting(Tally.Ended::outcome).containsExactly("failed");
        }
    }

    private Bench bench(String yaml) {
        return bench(yaml, (running, step) -> {});
    }

    private Bench bench(String yaml, ObjLongConsumer<Bench> then) {
        return new Bench(yaml, Long.MAX_VALUE, PATIENCE, then, Optional.of(this::write));
    }

    private List<Path> write(Tally.Ended ended) {
        written.add(ended);
        return List.of(FILE);
    }

    private static void stopAt(long wanted, long step, Bench bench) {
        if (step == wanted) {
            bench.early.stop();
        }
    }

    private static RunEvent end(Bench bench) {
        List<RunEvent> events = bench.published(Bench.TOPICS.runs());
        return events.get(events.size() - 1);
    }

    private static Outcome outcome(Bench bench) {
        List<StepEvent> events = bench.published(Bench.TOPICS.stepStats());
        return events.get(events.size() - 1).getEnd().getOutcome();
    }
}
