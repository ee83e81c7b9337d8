package io.plumbline.core.conditioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProbeStepsTest {

    private static List<Long> probed(ProbeSteps steps, long until) {
        return LongStream.rangeClosed(1, until).filter(steps::isProbed).boxed().toList();
    }

    @Test
    void areCloseWhileTheGateDecidesAndFarApartAfterwards() {
        assertThat(probed(new ProbeSteps(12, 50, 40), 160)).containsExactly(1L, 12L, 24L, 36L, 50L, 100L, 150L);
    }

    @Test
    void areFarApartFromTheStartWithoutAGate() {
        assertThat(probed(new ProbeSteps(12, 50, 0), 120)).containsExactly(1L, 50L, 100L);
    }

    @Test
    void areCountedAndTheLastIsKnownAtEveryStep() {
        for (ProbeSteps steps : List.of(
                new ProbeSteps(12, 50, 40),
                new ProbeSteps(1, 7, 3),
                new ProbeSteps(5, 5, 20),
                new ProbeSteps(60, 4, 50),
                new ProbeSteps(3, 90, 0))) {
            for (long step = 0; step <= 130; step++) {
                // When
                List<Long> seen = probed(steps, step);

                // Then
                assertThat(steps.count(step)).as("%s, %d steps", steps, step).isEqualTo(seen.size());
                assertThat(steps.last(step))
                        .as("%s, %d steps", steps, step)
                        .isEqualTo(seen.isEmpty() ? 0 : seen.get(seen.size() - 1));
            }
        }
    }

    @Test
    void refuseAnIntervalOfNothing() {
        assertThatThrownBy(() -> new ProbeSteps(0, 50, 40))
                .hasMessageContaining("at least 1")
                .hasMessageContaining("0, 50 and 40");
    }
}
