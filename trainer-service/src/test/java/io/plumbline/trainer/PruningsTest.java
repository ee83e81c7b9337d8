package io.plumbline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.protocol.v1.Applied;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.MaskAck;
import io.plumbline.protocol.v1.Pruned;
import io.plumbline.protocol.v1.RunEvent;
import io.plumbline.protocol.v1.StepEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lockstep run of 64 features, 4 nodes and 10 classes that closes node 3 after step 2 and prunes after step 4. */
class PruningsTest {

    private static final int MEASURED = 20;

    private static Bench bench(int steps) {
        return new Bench(
                "mode: lockstep\ndecision-interval: 2\nsteps: " + steps,
                Long.MAX_VALUE,
                Duration.ofSeconds(30),
                PruningsTest::decide);
    }

    private static void decide(Bench bench, long step) {
        if (step == 2) {
            bench.close(2, 1, 3);
        } else if (step == 4) {
            bench.prune(4, 2);
        } else if (step % 2 == 0) {
            bench.decideNothing(step);
        }
    }

    private static List<Pruned> inStepStats(Bench bench) {
        return bench.published(Bench.TOPICS.stepStats()).stream()
                .filter(StepEvent::hasPruned)
                .map(StepEvent::getPruned)
                .toList();
    }

    @Test
    void answersAPruningAtOnce() {
        // Given
        try (Bench bench = bench(6)) {
            // When
            RunResult result = bench.run();

            // Then
            List<MaskAck> acks = bench.published(Bench.TOPICS.maskAcks());
            Applied applied = acks.get(1).getApplied();
            assertThat(acks.get(1).getVersion()).isEqualTo(2);
            assertThat(applied.getStep()).isEqualTo(5);
            assertThat(applied.getRemoval().getNodes()).isEqualTo(1);
            assertThat(applied.getRemoval().getCostBefore()).isEqualTo(2.0 * (64 * 4 + 4 * 10));
            assertThat(applied.getRemoval().getCostAfter()).isEqualTo(2.0 * (64 * 3 + 3 * 10));
            assertThat(acks.get(0).getApplied().hasRemoval()).isFalse();
            assertThat(bench.engine.prunings()).isEqualTo(1);
            assertThat(result.masks().prunings()).isEqualTo(1);
            assertThat(result.masks().applied()).isEqualTo(2);
        }
    }

    @Test
    void saysWhatItBroughtAfterTwentySteps() {
        // Given
        try (Bench bench = bench(30)) {
            // When
            bench.train();

            // Then
            List<StepEvent> events = bench.published(Bench.TOPICS.stepStats());
            int place = events.indexOf(
                    events.stream().filter(StepEvent::hasPruned).findFirst().orElseThrow());
            assertThat(events.get(place - 1).getShard().getStep()).isEqualTo(4 + MEASURED);
            Pruned pruned = events.get(place).getPruned();
            assertThat(pruned.getStep()).isEqualTo(5);
            assertThat(pruned.getMaskVersion()).isEqualTo(2);
            assertThat(pruned.getRemovedList()).containsExactly(1);
            assertThat(pruned.getStepMsBefore()).isPositive();
            assertThat(pruned.getStepMsAfter()).isPositive();
            assertThat(pruned.getRebuildMs()).isNotNegative();
            assertThat(inStepStats(bench)).hasSize(1);
            assertThat(bench.published(Bench.TOPICS.runs()).stream()
                            .filter(RunEvent::hasPruned)
                            .map(RunEvent::getPruned))
                    .containsExactly(pruned);
        }
    }

    /** Four steps of the whole network, masked nodes computed, then those of the smaller one. */
    @Test
    void countsTheWorkOfTheNetworksThatMadeTheSteps() {
        // Given
        try (Bench bench = bench(6)) {
            // When
            bench.train();

            // Then
            double whole = 3 * Bench.BATCH * 2.0 * (64 * 4 + 4 * 10);
            double smaller = 3 * Bench.BATCH * 2.0 * (64 * 3 + 3 * 10);
            List<Evaluation> evaluations = bench.published(Bench.TOPICS.evaluations()).stream()
                    .filter(EvaluationEvent::hasEvaluation)
                    .map(EvaluationEvent::getEvaluation)
                    .toList();
            assertThat(evaluations.get(0).getWork()).isZero();
            assertThat(evaluations.get(evaluations.size() - 1).getWork()).isEqualTo(4 * whole + 2 * smaller);
        }
    }

    @Test
    void saysItBeforeTheEndWhereTheRunEndsEarlier() {
        // Given
        try (Bench bench = bench(7)) {
            // When
            bench.train();

            // Then
            assertThat(inStepStats(bench)).hasSize(1);
            assertThat(inStepStats(bench).get(0).getStepMsAfter()).isPositive();
            List<StepEvent> events = bench.published(Bench.TOPICS.stepStats());
            assertThat(events.get(events.size() - 1).hasEnd()).isTrue();
        }
    }
}
