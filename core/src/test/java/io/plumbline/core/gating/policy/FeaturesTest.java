package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FeaturesTest {

    @Test
    void standardisesOverNodes() {
        // When
        double[] x = Features.of(Situations.drawn(32, 3).get());

        // Then
        for (int f : new int[] {0, 1, 2, 4}) {
            double sum = 0;
            double squares = 0;
            for (int b = 0; b < 64; b++) {
                sum += x[b * Features.COUNT + f];
                squares += x[b * Features.COUNT + f] * x[b * Features.COUNT + f];
            }
            assertThat(sum / 64).isCloseTo(0, within(1e-12));
            assertThat(squares / 64).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void ordersNodesByWhatClosingThemCosts() {
        // Given: γ of ±0.02 is far beyond noise, and closing costs −γ + ½τ
        Situation situation = Situations.alike(4).get();
        double[] gamma = {0.02, -0.02, 0, 0.0001};
        System.arraycopy(gamma, 0, situation.nodes().gamma(), 0, 4);

        // When
        double[] x = Features.of(situation);

        // Then: what is not significant counts as nothing
        double[] price = {x[4], x[Features.COUNT + 4], x[2 * Features.COUNT + 4], x[3 * Features.COUNT + 4]};
        assertThat(price[0]).isLessThan(price[2]);
        assertThat(price[2]).isEqualTo(price[3]).isLessThan(price[1]);
    }

    @Test
    void saysNothingOfColumnsThatAreAllEqual() {
        double[] x = Features.of(Situations.alike(4).get());

        assertThat(x).startsWith(0, 0, 0, 0, 0);
    }

    @Test
    void saysWhereANodeStands() {
        // Given
        Situation situation = Situations.drawn(2, 3)
                .withMask(Mask.allOpen(4).with(new int[] {3}, new int[0]))
                .withStep(600)
                .get();

        // When
        double[] x = Features.of(situation);

        // Then: depth, open, progress, kinds
        assertThat(Arrays.copyOfRange(x, 5, 12)).containsExactly(0, 1, 0.2, 1, 0, 0, 0);
        assertThat(Arrays.copyOfRange(x, 41, 48)).containsExactly(1, 0, 0.2, 1, 0, 0, 0);
    }

    @Test
    void staysFiniteWhereNothingFlows() {
        // Given
        Situation situation = Situations.alike(4).get();
        situation.nodes().shareMu()[1] = 0;
        situation.nodes().tau()[2] = 0;
        situation.nodes().weightNorm()[3] = 0;

        // Then
        assertThat(DoubleStream.of(Features.of(situation))).allMatch(Double::isFinite);
    }
}
