package io.plumbline.core.conditioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeConditionsTest {

    @Test
    void dividesEveryPartByTheTotal() {
        assertThat(NodeConditions.shares(new double[] {1, 3, 0}, 4)).containsExactly(0.25, 0.75, 0);
    }

    @Test
    void sharesOutNothingWhereThereIsNothing() {
        assertThat(NodeConditions.shares(new double[] {0, 0}, 0)).containsExactly(0, 0);
    }

    @Test
    void countsAPartBelowZeroAsNothing() {
        assertThat(NodeConditions.shares(new double[] {-1, 2}, 4)).containsExactly(0, 0.5);
    }

    @Test
    void keepsAnUnknownPartUnknown() {
        assertThat(NodeConditions.shares(new double[] {Double.NaN, 2}, 4)).containsExactly(Double.NaN, 0.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesATotalThatIsNone(double total) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeConditions.shares(new double[] {1}, total))
                .withMessage("total of shares must be at least 0 and finite, was " + total);
    }

    @Test
    void callsANodeIllConditionedThatRaisesMoreCurvatureThanItCarriesDescent() {
        assertThat(NodeConditions.kappas(new double[] {0.3, 0.1, 0}, new double[] {0.1, 0.3, 0}, 1e-6))
                .containsExactly(new double[] {3, 1.0 / 3, 1}, within(1e-4));
    }

    @Test
    void splitsTheConditionIntoLayersAndUngated() {
        // Given
        Layers layers = Layers.of(
                List.of(new Layer("a", LayerKind.DENSE, 2, 1), new Layer("b", LayerKind.ATTENTION_HEAD, 2, 1)));
        Mask mask = Mask.allOpen(4).with(new int[] {3}, new int[0]);
        ConditionEstimate whole = new ConditionEstimate(0.5, 0, 2, 1, 8);
        double[] curvature = {1.2, 1.2, 1.6};
        double[] energy = {0.4, 0.1, 0.5};

        // When
        List<LayerCondition> parts = LayerCondition.of(layers, mask, whole, curvature, energy);

        // Then
        assertThat(parts).extracting(LayerCondition::layer).containsExactly("a", "b", LayerCondition.UNGATED);
        assertThat(parts).extracting(LayerCondition::open).containsExactly(2, 1, 0);
        assertThat(parts.get(1).kappa()).isCloseTo(8 * 0.3 / (2 * 0.1), within(1e-12));
        assertThat(parts.get(2).lambda()).isCloseTo(8 * 0.4, within(1e-12));
        assertThat(parts.stream().mapToDouble(LayerCondition::lambda).sum()).isCloseTo(8, within(1e-12));
        assertThat(parts.stream().mapToDouble(LayerCondition::muPl).sum()).isCloseTo(2, within(1e-12));
        assertThat(LayerCondition.gatedKappa(parts)).isCloseTo(8 * 0.6 / (2 * 0.5), within(1e-12));
        assertThat(LayerCondition.gatedKappa(List.of())).isNaN();
    }

    @Test
    void refusesPartsOfAnotherNetwork() {
        Layers layers = Layers.of(List.of(new Layer("a", LayerKind.DENSE, 2, 1)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerCondition.of(
                        layers, Mask.allOpen(2), ConditionEstimate.EMPTY, new double[1], new double[2]))
                .withMessage("parts of 1 and 2 blocks for a network of 2, ungated parameters included");
    }
}
