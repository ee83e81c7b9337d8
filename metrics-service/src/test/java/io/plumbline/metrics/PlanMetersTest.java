package io.plumbline.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Architecture;
import io.plumbline.protocol.Manifests;
import io.plumbline.protocol.v1.Evaluation;
import io.plumbline.protocol.v1.EvaluationEvent;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.Progress;
import io.plumbline.protocol.v1.RunEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanMetersTest {

    private static final Architecture NETWORK = Architecture.ofDense(3, List.of(6, 4), 2);

    private final Desk desk = new Desk();
    private final Events events = new Events("r1");

    @Test
    void countsWorkBesideThatOfTheWholeNetwork() {
        // Given: of 32 examples a step, three forward passes each, half of it saved
        double step = 3 * 32 * NETWORK.cost(NETWORK.all());
        announce(manifest());

        // When
        told(progress(50, 25 * step));

        // Then
        assertThat(meter("plumbline_work_flops")).isEqualTo(25 * step);
        assertThat(meter("plumbline_dense_work_flops")).isEqualTo(50 * step);
    }

    @Test
    void takesTheWorkOfTheLatestStepThatToldOfIt() {
        // Given
        announce(manifest());

        // When: an older trainer tells of none
        told(evaluation(40, 4_000));
        told(progress(50, 0));
        told(evaluation(30, 3_000));

        // Then
        assertThat(meter("plumbline_work_flops")).isEqualTo(4_000);
        assertThat(meter("plumbline_last_step")).isEqualTo(50);
    }

    @Test
    void countsNoDenseWorkWhereTheManifestDoesNotSayWhatAStepCosts() {
        // When
        announce(events.manifest().getManifest());
        told(progress(50, 100));

        // Then
        assertThat(meter("plumbline_dense_work_flops")).isNaN();
    }

    @Test
    void savesTheTimeOfEveryStepSinceAPruning() {
        // Given: 0.5 ms a step from step 101 on, then 1 ms more from step 201 on
        announce(manifest());
        desk.hand(desk.topics.runs(), "r1", events.pruned(101, 1));
        desk.hand(desk.topics.runs(), "r1", pruned(201, 2, 1.5, 0.5));

        // When
        told(progress(300, 1));

        // Then
        assertThat(meter("plumbline_saved_seconds")).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void savesNothingWhereAStepWasNoFaster() {
        // Given
        announce(manifest());
        desk.hand(desk.topics.runs(), "r1", pruned(101, 1, 1, 2));
        desk.hand(desk.topics.runs(), "r1", pruned(150, 2, Double.NaN, 2));

        // When
        told(progress(300, 1));

        // Then
        assertThat(meter("plumbline_saved_seconds")).isZero();
    }

    @Test
    void keepsTheTimeOfTheFirstStartAndForgetsNoEnd() {
        // Given
        announce(events.manifest().getManifest());
        Events resumed = new Events("r1", 2);

        // When
        desk.hand(desk.topics.runs(), "r1", events.started(), 10_000);
        desk.hand(desk.topics.runs(), "r1", events.failed(70), 20_000);
        double failed = meter("plumbline_run_ended_timestamp_seconds");
        desk.hand(desk.topics.runs(), "r1", resumed.manifest(), 30_000);
        desk.hand(desk.topics.runs(), "r1", resumed.resumed(60), 40_000);

        // Then
        assertThat(failed).isEqualTo(20);
        assertThat(meter("plumbline_run_started_timestamp_seconds")).isEqualTo(10);
        assertThat(meter("plumbline_run_ended_timestamp_seconds")).isNaN();
    }

    @Test
    void tellsTheProbeIntervalInForce() {
        // Given
        announce(manifest().toBuilder()
                .setProbeInterval(10)
                .setWatchInterval(80)
                .setGatedUntil(200)
                .build());

        // When
        double before = meter("plumbline_probe_interval_steps");
        told(progress(201, 1));

        // Then
        assertThat(before).isEqualTo(10);
        assertThat(meter("plumbline_probe_interval_steps")).isEqualTo(80);
    }

    @Test
    void countsRejectionsFromZeroAndByKind() {
        // Given
        announce(manifest());
        double before = meter("plumbline_mask_rejections");

        // When
        desk.hand(desk.topics.maskAcks(), "r1", events.rejected(1));
        desk.hand(
                desk.topics.maskAcks(),
                "r1",
                events.rejected(2).toBuilder()
                        .setRejected(
                                events.rejected(2).getRejected().toBuilder().setKind("of tomorrow"))
                        .build());

        // Then
        assertThat(before).isZero();
        assertThat(meter("plumbline_mask_rejections")).isEqualTo(2);
        assertThat(labelled("plumbline_mask_rejection_reasons"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(List.of("old-version"), 1.0, List.of("other"), 1.0));
    }

    private Manifest manifest() {
        Manifest.Builder manifest = events.manifest().getManifest().toBuilder().clearRanges();
        Manifests.write(NETWORK, manifest);
        return manifest.build();
    }

    private void announce(Manifest manifest) {
        desk.hand(
                desk.topics.runs(),
                "r1",
                RunEvent.newBuilder().setManifest(manifest).build(),
                5_000);
    }

    private void told(EvaluationEvent event) {
        desk.hand(desk.topics.evaluations(), "r1", event);
    }

    private EvaluationEvent progress(long step, double work) {
        Progress.Builder progress = events.progress(step, 1_000 * step, 0, 0).getProgress().toBuilder()
                .setWork(work);
        return EvaluationEvent.newBuilder().setProgress(progress).build();
    }

    private EvaluationEvent evaluation(long step, double work) {
        Evaluation.Builder evaluation =
                events.evaluation(step, 1, 1).getEvaluation().toBuilder().setWork(work);
        return EvaluationEvent.newBuilder().setEvaluation(evaluation).build();
    }

    private RunEvent pruned(long step, long version, double beforeMs, double afterMs) {
        return RunEvent.newBuilder()
                .setPruned(
                        events.pruning(step, version).setStepMsBefore(beforeMs).setStepMsAfter(afterMs))
                .build();
    }

    private RunView view() {
        return desk.intake.views().iterator().next();
    }

    private double meter(String name) {
        return List.of(Meters.OF_RUNS, PlanMeters.OF_RUNS).stream()
                .flatMap(List::stream)
                .filter(meter -> meter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value()
                .applyAsDouble(view());
    }

    private Map<List<String>, Double> labelled(String name) {
        return PlanMeters.BY_LABEL.stream()
                .filter(meter -> meter.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values()
                .apply(view());
    }
}
