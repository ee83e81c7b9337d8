package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Layers;
import io.plumbline.core.settings.Scope;
import java.util.ArrayList;
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
            List<NamedArray> direction = direction(engine.weights(), at);
            double[] u = ByDefinition.flat(direction);
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
            double[] next = ByDefinition.flat(engine.probeDirection());
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

    @Test
    default void goesOnWithADirectionThatClosedNodesHaveNoPartIn() {
        // Given
        Batch batch = batch(15);
        try (PruningEngine engine = engine(4, OptimizerSpec.sgd(1), ProbeSpec.of(batch))) {
            engine.probe(new ProbeRecord(engine.layers()));

            // When
            engine.mask(mask(engine));

            // Then
            double[] u = ByDefinition.flat(engine.probeDirection());
            boolean[] closed = ByDefinition.of(definition(), engine, batch).ofClosed();
            for (int k = 0; k < u.length; k++) {
                assertThat(closed[k] ? u[k] : 0).isZero();
            }
            close(ByDefinition.squares(u), 1);
        }
    }

    @Test
    default void takesNothingOfADirectionWhereNodesAreClosed() {
        // Given
        Batch batch = batch(16);
        try (PruningEngine engine = masked(1, ProbeSpec.of(batch))) {
            List<NamedArray> whole = EngineSubject.drawn(engine.weights(), ".direction", 3);

            // When
            engine.probeDirection(whole);

            // Then
            double[] given = ByDefinition.flat(whole);
            double[] u = ByDefinition.flat(engine.probeDirection());
            boolean[] closed = ByDefinition.of(definition(), engine, batch).ofClosed();
            double norm = 0;
            for (int k = 0; k < u.length; k++) {
                norm += closed[k] ? 0 : given[k] * given[k];
            }
            for (int k = 0; k < u.length; k++) {
                close(u[k], closed[k] ? 0 : given[k] / Math.sqrt(norm));
            }
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

    /** Returns a unit vector drawn at random, 0 where closed nodes have a part. */
    private static List<NamedArray> direction(List<NamedArray> weights, ByDefinition at) {
        boolean[] closed = at.ofClosed();
        List<float[]> drawn = EngineSubject.drawn(weights, "", 3).stream()
                .map(NamedArray::values)
                .toList();
        int place = 0;
        double squares = 0;
        for (float[] values : drawn) {
            for (int k = 0; k < values.length; k++) {
                values[k] = closed[place++] ? 0 : values[k];
                squares += values[k] * values[k];
            }
        }
        List<NamedArray> direction = new ArrayList<>();
        for (int a = 0; a < drawn.size(); a++) {
            float[] values = drawn.get(a);
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) (values[k] / Math.sqrt(squares));
            }
            NamedArray like = weights.get(a);
            direction.add(new NamedArray(like.name() + ".direction", like.shape(), values));
        }
        return direction;
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
