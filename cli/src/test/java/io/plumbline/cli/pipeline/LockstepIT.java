package io.plumbline.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.StepShard;
import io.plumbline.testkit.RecordedRun;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.TrainerService;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In lockstep a run follows from its seed: through a real broker, a real gate, a real training. */
@SuppressWarnings("try") // a gate runs while its variable is in scope: nothing needs to be asked of it
class LockstepIT {

    @TempDir
    private Path directory;

    @Test
    void theSameSeedGivesTheSameMasksAndLossesBitForBit() {
        // Given
        Pipeline pipeline = new Pipeline(directory);
        String description = Descriptions.small("lockstep", "gating-network");
        RecordedRun first;
        RecordedRun second;
        // When
        try (var gate = pipeline.startGate()) {
            pipeline.train("first", description);
            pipeline.train("second", description);
            first = pipeline.verified("first", 300);
            second = pipeline.verified("second", 300);
        }
        // Then
        assertThat(masks(first)).isNotEmpty().isEqualTo(masks(second));
        assertThat(losses(first)).hasSize(300).isEqualTo(losses(second));
        assertThat(evaluations(first)).isEqualTo(evaluations(second));
    }

    @Test
    void anAverageOfTheWeightsChangesNoNumberOfTheRun() {
        // Given
        Pipeline pipeline = new Pipeline(directory);
        String description = Descriptions.pruning();
        RecordedRun plain;
        RecordedRun averaged;
        // When
        try (var gate = pipeline.startGate()) {
            pipeline.train("plain", description);
            pipeline.train("averaged", description + "\naverage: {decay: 0.98}\n");
            plain = pipeline.verified("plain", 600);
            averaged = pipeline.verified("averaged", 600);
        }
        // Then
        assertThat(masks(averaged)).isNotEmpty().isEqualTo(masks(plain));
        assertThat(shards(averaged)).hasSize(600).isEqualTo(shards(plain));
        assertThat(evaluations(averaged)).allMatch(Evaluation::hasAveraged);
        assertThat(evaluations(averaged).stream()
                        .map(at -> at.toBuilder().clearAveraged().build()))
                .isEqualTo(evaluations(plain));
    }

    @Test
    void theGateMayStartAfterTheTrainer() {
        // Given
        Pipeline pipeline = new Pipeline(directory);
        RunResult result;
        var config = pipeline.trainer("early", Descriptions.small("lockstep", "greedy-q"));
        // When
        try (var trainer = TrainerService.start(config)) {
            try (var gate = pipeline.startGate()) {
                result = trainer.await();
                // Then
                pipeline.verified("early", 300);
            }
        }
        assertThat(result.ending()).isEqualTo(RunResult.Ending.FINISHED);
        assertThat(result.masks().applied()).isPositive();
        assertThat(result.costs().droppedSteps()).isZero();
    }

    private static List<Object> masks(RecordedRun run) {
        return run.decisions().stream()
                .filter(MaskChange::hasChange)
                .<Object>map(decision -> decision.getChange().toString())
                .toList();
    }

    private static List<Long> losses(RecordedRun run) {
        return run.shards(shard -> Double.doubleToRawLongBits(shard.getScalars().getLoss()));
    }

    /** Returns all that was said of every step. */
    private static List<StepShard> shards(RecordedRun run) {
        return run.shards(shard -> shard.toBuilder().clearRun().build());
    }

    private static List<Evaluation> evaluations(RecordedRun run) {
        return run.evaluations().stream()
                .filter(EvaluationEvent::hasEvaluation)
                .map(event -> event.getEvaluation().toBuilder()
                        .clearRun()
                        .clearAtMs()
                        .clearTrainingSeconds()
                        .build())
                .toList();
    }
}
