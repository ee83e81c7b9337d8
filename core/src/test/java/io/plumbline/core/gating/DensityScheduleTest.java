package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.settings.GateSettings;
import org.junit.jupiter.api.Test;

class DensityScheduleTest {

    private final GateSettings settings = TestRun.settings("test");

    @Test
    void isFullUntilTheWarmUpEnds() {
        assertThat(DensitySchedule.at(settings, 0)).isEqualTo(1);
        assertThat(DensitySchedule.at(settings, 20)).isEqualTo(1);
    }

    @Test
    void fallsByTheCubeOfWhatIsLeft() {
        // Half way between t_0 = 20 and t_1 = 200: 0.5 + 0.5·0.5³
        assertThat(DensitySchedule.at(settings, 110)).isEqualTo(0.5625, within(1e-15));
    }

    @Test
    void staysAtItsEnd() {
        assertThat(DensitySchedule.at(settings, 200)).isEqualTo(0.5);
        assertThat(DensitySchedule.at(settings, 1000)).isEqualTo(0.5);
    }

    @Test
    void neverRises() {
        for (long step = 1; step < 300; step++) {
            assertThat(DensitySchedule.at(settings, step)).isLessThanOrEqualTo(DensitySchedule.at(settings, step - 1));
        }
    }
}
