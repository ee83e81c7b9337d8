package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.SettingsOf;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateLossTest {

    private static final Situations DRAWN =
            Situations.drawn(8, 6).withDensity(0.6).withMask(Mask.allOpen(16).with(new int[] {2, 11}, new int[0]));

    /** Gates around a level: high ones leave both logarithms alone, low ones run into φ, below the floor at the end. */
    @ParameterizedTest
    @CsvSource({"false, 0.9", "false, 0.4", "false, 0.1", "true, 0.9", "true, 0.4", "true, 0.16", "true, 0.05"})
    void hasTheGradientOfItsFiniteDifferences(boolean selfTuned, double level) {
        // Given
        Situations drawn = selfTuned ? DRAWN.withSettings(SettingsOf.selfTuned()) : DRAWN;
        GateLoss loss = GateLoss.of(drawn.get());
        double[] gates = new double[16];
        Arrays.setAll(gates, b -> level * (0.9 + 0.01 * b));
        double[] slopes = new double[16];

        // When
        loss.evaluate(gates, slopes);

        // Then
        Gradients.check(m -> loss.evaluate(m, new double[16]), gates, slopes, 1e-6);
    }

    @Test
    void isZeroWhereNothingMoves() {
        // Given
        Situations drawn = DRAWN.withDensity(DRAWN.architecture().density(DRAWN.mask()));
        GateLoss loss = GateLoss.of(drawn.get());
        double[] gates = new double[16];
        Arrays.setAll(gates, loss::base);

        // Then
        assertThat(loss.evaluate(gates, new double[16])).isCloseTo(0, within(1e-15));
    }

    @Test
    void isTheSumThatItsFormulaSays() {
        // Given: node 0 closes; γ told from 0
        Situation situation = Situations.alike(4).withDensity(0.5).get();
        situation.nodes().gamma()[0] = 0.02;
        situation.nodes().shareLambda()[0] = 0.3;
        GateLoss loss = GateLoss.of(situation);

        // When
        double q = loss.evaluate(new double[] {0, 1, 1, 1}, new double[4]);

        // Then: χ/L(−γ + ½τ) + log(1 − s^λ) − log(1 − s^μ) + 50·0.25²
        double expected = (-0.02 + 0.5e-3) / 0.5 + Math.log(0.7) - Math.log(0.75) + 50 * 0.0625;
        assertThat(q).isCloseTo(expected, within(1e-12));
    }

    @Test
    void givesNothingForGammaThatIsNoise() {
        // 3·sqrt(1e-3/4000) = 0.0015
        assertThat(Price.significant(0.0014, 1e-3, 4000)).isZero();
        assertThat(Price.significant(-0.0016, 1e-3, 4000)).isEqualTo(-0.0016);
        assertThat(Price.significant(0, 0, 4000)).isZero();
    }

    @Test
    void countsTheLogOfTheWorkLeftWhereSelfTuned() {
        // Given
        Situation situation =
                Situations.alike(40).withSettings(SettingsOf.selfTuned()).get();
        GateLoss loss = GateLoss.of(situation);
        double[] gates = Situations.fill(40, 1);
        gates[7] = 0;

        // When
        double q = loss.evaluate(gates, new double[40]);

        // Then: shares are equal, so only task and density speak; log(L/L_target) is 3
        assertThat(q).isCloseTo(0.5e-3 / 0.5 + 3 * Math.log(39.0 / 40), within(1e-12));
    }

    @Test
    void boundsWhatClosingCanGain() {
        assertThat(LogKappa.ofLambda(-1, 0.5)).isEqualTo(Math.log(0.5));
        assertThat(LogKappa.ofMu(0, 0.5)).isCloseTo(Math.log(0.5) - 1, within(1e-15));
        assertThat(LogKappa.ofMu(0.5, 0.5)).isEqualTo(StrictMath.log(0.5));
    }
}
