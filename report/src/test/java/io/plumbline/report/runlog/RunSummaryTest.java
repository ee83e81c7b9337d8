package io.plumbline.report.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.RunEvent;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunSummaryTest {

    @Test
    void sumsUpAGatedRun() {
        // When
        RunSummary gated = RunSummary.of(SyntheticRun.gated("r"));

        // Then
        assertThat(gated.outcome()).isEqualTo(new Outcome("finished", 1_000, 1_000, "", Double.NaN));
        assertThat(gated.seconds()).isEqualTo(2);
        assertThat(gated.stepMs()).isEqualTo(2);
        assertThat(gated.trainingLoss()).isEqualTo(2 * StrictMath.exp(-12.5));
        assertThat(gated.generalizationGap()).isCloseTo(0.1, within(1e-12));
        assertThat(gated.testAccuracy()).isEqualTo(0.96);
        assertThat(gated.kappaFirst()).isEqualTo(100);
        assertThat(gated.kappaLast()).isEqualTo(60);
        assertThat(gated.layers())
                .containsExactly(new LayerDensity("dense-1", 8, 6), new LayerDensity("dense-2", 4, 3));
        assertThat(gated.density()).isEqualTo(0.75);
        assertThat(gated.masks()).isEqualTo(new MaskCounts(20, 0, 0, 1, 3, 0, 0, 0, 0));
        assertThat(gated.smaller()).isEqualTo(new PruningSummary(1, 60, 0.625, 2.5, 1.25));
        assertThat(gated.latencies())
                .isEqualTo(new Latencies(new Latency(1, 14, 14), new Latency(1, 11.5, 11.5), new Latency(20, 4, 9)));
        assertThat(gated.statisticsShare()).isCloseTo(0.1, within(1e-12));
        assertThat(gated.dropped()).isEqualTo(3);
    }

    @Test
    void leavesADenseRunAsLargeAsItWas() {
        assertThat(RunSummary.of(SyntheticRun.dense("r")).smaller())
                .isEqualTo(new PruningSummary(0, 100, 1, Double.NaN, Double.NaN));
    }

    @Test
    void leavesAllNodesOfADenseRunOpen() {
        assertThat(RunSummary.of(SyntheticRun.dense("r")).density()).isEqualTo(1);
    }

    @Test
    void hasNothingToSumUpBeforeTheManifest() {
        // When, Then
        assertThat(new RunCollector().history()).isEmpty();
    }

    @Test
    void knowsNothingOfARunThatHasJustBegun() {
        // Given
        RunCollector collector = new RunCollector();
        collector.accept(
                RunEvent.newBuilder().setManifest(Manifest.getDefaultInstance()).build(), "r", 0);

        // When
        RunSummary begun = RunSummary.of(collector.history().orElseThrow());

        // Then
        assertThat(begun.outcome()).isEqualTo(new Outcome("running", 0, 0, "", Double.NaN));
        assertThat(new double[] {
                    begun.trainingLoss(),
                    begun.kappaFirst(),
                    begun.statisticsShare(),
                    begun.latencies().decision().p50(),
                    begun.density()
                })
                .containsOnly(Double.NaN);
    }

    @Test
    void findsTheFirstStepAtALoss() {
        // Given: 2·e^(−step/100) falls to 0.3 between steps 150 and 200
        RunHistory dense = SyntheticRun.dense("r");

        // When, Then
        assertThat(LossReached.in(dense, 0.3)).contains(new LossReached(0.3, 200, 0.4));
        assertThat(LossReached.in(dense, 1e-9)).isEmpty();
    }

    @Test
    void takesQuantilesByNearestRankAndLeavesOutWhatIsNoNumber() {
        // Given
        DoubleStream hundred = IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i);

        // When
        Latency latency = Latency.of(DoubleStream.concat(hundred, DoubleStream.of(Double.NaN)));

        // Then
        assertThat(latency).isEqualTo(new Latency(100, 50, 99));
    }

    @Test
    void countsADuplicateRecordOnce() {
        // Given
        RunHistory once = SyntheticRun.gated("r");
        RunCollector twice = new RunCollector();
        RunEvent manifest = RunEvent.newBuilder().setManifest(once.manifest()).build();

        // When
        for (int i = 0; i < 2; i++) {
            twice.accept(manifest, "r", 0);
            once.ending().ifPresent(end -> twice.accept(end, "r", 0));
            once.conditions().forEach(condition -> twice.accept(condition, "r", 0));
            once.decisions().forEach(decision -> twice.accept(decision.change(), "r", decision.atMs()));
            once.acks().forEach(ack -> twice.accept(ack, "r", 0));
            once.prunings()
                    .forEach(made ->
                            twice.accept(RunEvent.newBuilder().setPruned(made).build(), "r", 0));
        }

        // Then
        RunHistory seen = twice.history().orElseThrow();
        assertThat(seen)
                .isEqualTo(new RunHistory(
                        once.manifest(),
                        List.of(),
                        List.of(),
                        once.conditions(),
                        once.decisions(),
                        once.acks(),
                        once.prunings(),
                        once.ending()));
    }
}
