package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Layers;
import io.plumbline.core.settings.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Probes by definition, some nodes closed: the explicit matrix JᵀHJ/B, and what every node has of it. */
interface ProbeContract extends EngineSubject {

    @ParameterizedTest
    @EnumSource(Scope.class)
    default void measuresLossAndGradientByDefinition(Scope scope) {
        // Given
        Batch batch = batch(12);
        try (PruningEngine engine = masked(1, ProbeSpec.of(batch, scope))) {
            ProbeRecord probe = new ProbeRecord(engine.layers());
            ByDefinition at = ByDefinition.of(definition(), engine, batch);

            // When
            engine.probe(probe);

            // Then
            close(probe.loss(), at.loss());
            close(engine.probeLoss(), at.loss());
            if (!Double.isNaN(probe.residual())) {
                close(probe.residual(), at.residual());
            }
            sums(probe.energy(), at, at.gradient(), engine.layers());
            column(probe.energyColumn(), at, at::loss, scope);
        }
    }

    /** With one product allowed, z is the product with the direction that was given. */
    @ParameterizedTest
    @EnumSource(Scope.class)
    default void multipliesADirectionByTheGaussNewtonMatrix(Scope scope) {
        // Given
        Batch batch = batch(13);
        try (PruningEngine engine = masked(1, new ProbeSpec(batch, 1, 1, 0, scope, 0))) {
            ProbeRecord probe = new ProbeRecord(engine.layers());
            ByDefinition at = ByDefinition.of(definition(), engine, batch);
            GaussNewton matrix = new GaussNewton(at, EXAMPLES);
            List<NamedArray> direction = direction(at.probabilities(0).length);
            double[] u = matrix.unit(ByDefinition.flat(direction));
            double[] z = matrix.times(u);
            engine.probeDirection(direction);

            // When
            engine.probe(probe);

            // Then
            double lambda = Math.sqrt(ByDefinition.squares(z));
            close(probe.lambda(), lambda);
            close(probe.eigenResidual(), Math.sqrt(ByDefinition.squares(beyond(z, u))) / lambda);
            sums(probe.curvature(), at, z, engine.layers());
            column(probe.curvatureColumn(), at, matrix.pulledBack(definition(), batch, u), scope);
            double[] next = matrix.unit(ByDefinition.flat(engine.probeDirection()));
            for (int k = 0; k < z.length; k++) {
                close(next[k], z[k] / lambda);
            }
        }
    }

    @Test
    default void findsTheTopEigenvalueOfTheGaussNewtonMatrix() {
        // Given
        Batch batch = batch(14);
        try (PruningEngine engine = masked(1, new ProbeSpec(batch, 400, 1, 0, Scope.OWN_AND_OUT, 0))) {
            ProbeRecord probe = new ProbeRecord(engine.layers());
            double lambda = new GaussNewton(ByDefinition.of(definition(), engine, batch), EXAMPLES).top();

            // When
            engine.probe(probe);

            // Then
            assertThat(probe.lambda()).isCloseTo(lambda, within(1e-4 * lambda));
            assertThat(probe.eigenResidual()).isLessThan(0.01);
            assertThat(probe.curvature().total())
                    .isCloseTo(probe.lambda() * probe.lambda(), within(precision() * lambda * lambda));
        }
    }

    private void column(float[] found, ByDefinition at, ByDefinition.Function function, Scope scope) {
        for (int b = 0; b < found.length; b++) {
            close(found[b], at.column(function, b, scope == Scope.OWN_AND_OUT));
        }
    }

    /** Total = ungated + what open nodes of the layers own. */
    private void sums(ProbeRecord.Totals totals, ByDefinition at, double[] x, Layers layers) {
        close(totals.total(), ByDefinition.squares(x));
        close(totals.ungated(), ByDefinition.squares(x) - at.ownedByOpen(x, 0, layers.nodes()));
        double sum = totals.ungated();
        for (int l = 0; l < layers.size(); l++) {
            double part = totals.layers().get(l);
            close(part, at.ownedByOpen(x, layers.start(l), layers.end(l)));
            sum += part;
        }
        assertThat(sum).isCloseTo(totals.total(), within(1e-12 * (1 + sum)));
    }

    /** Returns a cotangent of the logits drawn at random. */
    private static List<NamedArray> direction(int classes) {
        int[] shape = {EXAMPLES, classes};
        NamedArray like = new NamedArray("logits.direction", shape, new float[EXAMPLES * classes]);
        return EngineSubject.drawn(List.of(like), "", 3);
    }

    /** Returns z − (uᵀz)u. */
    private static double[] beyond(double[] z, double[] u) {
        double along = 0;
        for (int k = 0; k < u.length; k++) {
            along += u[k] * z[k];
        }
        double[] beyond = new double[z.length];
        for (int k = 0; k < u.length; k++) {
            beyond[k] = z[k] - along * u[k];
        }
        return beyond;
    }

    private void close(double found, double expected) {
        assertThat(found).isCloseTo(expected, within(precision() * (1 + Math.abs(expected))));
    }
}
