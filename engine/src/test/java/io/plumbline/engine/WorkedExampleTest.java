package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.Scope;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worked example of the method, to all the digits that single precision has. */
class WorkedExampleTest {

    private static final Offset<Double> DIGITS = within(2e-6);
    private static final Offset<Float> SINGLE_DIGITS = within(2e-6f);

    private final ProbeRecord probe = new ProbeRecord(new MlpSpec(2, List.of(3), 2, Activation.RELU).layers());
    private Batch batch;
    private Engine engine;

    @BeforeEach
    void load() {
        MlpSpec network = new MlpSpec(2, List.of(3), 2, Activation.RELU);
        batch = new Batch(2, 2);
        System.arraycopy(new float[] {1, 0, 0.5f, 1}, 0, batch.features(), 0, 4);
        System.arraycopy(new int[] {0, 1}, 0, batch.labels(), 0, 2);
        engine = Engines.of(
                network, OptimizerSpec.sgd(0.1), 2, new ProbeSpec(batch, 60, 60, 0, Scope.OWN_AND_OUT, 0), 7);
        engine.weights(List.of(
                new NamedArray("dense-1.weight", new int[] {2, 3}, new float[] {1, -.5f, .3f, .5f, 1, -.2f}),
                new NamedArray("dense-1.bias", new int[] {3}, new float[] {0, .1f, .2f}),
                new NamedArray("output.weight", new int[] {3, 2}, new float[] {.6f, -.3f, -.4f, .8f, .2f, .5f}),
                new NamedArray("output.bias", new int[] {2}, new float[] {0, .1f})));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void measuresTheOpenNetwork() {
        // When
        engine.probe(probe);
        // Then
        assertThat(probe.loss()).isCloseTo(.494728, DIGITS);
        assertThat(probe.lambda()).isCloseTo(1.731020, DIGITS);
        assertThat(probe.eigenResidual()).isLessThan(1e-3);
        assertThat(probe.energy().total()).isCloseTo(.282558, DIGITS);
        assertThat(probe.energy().ungated()).isCloseTo(.082051, DIGITS);
        assertThat(probe.curvature().total()).isCloseTo(1.731020 * 1.731020, within(1e-5));
        assertThat(probe.curvature().ungated()).isCloseTo(1.848502, within(1e-5));
        double muPl = probe.energy().total() / (2 * probe.loss());
        assertThat(muPl).isCloseTo(.285569, DIGITS);
        assertThat(probe.energy().total() / probe.residual()).isCloseTo(.923045, within(1e-5));
        assertThat(probe.lambda() / muPl).isCloseTo(6.061650, within(2e-5));
    }

    @Test
    void measuresTheNodesOfTheOpenNetwork() {
        // When
        engine.probe(probe);
        // Then
        assertThat(probe.energyColumn()[0]).isCloseTo(.043059f + .004154f, SINGLE_DIGITS);
        assertThat(probe.energyColumn()[1]).isCloseTo(.152663f + .068086f, SINGLE_DIGITS);
        assertThat(probe.energyColumn()[2]).isCloseTo(.004784f + .005658f, SINGLE_DIGITS);
        assertThat(probe.curvatureColumn()[0]).isCloseTo(.590738f + .783446f, within(1e-5f));
        assertThat(probe.curvatureColumn()[1]).isCloseTo(.491553f + .219226f, within(1e-5f));
        assertThat(probe.curvatureColumn()[2]).isCloseTo(.065638f + .062384f, within(1e-5f));
    }

    @Test
    void pricesTheGates() {
        // Given
        StepRecord step = StepRecord.of(3);
        // When
        engine.step(batch, step);
        // Then
        assertThat(step.gamma()).containsExactly(new float[] {.041015f, -.221409f, .015956f}, SINGLE_DIGITS);
        assertThat(step.tau()).containsExactly(new float[] {.123977f, .098044f, .001514f}, SINGLE_DIGITS);
    }

    @Test
    void measuresTheClosedNodeAsIfItsOwnGateWereOpen() {
        // Given
        engine.mask(Mask.allOpen(3).with(new int[] {2}, new int[0]));
        // When
        engine.probe(probe);
        // Then
        assertThat(probe.loss()).isCloseTo(.494728 - .014585, DIGITS);
        assertThat(probe.lambda()).isCloseTo(1.642589, DIGITS);
        assertThat(probe.energy().total()).isCloseTo(.295833, DIGITS);
        double lambdaShare = probe.curvatureColumn()[2] / probe.curvature().total();
        double muShare = probe.energyColumn()[2] / probe.energy().total();
        assertThat(lambdaShare - muShare).isCloseTo(.012032, DIGITS);
        assertThat(probe.lambda() * 2 * probe.loss() / probe.energy().total()).isCloseTo(5.332, within(5e-4));
    }

    @Test
    void pricesTheOpeningOfTheClosedNode() {
        // Given
        engine.mask(Mask.allOpen(3).with(new int[] {2}, new int[0]));
        StepRecord step = StepRecord.of(3);
        // When
        engine.step(batch, step);
        // Then
        assertThat(step.gamma()[2] + step.tau()[2] / 2).isCloseTo(.013875f, SINGLE_DIGITS);
    }
}
