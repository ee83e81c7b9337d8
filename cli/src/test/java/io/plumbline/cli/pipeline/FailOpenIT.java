package io.plumbline.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.testkit.RecordedRun;
import io.plumbline.trainer.RunListener;
import io.plumbline.trainer.RunResult;
import io.plumbline.trainer.TrainerConfig;
import io.plumbline.trainer.TrainerService;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate may go at any moment: training goes on, and when the gate is back no decision is lost or doubled. */
@SuppressWarnings("try") // a gate runs while its variable is in scope: nothing needs to be asked of it
class FailOpenIT {

    @TempDir
    private Path directory;

    @Test
    void trainingGoesOnWithoutTheGateAndEveryDecisionStepGetsItsOneRecord() throws Exception {
        // Given
        Pipeline pipeline = new Pipeline(directory);
        var third = new StepReached(100);
        var config = pipeline.trainer("interrupted", Descriptions.small("async", "greedy-q"));
        RunResult result;
        // When
        try (TrainerService trainer = TrainerService.start(config, third)) {
            try (var gate = pipeline.startGate()) {
                third.await();
            }
            result = trainer.await();
        }
        RecordedRun run;
        try (var gate = pipeline.startGate()) {
            run = pipeline.verified("interrupted", 300);
        }
        // Then
        assertThat(result.ending()).isEqualTo(RunResult.Ending.FINISHED);
        assertThat(result.steps()).isEqualTo(300);
        assertThat(run.decisions()).hasSize(15);
    }

    @Test
    void twoRunsOfOnePartitionDoNotDisturbOneAnother() {
        // Given
        Pipeline pipeline = new Pipeline(directory);
        var one = pipeline.trainer("one", Descriptions.small("async", "greedy-q"));
        var two = pipeline.trainer("two", Descriptions.small("lockstep", "fisher"));
        // When
        try (var gate = pipeline.startGate();
                TrainerService first = TrainerService.start(one);
                TrainerService second = TrainerService.start(two)) {
            first.await();
            second.await();
            // Then
            assertThat(pipeline.verified("one", 300).decisions()).hasSize(15);
            assertThat(pipeline.verified("two", 300).decisions()).hasSize(15);
        }
    }

    @Test
    void aQueueOfOneStepDropsWholeStepsAndCountsThem() {
        // Given: no room for a second step while one waits
        Pipeline pipeline = new Pipeline(directory);
        TrainerConfig config = pipeline.trainer("narrow", Descriptions.small("async", "greedy-q"))
                .queueing(1);
        RunResult result;
        RecordedRun run;
        // When
        try (var gate = pipeline.startGate()) {
            result = Pipeline.train(config);
            run = pipeline.verified("narrow", 300);
        }
        // Then
        long published = run.shards(shard -> shard.getStep()).size();
        assertThat(published + result.costs().droppedSteps()).isEqualTo(300);
    }

    /** Lets a test wait until a run has come to a step. */
    private static final class StepReached implements RunListener {
        private final long step;
        private final CountDownLatch reached = new CountDownLatch(1);

        StepReached(long step) {
            this.step = step;
        }

        @Override
        public void onStep(StepSeen seen) {
            if (seen.step() >= step) {
                reached.countDown();
            }
        }

        void await() throws InterruptedException {
            reached.await();
        }
    }
}
