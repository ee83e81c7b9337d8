package io.plumbline.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.core.conditioning.ProbeSteps;
import org.junit.jupiter.api.Test;

class ProbeIntervalsTest {

    /** 3 products of a step on 100 examples; 3 + 2 draws + 4·3 of a probe on 32: 50 · 17 · 32 / 300 = 90.7 steps. */
    @Test
    void probesToWatchAreRareUnlessAskedFor() {
        // Given
        String short32 = "batch: 100\nprobe: {batch: 32%s}\ngate: {self-tuned: true, policy: greedy-q}";

        // When
        RunDescription usual = RunDescription.parse(short32.formatted("")).resolve(1437);
        RunDescription auto = RunDescription.parse(short32.formatted(", interval: auto, watch-interval: auto"))
                .resolve(1437);
        RunDescription given =
                RunDescription.parse(short32.formatted(", interval: 10")).resolve(1437);
        RunDescription both = RunDescription.parse(short32.formatted(", interval: 10, watch-interval: 7"))
                .resolve(1437);

        // Then
        assertThat(usual.probeSteps()).isEqualTo(new ProbeSteps(12, 91, 200)).isEqualTo(auto.probeSteps());
        assertThat(given.probeSteps()).isEqualTo(new ProbeSteps(10, 10, 200));
        assertThat(both.probeSteps()).isEqualTo(new ProbeSteps(10, 7, 200));
        assertThat(RunDescription.parse(usual.yaml())).isEqualTo(usual);
        assertThat(RunDescription.parse(both.yaml()).probeSteps()).isEqualTo(both.probeSteps());
    }

    @Test
    void policiesThatReadNoProbeAreOnlyWatched() {
        assertThat(RunDescription.parse("gate: {policy: dense}")
                        .resolve(1437)
                        .probeSteps()
                        .gatedUntil())
                .isZero();
        assertThat(RunDescription.parse("gate: {policy: fisher, final-density: 0.5}")
                        .resolve(1437)
                        .probeSteps()
                        .gatedUntil())
                .isZero();
        assertThat(RunDescription.parse("gate: {policy: greedy-q, final-density: 0.5}")
                        .resolve(1437)
                        .probeSteps()
                        .gatedUntil())
                .isEqualTo(900);
    }

    @Test
    void refusesAnIntervalThatIsNoNumber() {
        assertThatThrownBy(() -> RunDescription.parse("probe: {watch-interval: often}"))
                .hasMessageContaining("probe.watch-interval")
                .hasMessageContaining("must be a whole number");
    }
}
