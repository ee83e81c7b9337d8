package io.plumbline.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import io.plumbline.protocol.Columns;
import io.plumbline.protocol.v1.Applied;
import io.plumbline.protocol.v1.ColumnKind;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.Pruned;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepShard;
import io.plumbline.testkit.RecordedRun;
import io.plumbline.trainer.Evaluator;
import io.plumbline.trainer.RunResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Closed nodes are removed in the middle of a run: a real broker, a real gate, a real training. */
@SuppressWarnings("try") // a gate runs while its variable is in scope: nothing needs to be asked of it
class PruningIT {

    private static final int STEPS = 600;
    private static final int NODES = 96;

    @TempDir
    private Path directory;

    @Test
    void aRunBecomesSmallerAndFollowsFromItsSeed() throws Exception {
        // Given
        Pipeline pipeline = new Pipeline(directory);
        Path file = directory.resolve("trained.safetensors");
        RunResult result;
        RecordedRun first;
        RecordedRun second;

        // When
        try (var gate = pipeline.startGate()) {
            result = Pipeline.train(
                    pipeline.trainer("smaller-1", Descriptions.pruning()).writing(file));
            pipeline.train("smaller-2", Descriptions.pruning());
            first = pipeline.verified("smaller-1", STEPS);
            second = pipeline.verified("smaller-2", STEPS);
        }

        // Then
        assertThat(result.ending()).isEqualTo(RunResult.Ending.FINISHED);
        assertThat(result.masks().prunings()).isPositive();
        assertThat(result.masks().rejected()).isZero();
        acknowledged(first, result.masks().prunings());
        saysNothingOfRemovedNodes(first);
        assertThat(changes(first)).isEqualTo(changes(second));
        assertThat(losses(first)).hasSize(STEPS).isEqualTo(losses(second));
        assertThat(Evaluator.evaluate(file, Optional.empty()).training().loss())
                .as("the written network does what the smaller one did")
                .isCloseTo(
                        result.evaluations()
                                .get(result.evaluations().size() - 1)
                                .training()
                                .loss(),
                        within(1e-5));
    }

    /** Every pruning is in mask-acks at once, and in step-stats and runs with its times. */
    private static void acknowledged(RecordedRun run, int expected) {
        List<Pruned> pruned = run.stepEvents().stream()
                .filter(StepEvent::hasPruned)
                .map(StepEvent::getPruned)
                .toList();
        assertThat(pruned).hasSize(expected).allMatch(made -> made.getStepMsBefore() > 0);
        assertThat(run.runEvents().stream().filter(RunEvent::hasPruned).map(RunEvent::getPruned))
                .containsExactlyElementsOf(pruned);
        List<Applied> applied = run.acks().stream()
                .map(MaskAck::getApplied)
                .filter(Applied::hasRemoval)
                .toList();
        assertThat(applied).hasSize(expected);
        for (int i = 0; i < expected; i++) {
            assertThat(pruned.get(i).getStep()).isEqualTo(applied.get(i).getStep());
            assertThat(pruned.get(i).getParametersAfter())
                    .isEqualTo(applied.get(i).getRemoval().getParametersAfter())
                    .isLessThan(pruned.get(i).getParametersBefore());
            if (applied.get(i).getClosed() + applied.get(i).getOpened() == 0) {
                assertThat(applied.get(i).getLossAfter())
                        .isCloseTo(applied.get(i).getLossBefore(), within(1e-5));
            }
        }
    }

    private static void saysNothingOfRemovedNodes(RecordedRun run) throws Exception {
        MaskChange pruning = run.decisions().stream()
                .filter(decision -> decision.getChange().getPruning())
                .reduce((earlier, later) -> later)
                .orElseThrow();
        Mask left = Mask.fromBytes(pruning.getChange().getRemaining().toByteArray(), NODES);
        StepShard last = run.shards(shard -> shard).get(STEPS - 1);
        float[] weightNorm = new float[NODES];
        Columns.read(last, ColumnKind.COLUMN_KIND_WEIGHT_NORM, weightNorm);
        for (int b = 0; b < NODES; b++) {
            assertThat(weightNorm[b] > 0).as("node %d", b).isEqualTo(left.isOpen(b));
        }
    }

    private static List<String> changes(RecordedRun run) {
        return run.decisions().stream()
                .filter(MaskChange::hasChange)
                .map(decision -> decision.getChange().toString())
                .toList();
    }

    private static List<Long> losses(RecordedRun run) {
        return run.shards(shard -> Double.doubleToRawLongBits(shard.getScalars().getLoss()));
    }
}
