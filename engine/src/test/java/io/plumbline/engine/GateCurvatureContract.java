package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.settings.Scope;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The curvature along every gate, closed ones too, by random signs. */
interface GateCurvatureContract extends EngineSubject {

    int MANY = 2_000;

    /** One draw is the column of some signs; the mean over all signs is the curvature. */
    @Test
    default void measuresTheCurvatureAlongEveryGateByRandomSigns() {
        // Given
        Batch batch = batch(71);
        try (PruningEngine engine = masked(1, drawing(batch, 1))) {
            ProbeRecord probe = new ProbeRecord(engine.layers());
            GateJacobian gates = new GateJacobian(ByDefinition.of(definition(), engine, batch), EXAMPLES);

            // When
            engine.probe(probe);

            // Then
            assertThat(gates.canGive(probe.gateCurvatureColumn(), precision())).isTrue();
            for (int b = 0; b < probe.nodes(); b++) {
                assertThat(gates.ofAllSigns(b)).isCloseTo(gates.curvature(b), within(1e-8));
            }
        }
    }

    @Test
    default void isTheCurvatureOnAverageOverManyDraws() {
        // Given
        Batch batch = batch(72);
        try (PruningEngine engine = masked(1, drawing(batch, MANY))) {
            ProbeRecord probe = new ProbeRecord(engine.layers());
            GateJacobian gates = new GateJacobian(ByDefinition.of(definition(), engine, batch), EXAMPLES);

            // When
            engine.probe(probe);

            // Then: within five standard errors
            for (int b = 0; b < probe.nodes(); b++) {
                double expected = gates.curvature(b);
                double error = 5 * Math.sqrt(gates.variance(b) / MANY) + precision() * (1 + expected);
                assertThat((double) probe.gateCurvatureColumn()[b]).isCloseTo(expected, within(error));
            }
            assertThat(Arrays.stream(closed()).mapToDouble(gates::curvature)).anyMatch(curvature -> curvature > 0);
        }
    }

    @Test
    default void drawsTheSameSignsAtTheSameStepOnly() {
        // Given
        Batch batch = batch(73);
        try (PruningEngine engine = masked(1, drawing(batch, 20));
                PruningEngine other = engine(99, OptimizerSpec.sgd(1), drawing(batch, 20))) {
            other.weights(engine.weights());
            other.mask(engine.mask());
            float[] first = column(engine);
            float[] again = column(engine);
            float[] ofOtherSeed = column(other);

            // When
            engine.optimizerState(new OptimizerState(engine.updates() + 1, List.of()));

            // Then
            assertThat(again).isEqualTo(first);
            assertThat(column(engine)).isNotEqualTo(first);
            assertThat(ofOtherSeed).isNotEqualTo(first);
        }
    }

    @Test
    default void saysNaNOfAllNodesWhereNothingIsDrawn() {
        // Given
        Batch batch = batch(74);
        try (PruningEngine engine = masked(1, drawing(batch, 0))) {
            float[] before = column(engine);

            // When
            engine.prune(engine.mask());

            // Then
            assertThat(before).containsOnly(Float.NaN);
            assertThat(column(engine)).containsOnly(Float.NaN);
        }
    }

    private static ProbeSpec drawing(Batch batch, int draws) {
        return ProbeSpec.of(batch, Scope.OWN_AND_OUT, draws);
    }

    private static float[] column(Engine engine) {
        ProbeRecord probe = new ProbeRecord(engine.layers());
        engine.probe(probe);
        return probe.gateCurvatureColumn();
    }
}
