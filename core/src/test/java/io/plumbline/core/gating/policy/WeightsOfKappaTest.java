package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.settings.GateSettings;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** α and w_λ where the gate finds the density itself. */
class WeightsOfKappaTest {

    private static final double CHI = 20;
    private static final double LOG_WORK = 3;

    private final Policy policy = Policies.named("greedy-q");

    private static Situations tuned(Situations drawn, double curvature) {
        return drawn.selfTuned(CHI, LOG_WORK).with("curvature-weight", curvature);
    }

    /** Close b while c_b/D + w·s^λ_b − s^μ_b − χ·½τ_b/(L·log(L/L_target)) &gt; 0: L is ½, D is 1. */
    @ParameterizedTest
    @CsvSource({"0", "0.5", "1"})
    void closesFirstWhatTheRuleOfTheFirstOrderWantsClosed(double curvature) {
        // Given: a single node stands out, all others cost more than they bring
        Situations alike = Situations.alike(50);
        NodeView nodes = alike.nodes();
        Arrays.fill(nodes.shareMu(), 0.03);
        Arrays.fill(nodes.shareLambda(), 0);
        nodes.shareMu()[7] = 0.01;
        nodes.shareLambda()[7] = 0.01;
        double tauAtZero = (0.02 + curvature * 0.01 - 0.01) * 2 * 0.5 * LOG_WORK / CHI;

        // When
        nodes.tau()[7] = 0.9 * tauAtZero;
        int below = closings(tuned(alike, curvature));
        nodes.tau()[7] = 1.1 * tauAtZero;
        int above = closings(tuned(alike, curvature));

        // Then
        assertThat(below).isEqualTo(1);
        assertThat(above).isZero();
    }

    private int closings(Situations situations) {
        Situation situation = situations.get();
        return Situations.closings(situation, policy.propose(situation, Memory.NONE)).length;
    }

    @Test
    void withoutAlphaTheGateIsBlindToTheConditionNumber() {
        // Given
        Situations drawn = tuned(Situations.drawn(40, 6), 1);
        Situations blind = drawn.with("alpha", 0.0);
        double sighted = loss(drawn);
        double before = loss(blind);
        double[] gates = policy.propose(blind.get(), Memory.NONE).gates();

        // When: other shares of λ and μ
        for (int b = 0; b < 40; b++) {
            drawn.nodes().shareLambda()[b] *= 2;
            drawn.nodes().shareMu()[b] *= 0.5;
        }

        // Then
        assertThat(loss(blind)).isEqualTo(before);
        assertThat(policy.propose(blind.get(), Memory.NONE).gates()).isEqualTo(gates);
        assertThat(loss(drawn)).isNotEqualTo(sighted);
    }

    private static double loss(Situations situations) {
        return GateLoss.of(situations.get()).evaluate(Situations.fill(80, 0.5), new double[80]);
    }

    @Test
    void theSlopesOfQAreThoseOfItsValue() {
        // Given
        GateLoss loss = GateLoss.of(tuned(Situations.drawn(4, 9), 0.3).get());
        double[] gates = Situations.fill(8, 0.8);
        double[] slopes = new double[8];
        loss.evaluate(gates, slopes);

        // When
        double[] up = gates.clone();
        double[] down = gates.clone();
        up[5] += 1e-6;
        down[5] -= 1e-6;
        double difference = loss.evaluate(up, new double[8]) - loss.evaluate(down, new double[8]);

        // Then
        assertThat(slopes[5]).isCloseTo(difference / 2e-6, within(1e-5));
    }

    @Test
    void refusesANegativeWeight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GateSettings.defaults("greedy-q", 100).with("curvature-weight", -1.0))
                .withMessage("gate.curvature-weight must be a number at least 0, was -1.0");
    }
}
