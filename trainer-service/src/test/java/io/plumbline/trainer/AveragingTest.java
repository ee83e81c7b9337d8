package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.AverageState;
import io.plumbline.engine.data.DataSet;
import io.plumbline.engine.data.Shape;
import io.plumbline.engine.weights.TrainedNetwork;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.trainer.RunResult.Ending;
import io.plumbline.trainer.mask.MaskKeeper;
import io.plumbline.trainer.run.RunDescription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Averaged weights are measured and written beside the raw ones, and decide nothing. */
@Timeout(30)
class AveragingTest {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String AVERAGE = "average: {decay: 0.98}\n";

    @TempDir
    private Path folder;

    @Test
    void anEvaluationSaysWhatBothFound() {
        // Given raw losses of 1/(1 + updates), averaged ones of half of that
        try (Bench bench = new Bench(AVERAGE + "steps: 3\nevaluation-interval: 3", Long.MAX_VALUE, PATIENCE)) {
            // When
            RunResult result = bench.run();

            // Then
            Evaluation last = evaluations(bench).get(1);
            assertThat(last.getTrainingLoss()).isEqualTo(0.25);
            assertThat(last.getAveraged().getTrainingLoss()).isEqualTo(0.125);
            assertThat(last.getAveraged().getTrainingError()).isEqualTo(0.125);
            assertThat(last.getAveraged().getTestLoss()).isEqualTo(0.125);
            assertThat(last.getAveraged().getTestError()).isEqualTo(0.125);
            assertThat(result.evaluations()
                            .get(1)
                            .averaged()
                            .orElseThrow()
                            .test()
                            .loss())
                    .isEqualTo(0.125);
        }
    }

    @Test
    void anEvaluationSaysNothingOfAnAverageThatIsNotKept() {
        try (Bench bench = new Bench("steps: 3\nevaluation-interval: 3", Long.MAX_VALUE, PATIENCE)) {
            // When
            RunResult result = bench.run();

            // Then
            assertThat(evaluations(bench)).noneMatch(Evaluation::hasAveraged);
            assertThat(result.evaluations()).allMatch(at -> at.averaged().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({"dense", "greedy-q", "random"})
    void theRawLossAloneCrossesTargetsAndThresholds(String policy) {
        // Given averaged losses that are there at step 3, raw ones at step 6
        String yaml = AVERAGE + "steps: 100\nevaluation-interval: 3\nstop-at-target: true\n"
                + "loss: {target: 0.2, thresholds: [0.2]}\ngate: {policy: " + policy + "}";
        try (Bench bench = new Bench(yaml, Long.MAX_VALUE, PATIENCE)) {
            // When
            RunResult result = bench.run();

            // Then
            assertThat(result.evaluations()
                            .get(1)
                            .averaged()
                            .orElseThrow()
                            .training()
                            .loss())
                    .isLessThan(0.2);
            assertThat(result.ending()).isEqualTo(Ending.FINISHED);
            assertThat(result.steps()).isEqualTo(6);
            assertThat(result.marks().get(0.2).step()).isEqualTo(6);
        }
    }

    @Test
    void anEvaluationThatIsCutShortWithinTheAverageIsNone() {
        // Given two pieces of raw weights, then two of averaged ones, before the first step
        try (Bench bench = new Bench(AVERAGE + "steps: 3", Long.MAX_VALUE, PATIENCE)) {
            int[] pieces = new int[1];
            bench.engine.duringEvaluation(() -> {
                if (++pieces[0] == 3) {
                    bench.early.stop();
                }
            });

            // When
            RunResult result = bench.run();

            // Then
            assertThat(pieces[0]).isEqualTo(3);
            assertThat(result.ending()).isEqualTo(Ending.STOPPED);
            assertThat(evaluations(bench)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, net.safetensors", "0.5, net.safetensors", "0.5, net"})
    void theAverageIsWrittenBesideTheNetwork(double decay, String name) {
        // Given
        RunDescription run = RunDescription.parse("batch: 8\nnetwork: {layers: [4]}\naverage: {decay: " + decay + "}")
                .resolve(1437);
        DataSet digits = DataSet.load(run.data());
        FakeEngine engine = new FakeEngine(run.network().spec(Shape.of(64), 10), Long.MAX_VALUE);
        engine.average(AverageState.beginning(decay));
        MaskKeeper keeper = new MaskKeeper(engine.layers(), run.gating().resolved(100), 10);
        Path file = folder.resolve(name);

        // When
        List<Path> written =
                new NetworkWriter("r-1", run, digits, engine, keeper).write(file, new Tally.Ended(Ending.FINISHED, ""));

        // Then
        Path beside = folder.resolve(name.replace("net", "net-averaged"));
        assertThat(written).isEqualTo(decay == 0 ? List.of(file) : List.of(file, beside));
        assertThat(beside.toFile().exists()).isEqualTo(decay > 0);
        assertThat(TrainedNetwork.read(file).origin().averaged()).isFalse();
        assertThat(written.stream().skip(1))
                .allMatch(average -> TrainedNetwork.read(average).origin().averaged());
    }

    private static List<Evaluation> evaluations(Bench bench) {
        return bench.published(Bench.TOPICS.evaluations()).stream()
                .filter(EvaluationEvent::hasEvaluation)
                .map(EvaluationEvent::getEvaluation)
                .toList();
    }
}
