package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.settings.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far probes look for the direction. */
class ProberTest {

    @Test
    void looksOnWhereTheDirectionTurnedSoFarThatNoDecisionCouldRestOnIt() {
        // Given: one product a probe, and weights that have nothing to do with those of the probe before
        MlpSpec network = new MlpSpec(8, List.of(16, 16), 4, Activation.RELU);
        Batch batch = ReferenceNetwork.randomBatch(network, 32, 5);
        ProbeSpec spec = new ProbeSpec(batch, 60, 1, 0.05, Scope.OWN_AND_OUT, 0);
        try (Engine engine = Engines.of(network, OptimizerSpec.sgd(1), 2, spec, 13)) {
            ProbeRecord probe = new ProbeRecord(engine.layers());
            engine.probe(probe);
            engine.weights(Parameters.initial(network, 99).export(""));

            // When
            engine.probe(probe);

            // Then
            assertThat(probe.eigenResidual()).isLessThanOrEqualTo(0.1);
        }
    }
}
