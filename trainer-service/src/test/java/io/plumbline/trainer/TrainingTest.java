package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepShard;
import io.plumbline.trainer.RunResult.Ending;
import io.plumbline.trainer.Tally.Ended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TrainingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void saysWhatTheRunIsThenEveryStepThenTheEnd() {
        try (Bench bench = new Bench("steps: 5\nprobe: {interval: 2}", Long.MAX_VALUE, PATIENCE)) {
            // When
            Ended ended = bench.train();

            // Then
            assertThat(ended.ending()).isEqualTo(Ending.FINISHED);
            List<StepEvent> events = bench.published(Bench.TOPICS.stepStats());
            assertThat(events)
                    .as("the manifest was there before: it claimed the run")
                    .hasSize(6);
            assertThat(events.subList(0, 5))
                    .extracting(event -> event.getShard().getStep())
                    .containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(events.subList(0, 5))
                    .extracting(event -> event.getShard().hasProbe())
                    .containsExactly(true, true, false, true, false);
            assertThat(events.get(5).getEnd().getOutcome()).isEqualTo(Outcome.OUTCOME_FINISHED);
            List<RunEvent> runs = bench.published(Bench.TOPICS.runs());
            assertThat(runs.get(0).getManifest().getRun()).isEqualTo("r-1");
            assertThat(runs.get(1).hasStarted()).isTrue();
            assertThat(runs.get(2).hasFinished()).isTrue();
        }
    }

    @Test
    void evaluatesAtItsIntervalAndAtBothEnds() {
        try (Bench bench = new Bench("steps: 7\nevaluation-interval: 3", Long.MAX_VALUE, PATIENCE)) {
            // When
            RunResult result = bench.run();

            // Then
            assertThat(bench.published(Bench.TOPICS.evaluations()).stream()
                            .filter(EvaluationEvent::hasEvaluation)
                            .map(event -> event.getEvaluation().getStep()))
                    .containsExactly(0L, 3L, 6L, 7L);
            assertThat(result.evaluations()).extracting(Evaluated::step).containsExactly(0L, 3L, 6L, 7L);
            assertThat(result.marks().get(0.5).step())
                    .as("loss 1/4 after three updates")
                    .isEqualTo(3);
            assertThat(result.firstProbe().orElseThrow().kappa()).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void endsAtTheFirstEvaluationAtItsTargetWhereToldTo() {
        // Given a loss of 1/(1 + updates)
        String yaml = "steps: 100\nevaluation-interval: 3\nloss: {target: 0.2}\nstop-at-target: true";
        try (Bench bench = new Bench(yaml, Long.MAX_VALUE, PATIENCE)) {
            // When
            RunResult result = bench.run();

            // Then
            assertThat(result.ending()).isEqualTo(Ending.FINISHED);
            assertThat(result.evaluations()).extracting(Evaluated::step).containsExactly(0L, 3L, 6L);
            assertThat(bench.engine.updates()).isEqualTo(6);
            List<RunEvent> runs = bench.published(Bench.TOPICS.runs());
            assertThat(runs.get(0).getManifest().getPlannedSteps())
                    .as("the schedule of the gate is that of the whole run")
                    .isEqualTo(100);
            assertThat(runs.get(2).getFinished().getStep()).isEqualTo(6);
        }
    }

    @Test
    void goesOnBelowItsTargetUnlessTold() {
        try (Bench bench =
                new Bench("steps: 9\nevaluation-interval: 3\nloss: {target: 0.2}", Long.MAX_VALUE, PATIENCE)) {
            // When
            RunResult result = bench.run();

            // Then
            assertThat(bench.engine.updates()).isEqualTo(9);
            assertThat(result.evaluations())
                    .extracting(Evaluated::step)
                    .as("the last step once, though it is due twice")
                    .containsExactly(0L, 3L, 6L, 9L);
        }
    }

    @Test
    void appliesAChangeToTheNextStepAndAnswersIt() {
        // Given
        try (Bench bench = new Bench(
                "mode: lockstep\nsteps: 4\ndecision-interval: 2", Long.MAX_VALUE, PATIENCE, (running, step) -> {
                    if (step == 2) {
                        running.close(2, 1, 3);
                    }
                })) {
            // When
            RunResult result = bench.run();

            // Then
            assertThat(shards(bench)).extracting(StepShard::getMaskVersion).containsExactly(0L, 0L, 1L, 1L);
            StepShard third = shards(bench).get(2);
            assertThat(third.getApplied().getVersion()).isEqualTo(1);
            assertThat(third.getApplied().getLossAfter() - third.getApplied().getLossBefore())
                    .isCloseTo(0.001, within(1e-9));
            assertThat(shards(bench).get(3).hasApplied()).isFalse();
            MaskAck ack = bench.published(Bench.TOPICS.maskAcks()).get(0);
            assertThat(ack.getApplied().getStep()).isEqualTo(3);
            assertThat(ack.getApplied().getLatencyMs())
                    .isGreaterThanOrEqualTo(ack.getApplied().getSeenMs());
            assertThat(ack.getApplied().getSeenMs()).isPositive();
            assertThat(result.openNodes()).containsEntry("dense-1", 3);
            assertThat(result.masks().applied()).isEqualTo(1);
        }
    }

    @Test
    void rejectsABadChangeAndTrainsOn() {
        // Given
        try (Bench bench = new Bench("steps: 4\ndecision-interval: 2", Long.MAX_VALUE, PATIENCE, (running, step) -> {
            if (step == 2) {
                running.close(4, 1, 3);
            }
        })) {
            // When
            Ended ended = bench.train();

            // Then
            assertThat(ended.ending()).isEqualTo(Ending.FINISHED);
            StepEvent rejection = bench.published(Bench.TOPICS.stepStats()).get(2);
            assertThat(rejection.getRejected().getVersion()).isEqualTo(1);
            assertThat(rejection.getRejected().getReason()).startsWith("it was decided at step 4, but 2 steps");
            assertThat(bench.published(Bench.TOPICS.maskAcks())
                            .get(0)
                            .getRejected()
                            .getReason())
                    .isEqualTo(rejection.getRejected().getReason());
            assertThat(bench.engine.mask().openCount()).isEqualTo(4);
        }
    }

    @Test
    void waitsInLockstepForEveryDecisionBeforeTheNextStep() {
        // Given
        List<Integer> stepsAtDecision = new CopyOnWriteArrayList<>();
        try (Bench bench = new Bench(
                "mode: lockstep\nsteps: 6\ndecision-interval: 2", Long.MAX_VALUE, PATIENCE, (running, step) -> {
                    if (step % 2 == 0) {
                        new Thread(() -> {
                                    stepsAtDecision.add((int) running.engine.updates());
                                    running.decideNothing(step);
                                })
                                .start();
                    }
                })) {
            // When
            Ended ended = bench.train();

            // Then
            assertThat(ended.ending()).isEqualTo(Ending.FINISHED);
            assertThat(stepsAtDecision.subList(0, 2)).containsExactly(2, 4);
        }
    }

    @Test
    void givesUpInLockstepWhereNoGateAnswers() {
        try (Bench bench =
                new Bench("mode: lockstep\nsteps: 6\ndecision-interval: 2", Long.MAX_VALUE, Duration.ofMillis(20))) {
            // When
            Ended ended = bench.train();

            // Then
            assertThat(ended.ending()).isEqualTo(Ending.NO_GATE);
            assertThat(ended.reason()).startsWith("no decision on step 2 within 0 s");
            assertThat(bench.engine.updates()).as("it never goes on alone").isEqualTo(2);
            assertThat(bench.waits).contains(2L);
            assertThat(bench.published(Bench.TOPICS.runs()).get(2).hasFailed()).isTrue();
        }
    }

    @Test
    void endsAsDivergedWithoutPublishingWhatIsNotFinite() {
        try (Bench bench = new Bench("steps: 6", 3, PATIENCE)) {
            // When
            Ended ended = bench.train();

            // Then
            assertThat(ended.ending()).isEqualTo(Ending.DIVERGED);
            assertThat(shards(bench)).hasSize(2);
            assertThat(bench.published(Bench.TOPICS.runs()).get(2).getDiverged().getLoss())
                    .isNaN();
            List<StepEvent> events = bench.published(Bench.TOPICS.stepStats());
            assertThat(events.get(events.size() - 1).getEnd().getOutcome()).isEqualTo(Outcome.OUTCOME_DIVERGED);
        }
    }

    @Test
    void stopsBetweenStepsWhenTold() {
        // Given
        try (Bench bench = new Bench("steps: 100", Long.MAX_VALUE, PATIENCE, (running, step) -> {
            if (step == 3) {
                running.early.stop();
            }
        })) {
            // When
            Ended ended = bench.train();

            // Then
            assertThat(ended).isEqualTo(new Ended(Ending.STOPPED, "stopped after step 3 of 100"));
            assertThat(bench.published(Bench.TOPICS.runs()).get(2).getStopped().getReason())
                    .isEqualTo("stopped after step 3 of 100");
        }
    }

    @Test
    void bringsAChangeIntoForceWithinAnEvaluationWhichGoesOnWithTheMaskBefore() {
        // Given a decision that comes while the network is measured
        try (Bench bench =
                new Bench("steps: 6\ndecision-interval: 2\nevaluation-interval: 2", Long.MAX_VALUE, PATIENCE)) {
            List<Integer> openWhileMeasured = new ArrayList<>();
            bench.engine.duringEvaluation(() -> {
                if (bench.engine.updates() == 2) {
                    openWhileMeasured.add(bench.engine.mask().openCount());
                    if (openWhileMeasured.size() == 1) {
                        bench.close(2, 1, 3);
                    }
                }
            });

            // When
            RunResult result = bench.run();

            // Then
            assertThat(openWhileMeasured)
                    .as("in force before the second piece is measured")
                    .containsExactly(4, 3);
            assertThat(result.evaluations()).extracting(Evaluated::maskVersion).containsExactly(0L, 0L, 1L, 1L);
            assertThat(shards(bench)).extracting(StepShard::getMaskVersion).startsWith(0L, 0L, 1L);
            assertThat(shards(bench).get(2).getApplied().getVersion()).isEqualTo(1);
        }
    }

    @Test
    void countsDecisionStepsThatNobodyDecided() {
        // Given
        try (Bench bench = new Bench("steps: 9\ndecision-interval: 2", Long.MAX_VALUE, PATIENCE, (running, step) -> {
            if (step == 4) {
                running.decideNothing(4);
            }
            if (step == 8) {
                running.decideNothing(8);
            }
        })) {
            // When
            RunResult result = bench.run();

            // Then
            assertThat(result.ending()).isEqualTo(Ending.FINISHED);
            assertThat(result.masks().undecidedSteps()).as("steps 2 and 6").isEqualTo(2);
        }
    }

    private static List<StepShard> shards(Bench bench) {
        return bench.published(Bench.TOPICS.stepStats()).stream()
                .filter(StepEvent::hasShard)
                .map(StepEvent::getShard)
                .toList();
    }
}
