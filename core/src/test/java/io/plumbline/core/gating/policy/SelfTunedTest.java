package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form in which density is found and not given, in the order of greedy Q. */
class SelfTunedTest {

    private final Policy policy = Policies.named("greedy-q");

    private static Situation tuned(Situations drawn, double chi, double logWork) {
        return drawn.selfTuned(chi, logWork).get();
    }

    @Test
    void takesTheScheduleForNothing() {
        // Given
        Situations drawn = Situations.drawn(32, 8);

        // When
        Proposal full = policy.propose(tuned(drawn.withDensity(1), 5, 3), Memory.NONE);
        Proposal half = policy.propose(tuned(drawn.withDensity(0.5), 5, 3), Memory.NONE);

        // Then
        assertThat(full.gates()).isEqualTo(half.gates());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void lowersQByAllThatItAsksFor(long seed) {
        // Given
        Situation situation = tuned(Situations.drawn(32, seed), 5, 3);
        GateLoss loss = GateLoss.of(situation);

        // When
        Mask after = Situations.after(situation, policy.propose(situation, Memory.NONE));

        // Then
        assertThat(after.openCount()).isLessThan(64);
        assertThat(value(loss, after)).isLessThan(value(loss, situation.mask()));
    }

    @Test
    void closesLessTheMoreAClosingIsKnownToCost() {
        // Given
        Situations drawn = Situations.drawn(32, 8);

        // When
        int cheap = closings(tuned(drawn, 1, 3));
        int dear = closings(tuned(drawn, 30, 3));

        // Then
        assertThat(dear).isPositive().isLessThan(cheap);
    }

    @Test
    void closesNothingWhereNoWorkIsLeft() {
        // Given
        Situation situation = tuned(Situations.drawn(32, 8), 1, 0);
        Arrays.fill(situation.nodes().gamma(), 0);

        // Then
        assertThat(closings(situation)).isZero();
    }

    @Test
    void opensNothing() {
        // Given: node 5 of 10 is closed, and carries half of μ
        Situations ten = Situations.alike(10).withMask(Mask.allOpen(10).with(new int[] {5}, new int[0]));
        Situation situation = tuned(ten, 1, 3);
        situation.nodes().shareMu()[5] = 0.5;

        // When
        Proposal proposal = policy.propose(situation, Memory.NONE);

        // Then
        assertThat(Situations.openings(situation, proposal)).isEmpty();
    }

    @Test
    void prefersWhatCostsMoreWhereAllElseIsEqual() {
        // Given: nodes of the first layer cost half as much again
        Situation situation = Situations.drawn(8, 8).withDensity(0.5).get();
        for (double[] column : new double[][] {
            situation.nodes().shareMu(),
            situation.nodes().shareLambda(),
            situation.nodes().tau()
        }) {
            Arrays.fill(column, 0.01);
        }
        Arrays.fill(situation.nodes().gamma(), 0);

        // When
        double[] scores = policy.propose(situation, Memory.NONE).scores();

        // Then
        assertThat(scores[0]).isCloseTo(scores[15] * 1044 / 1588, within(1e-12)).isLessThan(scores[15]);
    }

    private int closings(Situation situation) {
        return Situations.closings(situation, policy.propose(situation, Memory.NONE)).length;
    }

    private static double value(GateLoss loss, Mask mask) {
        double[] gates = new double[mask.nodes()];
        Arrays.setAll(gates, b -> mask.isOpen(b) ? 1 : 0);
        return loss.evaluate(gates, new double[gates.length]);
    }
}
