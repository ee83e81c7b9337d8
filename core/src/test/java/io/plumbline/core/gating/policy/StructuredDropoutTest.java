package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import org.junit.jupiter.api.Test;

class StructuredDropoutTest {

    private final Policy policy = Policies.named("structured-dropout");
    private final Situations drawn = Situations.drawn(64, 3).withDensity(0.6);

    private Mask masked(Situations situations) {
        Situation situation = situations.get();
        return Situations.after(situation, policy.propose(situation, Memory.NONE));
    }

    @Test
    void exchangesNodesWithoutChangingALayersCount() {
        // Given
        Mask met = masked(drawn);
        Situation next = drawn.withMask(met).withStep(400).get();

        // When
        Mask after = Situations.after(next, policy.propose(next, Memory.NONE));

        // Then
        Layers layers = next.layers();
        for (int l = 0; l < layers.size(); l++) {
            assertThat(after.openCount(layers.start(l), layers.end(l)))
                    .isEqualTo(met.openCount(layers.start(l), layers.end(l)));
        }
        assertThat(Situations.openings(next, policy.propose(next, Memory.NONE)))
                .as("about 0.6 of the closed nodes return")
                .hasSizeBetween(18, 44);
    }

    @Test
    void drawsAnewAtEveryStepAndTheSameAtTheSame() {
        // When
        Mask first = masked(drawn);

        // Then
        assertThat(masked(drawn)).isEqualTo(first);
        assertThat(masked(drawn.withStep(400))).isNotEqualTo(first);
    }

    @Test
    void closesTwoNodesForEveryExchangeWhereTheBudgetEndsEarly() {
        // Given
        Situations half = drawn.withMask(masked(drawn)).withDensity(0.5).withStep(400);
        Situation situation = half.get();

        // When
        Proposal proposal = policy.propose(situation, Memory.NONE);

        // Then
        int[] opening = Situations.openings(situation, proposal);
        int[] closing = Situations.closings(situation, proposal);
        double early = 0.1 * situation.settings().limits().thetaClose();
        assertThat(nearer(opening, proposal, early)).isPositive();
        assertThat(nearer(closing, proposal, early))
                .as("two closings and an exchange, in turn")
                .isCloseTo(3 * nearer(opening, proposal, early), within(2));
    }

    private static int nearer(int[] nodes, Proposal proposal, double limit) {
        int nearer = 0;
        for (int b : nodes) {
            nearer += Math.min(proposal.gates()[b], 1 - proposal.gates()[b]) < limit ? 1 : 0;
        }
        return nearer;
    }

    @Test
    void leavesNodesAtRestAndDeadNodesWhereTheyAre() {
        // Given
        Mask met = masked(drawn);
        Situation next = drawn.withMask(met).withStep(400).get();
        int dead = firstClosed(met, 0);
        int rested = firstClosed(met, dead + 1);
        next.nodes().shareLambda()[dead] = 0;
        next.nodes().shareMu()[dead] = 0;
        next.nodes().tau()[dead] = 0;
        for (int b = rested; b < 128; b++) {
            next.nodes().resting()[b] = true;
        }

        // When
        Mask after = Situations.after(next, policy.propose(next, Memory.NONE));

        // Then
        assertThat(after.isOpen(dead)).isFalse();
        for (int b = rested; b < 128; b++) {
            assertThat(after.isOpen(b)).isEqualTo(met.isOpen(b));
        }
    }

    @Test
    void returnsNothingAfterTheLastChange() {
        // Given
        Situation late = drawn.withMask(masked(drawn)).withStep(901).get();

        // When
        Proposal proposal = policy.propose(late, Memory.NONE);

        // Then
        assertThat(Situations.openings(late, proposal)).isEmpty();
        assertThat(Situations.closings(late, proposal)).isEmpty();
    }

    private static int firstClosed(Mask mask, int from) {
        int b = from;
        while (mask.isOpen(b)) {
            b++;
        }
        return b;
    }
}
