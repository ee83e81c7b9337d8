package io.plumbline.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.plumbline.core.model.Architecture;
import io.plumbline.experiments.Result.Pruning;
import io.plumbline.experiments.Result.Shape;
import io.plumbline.protocol.Manifests;
import io.plumbline.protocol.v1.Applied;
import io.plumbline.protocol.v1.AveragedScores;
import io.plumbline.protocol.v1.Change;
import io.plumbline.protocol.v1.Condition;
import io.plumbline.protocol.v1.DataSet;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.Rejected;
import io.plumbline.report.runlog.RecordedDecision;
import io.plumbline.report.runlog.RunHistory;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.RunResult.Ending;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Layers of 4 and 4 nodes between 8 features and 2 classes; node 3 of each closed from step 22 on. */
class ResultWriterTest {

    private static final long DENSE = 8 * 4 + 4 * 4 + 4 * 2;
    private static final long MASKED = 8 * 3 + 3 * 3 + 3 * 2;

    private final Result result = new ResultWriter(history()).result(assignment(), trained(), new Stopwatch(), 2);

    @Test
    void countsAMaskFromItsFirstStepOn() {
        assertThat(result.shapes())
                .containsExactly(
                        new Shape(0, 0, List.of(4, 4)),
                        new Shape(20, 22, List.of(3, 3)),
                        new Shape(40, 42, List.of(3, 3)));
        assertThat(result.lastShape()).containsExactly(3, 3);
    }

    @Test
    void addsUpTheWorkOfEveryStepUnderItsMask() {
        assertThat(result.evaluations())
                .extracting(Result.Evaluated::work)
                .containsExactly(0.0, 20.0 * DENSE, 21.0 * DENSE + 19 * MASKED);
    }

    @Test
    void keepsWhatAveragedWeightsFoundWhereAnyAreKept() {
        assertThat(result.evaluations())
                .extracting(Result.Evaluated::averaged)
                .containsExactly(
                        Result.Averaged.NONE, Result.Averaged.NONE, new Result.Averaged(0.125, 0.25, 0.5, 0.75));
    }

    @Test
    void tellsWhatAPruningLeft() {
        assertThat(result.prunings()).containsExactly(new Pruning(42, MASKED));
    }

    /** The log keeps decisions longer than acknowledgements, and a worker does not wait for them without end. */
    @Test
    void countsAMaskThatNobodyAcknowledgedFromTheStepAtWhichItWasSeen() {
        // Given
        RunHistory whole = history();
        RunHistory unanswered = new RunHistory(
                whole.manifest(),
                List.of(Evaluation.newBuilder().setStep(25).setMaskVersion(1).build()),
                whole.progress(),
                whole.conditions(),
                whole.decisions(),
                whole.acks().subList(1, 2),
                whole.prunings(),
                whole.ending());

        // When
        Result seen = new ResultWriter(unanswered).result(assignment(), trained(), new Stopwatch(), 2);

        // Then
        assertThat(seen.shapes()).containsExactly(new Shape(0, 0, List.of(4, 4)), new Shape(20, 25, List.of(3, 3)));
        assertThat(seen.prunings()).isEmpty();
    }

    @Test
    void keepsAtMostTwoHundredProbesTheFirstAndTheLastAmongThem() {
        assertThat(result.conditions()).hasSizeBetween(150, Result.MOST_CONDITIONS);
        assertThat(result.conditions().get(0).step()).isEqualTo(1);
        assertThat(result.conditions().get(result.conditions().size() - 1).step())
                .isEqualTo(501);
        assertThat(result.violations()).isEqualTo(501);
    }

    @Test
    void keepsAllWhereTheyAreFew() {
        for (int count : new int[] {0, 1, 2, 199, 200}) {
            List<Integer> few = IntStream.range(0, count).boxed().toList();
            List<Integer> kept = ResultWriter.thinned(few);
            assertThat(kept).hasSizeLessThanOrEqualTo(Result.MOST_CONDITIONS);
            assertThat(kept.size()).isGreaterThanOrEqualTo(Math.min(count, 100));
        }
    }

    private static RunHistory history() {
        Manifest.Builder manifest =
                Manifest.newBuilder().setRun("a").setData(DataSet.newBuilder().setSha256("ab"));
        Manifests.write(Architecture.ofDense(8, List.of(4, 4), 2), manifest);
        return new RunHistory(
                manifest.build(),
                LongStream.of(0, 20, 40).mapToObj(ResultWriterTest::evaluation).toList(),
                List.of(),
                LongStream.rangeClosed(1, 501)
                        .mapToObj(step -> Condition.newBuilder()
                                .setStep(step)
                                .setViolations(step)
                                .build())
                        .toList(),
                List.of(change(20, 1, 0b0111_0111), change(30, 2, 0b0001_0001), pruning(40, 3, 0b0111_0111)),
                List.of(
                        MaskAck.newBuilder()
                                .setVersion(1)
                                .setApplied(Applied.newBuilder().setStep(22))
                                .build(),
                        MaskAck.newBuilder()
                                .setVersion(2)
                                .setRejected(Rejected.newBuilder().setStep(31))
                                .build(),
                        MaskAck.newBuilder()
                                .setVersion(3)
                                .setApplied(Applied.newBuilder().setStep(42))
                                .build()),
                List.of(),
                Optional.empty());
    }

    /** That of step 40 has averaged weights. */
    private static Evaluation evaluation(long step) {
        Evaluation.Builder evaluation = Evaluation.newBuilder().setStep(step);
        if (step == 40) {
            evaluation.setAveraged(AveragedScores.newBuilder()
                    .setTrainingLoss(0.125)
                    .setTrainingError(0.25)
                    .setTestLoss(0.5)
                    .setTestError(0.75));
        }
        return evaluation.build();
    }

    private static RecordedDecision change(long step, long version, int mask) {
        return decision(step, version, mask, false);
    }

    private static RecordedDecision pruning(long step, long version, int mask) {
        return decision(step, version, mask, true);
    }

    private static RecordedDecision decision(long step, long version, int mask, boolean prunes) {
        return new RecordedDecision(
                MaskChange.newBuilder()
                        .setStep(step)
                        .setChange(Change.newBuilder()
                                .setVersion(version)
                                .setPruning(prunes)
                                .setMask(ByteString.copyFrom(new byte[] {(byte) mask}))
                                .setRemaining(ByteString.copyFrom(new byte[] {(byte) mask})))
                        .build(),
                0);
    }

    private static Assignment assignment() {
        return new Assignment("key", "a", "random", Map.of("seed", "1"), "", "");
    }

    private static RunResult trained() {
        return new RunResult(
                "a",
                Ending.FINISHED,
                "",
                40,
                1,
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                new RunResult.Masks(1, 1, 0, 2, 0, 0, 1, 1, 1, 1),
                new RunResult.Costs(1000, 0, 100, 0, 50, 0, 0),
                List.of(),
                Optional.empty());
    }
}
