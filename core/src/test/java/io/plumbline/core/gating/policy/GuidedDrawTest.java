package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import org.junit.jupiter.api.Test;

class GuidedDrawTest {

    private static final int STEPS = 4000;

    private final Policy policy = Policies.named("guided-dropout");

    @Test
    void drawsNodesByTheirWeight() {
        // Given: two nodes, the second badly conditioned: weights 1/2 and 1
        Situations two = Situations.alike(2);
        two.nodes().shareLambda()[1] = 0.9;
        int first = 0;

        // When
        for (int step = 0; step < STEPS; step++) {
            double[] scores = new GuidedDraw().scores(two.withStep(step).get());
            first += scores[1] < scores[0] ? 1 : 0;
        }

        // Then
        assertThat((double) first / STEPS).isCloseTo(2.0 / 3, within(0.02));
    }

    @Test
    void restsBadlyConditionedNodesMoreOftenAndOthersToo() {
        // Given
        Situations drawn = Situations.drawn(64, 3).withDensity(0.6);
        int[] order = Order.ascending(new KappaRank(1).scores(drawn.get()));
        int[] rests = new int[128];

        // When
        for (int step = 160; step < 560; step++) {
            Situation situation = drawn.withStep(step).get();
            for (int b : Situations.closings(situation, policy.propose(situation, Memory.NONE))) {
                rests[b]++;
            }
        }

        // Then
        int worst = 0;
        int best = 0;
        for (int i = 0; i < 32; i++) {
            worst += rests[order[i]];
            best += rests[order[127 - i]];
        }
        assertThat(worst).isGreaterThan(2 * best);
        assertThat(rests).doesNotContain(0);
    }

    @Test
    void closesAsManyAsTheUnguidedOne() {
        // Given
        Situation situation = Situations.drawn(64, 3).withDensity(0.6).get();
        Policy unguided = Policies.named("structured-dropout");

        // When
        Mask guided = Situations.after(situation, policy.propose(situation, Memory.NONE));
        Mask drawn = Situations.after(situation, unguided.propose(situation, Memory.NONE));

        // Then
        assertThat(guided.density(situation.layers())).isCloseTo(drawn.density(situation.layers()), within(0.01));
        assertThat(guided).isNotEqualTo(drawn);
    }

    @Test
    void drawsTheSameAtTheSameStep() {
        // Given
        Situations drawn = Situations.drawn(64, 3);

        // When
        double[] scores = new GuidedDraw().scores(drawn.get());

        // Then
        assertThat(new GuidedDraw().scores(drawn.get())).isEqualTo(scores);
        assertThat(new GuidedDraw().scores(drawn.withStep(400).get())).isNotEqualTo(scores);
    }
}
