package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Capacity;
import io.plumbline.core.model.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much closes is the brake's: C(m) ≥ Π whoever ranks; whom, is the rank's. */
class BrakeTest {

    private static final Architecture NETWORK = Architecture.ofDense(20, List.of(32, 32), 5);

    /** Everything is cheap to close: χ 1, much work left. */
    private static Situations eager(long seed) {
        return Situations.drawn(32, seed).in(NETWORK).selfTuned(1e-6, 5);
    }

    private static double capacity(Mask mask) {
        return Capacity.of(NETWORK).of(NETWORK.layers().counts(mask));
    }

    private static Mask found(String policy, Situation situation) {
        return Situations.after(situation, Policies.named(policy).propose(situation, Memory.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"greedy-q", "fisher", "taylor", "magnitude", "random", "greedy-kappa", "gating-network"})
    void everySelfTunedPolicyStopsAtTheFloorAndNotBefore(String policy) {
        for (long seed = 1; seed <= 5; seed++) {
            // Given: of 1,024 weights 300 stay
            Situation situation = eager(seed).keeping(300).get();

            // When
            Mask after = found(policy, situation);

            // Then: one closing more in either layer would be below
            int[] open = open(after);
            assertThat(capacity(after)).as("seed %d", seed).isGreaterThanOrEqualTo(300);
            assertThat(Math.min((open[0] - 1) * open[1], open[0] * (open[1] - 1)))
                    .as("seed %d", seed)
                    .isLessThan(300);
        }
    }

    private static int[] open(Mask mask) {
        return new int[] {mask.openCount(0, 32), mask.openCount(32, 64)};
    }

    @Test
    void closesMoreWithoutAFloorAndSaysHowManyItHeldBack() {
        // Given
        Policy policy = Policies.named("greedy-q");
        Situation free = eager(3).get();
        Situation braked = eager(3).keeping(300).get();

        // When
        Proposal proposal = policy.propose(braked, Memory.NONE);

        // Then
        assertThat(capacity(found("greedy-q", free))).isLessThan(100);
        assertThat(policy.propose(free, Memory.NONE).heldBack()).isZero();
        assertThat(proposal.heldBack()).isPositive();
    }

    @Test
    void closesInTheOrderOfThePolicy() {
        // Given: a layer at its floor in nodes would be passed over, so the first closings tell
        Situation situation = eager(4).keeping(900).get();

        // Then: with room for a few closings only, those are the first of each order
        for (String policy : List.of("fisher", "magnitude", "random")) {
            Proposal proposal = Policies.named(policy).propose(situation, Memory.NONE);
            int[] closed = Situations.closings(situation, proposal);
            int[] order = Order.ascending(proposal.scores());
            assertThat(IntStream.of(closed).boxed())
                    .as(policy)
                    .contains(order[0], order[1])
                    .hasSizeBetween(2, 6);
        }
    }

    @Test
    void deadNodesCloseBelowTheFloor() {
        // Given: eight nodes of the second layer do nothing; the floor is all that there is
        Situation situation = eager(5).keeping(32.0 * 32).get();
        for (int b = 40; b < 48; b++) {
            situation.nodes().shareMu()[b] = 0;
            situation.nodes().shareLambda()[b] = 0;
            situation.nodes().tau()[b] = 0;
        }

        // Then
        Proposal proposal = Policies.named("greedy-q").propose(situation, Memory.NONE);
        assertThat(Situations.closings(situation, proposal)).containsExactly(40, 41, 42, 43, 44, 45, 46, 47);
    }

    @Test
    void everyTensorKeepsItsPartWhereThereAreSeveral() {
        // Given: 10·10 + 10·10 weights, of which 100 stay: 25 = 100/(2·2) of each
        Situations drawn = Situations.drawn(15, 1);
        Architecture three = Architecture.ofDense(4, List.of(10, 10, 10), 3);
        Brake brake = Brake.of(drawn.in(three).keeping(100).get());

        // Then
        assertThat(brake.allows(0, new double[] {10, 10, 10})).isTrue();
        // 9·10 + 10·2 = 110, but the second tensor would keep 20 of its 25 weights.
        assertThat(brake.allows(2, new double[] {9, 10, 3})).isFalse();
        assertThat(brake.allows(0, new double[] {9, 10, 3})).isTrue();
        // 5·10 + 10·4 = 90
        assertThat(brake.allows(2, new double[] {5, 10, 5})).isFalse();
    }

    @Test
    void asksNoPartOfTheMapsOfASingleHiddenLayer() {
        // Given: 784 inputs, 10 classes: 512·512 + 512·10 weights, of which 7,000 stay
        Architecture one = Architecture.ofDense(784, List.of(512), 10);
        Brake brake = Brake.of(Situations.drawn(256, 1).in(one).keeping(7000).get());

        // Then: 79·79 + 79·10 = 7,031, and that the second map holds 790 of them is no matter
        assertThat(brake.allows(0, new double[] {80})).isTrue();
        // 78·78 + 78·10 = 6,864
        assertThat(brake.allows(0, new double[] {79})).isFalse();
    }

    @Test
    void leavesTheCountsAsTheyWere() {
        // Given
        Brake brake = Brake.of(eager(1).keeping(300).get());
        double[] counts = {20, 20};

        // When
        brake.allows(0, counts);

        // Then
        assertThat(Arrays.equals(counts, new double[] {20, 20})).isTrue();
    }
}
