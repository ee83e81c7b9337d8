package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which curvature prices a closing: τ as it always was, or h, which does not fade as examples are fitted. */
class PriceCurvatureTest {

    private static Situation priced(String curvature) {
        Situation situation =
                Situations.drawn(32, 8).selfTuned(5, 3).with("price", curvature).get();
        Arrays.fill(situation.nodes().gamma(), 0);
        Arrays.setAll(
                situation.nodes().gateCurvature(), b -> 6 * situation.nodes().tau()[b]);
        return situation;
    }

    private static Proposal proposal(Situation situation) {
        return Policies.named("greedy-q").propose(situation, Memory.NONE);
    }

    @Test
    void aDearerClosingClosesLess() {
        int byFisher = Situations.closings(priced("fisher"), proposal(priced("fisher"))).length;
        int byCurvature = Situations.closings(priced("gate-curvature"), proposal(priced("gate-curvature"))).length;

        assertThat(byCurvature).isPositive().isLessThan(byFisher);
    }

    @Test
    void pricesByFisherWhereTheGateCurvatureWasNotMeasured() {
        // Given
        Situation unmeasured = priced("gate-curvature");
        Arrays.fill(unmeasured.nodes().gateCurvature(), Double.NaN);

        // Then
        assertThat(proposal(unmeasured).scores())
                .isEqualTo(proposal(priced("fisher")).scores());
    }

    @Test
    void whetherAGradientIsSignificantDependsOnFisherAlone() {
        // Given: 3·sqrt(τ/4,000) is below |γ| by τ and would be above it by h
        Situation situation = priced("gate-curvature");
        for (int b = 0; b < situation.nodes().size(); b++) {
            situation.nodes().gamma()[b] =
                    1.5 * 3 * StrictMath.sqrt(situation.nodes().tau()[b] / situation.examples());
        }

        // Then
        assertThat(ObjectiveTerms.significantGamma(situation))
                .isEqualTo(situation.nodes().gamma());
    }
}
