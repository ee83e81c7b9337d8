package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.data.LoadListener;
import io.plumbline.service.ConfigurationException;
import io.plumbline.trainer.run.RunDescription;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoPlanTest {

    @Test
    void isTheUsualScheduleUnlessTold() {
        // When
        RunDescription gated = Demo.plan(Map.of(), LoadListener.NONE).gated().run();

        // Then
        assertThat(gated.length().steps()).isEqualTo(2000);
        requireSchedule(gated, 80, 40, 50, 640);
    }

    @Test
    void followsTheNumberOfSteps() {
        // When
        Demo.Plan plan = Demo.plan(Map.of("steps", "400"), LoadListener.NONE);

        // Then
        requireSchedule(plan.gated().run(), 16, 8, 10, 128);
        requireSchedule(plan.dense().run(), 16, 8, 10, 128);
        assertThat(plan.warmUp().run().length().steps()).isEqualTo(240);
    }

    @Test
    void followsEpochs() {
        // When: 1,437 examples, 128 at a time
        RunDescription gated =
                Demo.plan(Map.of("epochs", "100"), LoadListener.NONE).gated().run();

        // Then
        assertThat(gated.length().steps()).isEqualTo(1123);
        requireSchedule(gated, 45, 22, 28, 359);
    }

    @Test
    void leavesWhatIsGiven() {
        // When
        RunDescription gated = Demo.plan(
                        Map.of("steps", "400", "decision-interval", "10", "gate.last-change", "300"), LoadListener.NONE)
                .gated()
                .run();

        // Then
        requireSchedule(gated, 10, 8, 10, 300);
    }

    @Test
    void refusesWhatDoesNotFitTheDataBeforeAnythingIsThere() {
        Map<String, String> settings = Map.of("batch", "2000");

        assertThatThrownBy(() -> Demo.plan(settings, LoadListener.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("batch is 2000, but the training part of digits has 1437 examples");
    }

    private static void requireSchedule(RunDescription run, int decisions, int probes, int evaluations, long last) {
        assertThat(run.gating().decisionInterval()).isEqualTo(decisions);
        assertThat(run.measuring().probeInterval()).isEqualTo(probes);
        assertThat(run.measuring().evaluationInterval()).isEqualTo(evaluations);
        assertThat(run.gating().lastChange()).contains(last);
    }
}
