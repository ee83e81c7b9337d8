package io.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.data.LoadListener;
import io.plumbline.service.ConfigurationException;
import io.plumbline.trainer.Prepared;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoPlanTest {

    @Test
    void comparesDenseAGateAndTheGatingNetworkFromOneSeedToOneLoss() {
        // When
        Demo.Plan plan = Demo.plan(Map.of(), LoadListener.NONE);

        // Then
        assertThat(plan.compared().keySet()).containsExactly("dense", "greedy-q", "gating-network");
        for (Prepared each : plan.compared().values()) {
            assertThat(each.run().seed()).isEqualTo(1);
            assertThat(each.run().measuring().lossTarget()).isEqualTo(0.01);
            assertThat(each.run().measuring().stopAtTarget()).isTrue();
            assertThat(each.run().gating().settings().schedule().selfTuned()).isTrue();
        }
    }

    @Test
    void comparesThePolicyThatIsGiven() {
        assertThat(Demo.plan(Map.of("gate.policy", "fisher"), LoadListener.NONE)
                        .compared()
                        .keySet())
                .containsExactly("dense", "fisher", "gating-network");
        assertThat(Demo.plan(Map.of("gate.policy", "gating-network"), LoadListener.NONE)
                        .compared()
                        .keySet())
                .containsExactly("dense", "gating-network");
    }

    @Test
    void followsStepsOrEpochs() {
        // When: 1,437 examples, 100 at a time
        Demo.Plan steps = Demo.plan(Map.of("steps", "400"), LoadListener.NONE);
        Demo.Plan epochs = Demo.plan(Map.of("epochs", "100"), LoadListener.NONE);

        // Then
        assertThat(steps.compared().get("dense").run().length().steps()).isEqualTo(400);
        assertThat(epochs.compared().get("dense").run().length().steps()).isEqualTo(1437);
        assertThat(epochs.warmUp().run().length().steps()).isEqualTo(80);
    }

    @Test
    void refusesWhatDoesNotFitTheDataBeforeAnythingIsThere() {
        Map<String, String> settings = Map.of("batch", "2000");

        assertThatThrownBy(() -> Demo.plan(settings, LoadListener.NONE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("batch is 2000, but the training part of digits has 1437 examples");
    }
}
