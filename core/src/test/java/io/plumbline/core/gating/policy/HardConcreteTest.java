package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.random.Draws;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class HardConcreteTest {

    @Property
    void hasTheSlopeOfItsFiniteDifference(
            @ForAll @DoubleRange(min = -3, max = 3) double logit,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double u) {
        double noise = PlainNetwork.noise(u);
        double up = HardConcrete.gate(concrete(logit + 1e-6, noise));
        double down = HardConcrete.gate(concrete(logit - 1e-6, noise));
        boolean clipped = down == 0 || up == 1;

        double slope = HardConcrete.slope(concrete(logit, noise));

        if (!clipped) {
            assertThat(slope).isCloseTo((up - down) / 2e-6, within(1e-7));
        } else if (up == 0 || down == 1) {
            assertThat(slope).isZero();
        }
    }

    @Test
    void reachesBothEndsExactly() {
        assertThat(HardConcrete.decided(-3)).isZero();
        assertThat(HardConcrete.decided(0)).isCloseTo(0.5, within(1e-15));
        assertThat(HardConcrete.decided(3)).isEqualTo(1);
        assertThat(HardConcrete.decided(Double.NEGATIVE_INFINITY)).isZero();
    }

    /** Louizos et al. 2018, eq. 12: P(gate ≠ 0) = σ(logit − β log(−γ/ζ)). */
    @Test
    void isOpenAsOftenAsThePaperSays() {
        // Given
        Draws draws = Draws.of(1, 1);
        double logit = -0.5;

        // When
        int open = 0;
        for (int i = 0; i < 200_000; i++) {
            double noise = PlainNetwork.noise(draws.nextDouble());
            open += HardConcrete.gate(concrete(logit, noise)) > 0 ? 1 : 0;
        }

        // Then
        double expected = 1 / (1 + Math.exp(-(logit - 2.0 / 3 * Math.log(0.1 / 1.1))));
        assertThat(open / 200_000.0).isCloseTo(expected, within(0.005));
    }

    private static double concrete(double logit, double noise) {
        return HardConcrete.concrete(StrictMath.exp(HardConcrete.exponent(logit, noise)));
    }
}
