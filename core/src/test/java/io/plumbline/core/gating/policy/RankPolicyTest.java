package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.SettingsOf;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankPolicyTest {

    private static final int[] NONE = {};

    @Test
    void closesTheLowerIndexFirstWhereNodesAreAlike() {
        // Given
        Situation situation = Situations.alike(10).withDensity(0.7).get();

        // When
        Proposal proposal = Policies.named("fisher").propose(situation, Memory.NONE);

        // Then
        assertThat(Situations.closings(situation, proposal)).containsExactly(0, 1, 2);
        assertThat(proposal.gates()[0]).isZero().isLessThan(proposal.gates()[1]);
    }

    @Test
    void asksForTheWorstMostStrongly() {
        // Given
        Situation situation = Situations.drawn(16, 5).withDensity(0.5).get();

        // When
        Proposal proposal = Policies.named("fisher").propose(situation, Memory.NONE);

        // Then
        int[] order = Order.ascending(proposal.scores());
        assertThat(proposal.gates()[order[0]]).isZero();
        assertThat(proposal.gates()[order[1]])
                .isBetween(0.0, situation.settings().limits().thetaClose() / 2);
        assertThat(proposal.gates()[order[31]]).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "magnitude", "taylor", "fisher", "greedy-kappa", "greedy-q", "inverted-kappa"})
    void asksForNothingMoreOnceTheScheduleIsMet(String name) {
        // Given
        Situations drawn = Situations.drawn(64, 9).withDensity(0.6);
        Situation situation = drawn.get();
        Mask met = Situations.after(situation, Policies.named(name).propose(situation, Memory.NONE));

        // When
        Situation next = drawn.withMask(met).get();
        Proposal proposal = Policies.named(name).propose(next, Memory.NONE);

        // Then
        assertThat(Situations.closings(next, proposal)).isEmpty();
        assertThat(Situations.openings(next, proposal)).isEmpty();
    }

    @Test
    void keepsAClosedNodeClosedThatIsOnlyALittleBetter() {
        // Given: node 3 is closed, though it ranks above 0, 1, 2 and 4
        Situations ten =
                Situations.alike(10).withDensity(0.9).withMask(Mask.allOpen(10).with(new int[] {3}, NONE));
        Situation situation = ten.get();
        double[] tau = situation.nodes().tau();
        Arrays.setAll(tau, b -> 1e-3 * (b + 1));
        tau[3] = 1e-3 * 5.5;

        // When
        Proposal proposal = Policies.named("fisher").propose(situation, Memory.NONE);

        // Then
        assertThat(Situations.openings(situation, proposal)).isEmpty();
        assertThat(Situations.closings(situation, proposal)).isEmpty();
    }

    @Test
    void exchangesAClosedNodeThatIsClearlyBetter() {
        // Given
        Situations ten =
                Situations.alike(10).withDensity(0.9).withMask(Mask.allOpen(10).with(new int[] {3}, NONE));
        Situation situation = ten.get();
        Arrays.setAll(situation.nodes().tau(), b -> 1e-3 * (b + 1));
        situation.nodes().tau()[3] = 1;

        // When
        Proposal proposal = Policies.named("fisher").propose(situation, Memory.NONE);

        // Then
        assertThat(Situations.openings(situation, proposal)).containsExactly(3);
        assertThat(Situations.closings(situation, proposal)).containsExactly(0);
    }

    @Test
    void opensNothingAfterTheLastChange() {
        // Given
        Situations ten =
                Situations.alike(10).withDensity(0.9).withMask(Mask.allOpen(10).with(new int[] {3}, NONE));
        Situation situation =
                ten.withStep(ten.settings().schedule().lastChange() + 1).get();
        situation.nodes().tau()[3] = 1;

        // When
        Proposal proposal = Policies.named("fisher").propose(situation, Memory.NONE);

        // Then
        assertThat(Situations.openings(situation, proposal)).isEmpty();
    }

    @Test
    void wastesNoClosingOnWhatCannotClose() {
        // Given: 0 and 1 rest; half shall close
        Situation situation = Situations.alike(10).withDensity(0.5).get();
        situation.nodes().resting()[0] = true;
        situation.nodes().resting()[1] = true;

        // When
        Proposal proposal = Policies.named("fisher").propose(situation, Memory.NONE);

        // Then
        assertThat(Situations.closings(situation, proposal)).containsExactly(2, 3, 4, 5, 6);
    }

    @Test
    void leavesEveryLayerItsFloor() {
        // Given: the first layer is by far the worse one
        Situations drawn =
                Situations.drawn(16, 2).withSettings(SettingsOf.floor(5, 0.5)).withDensity(0.4);
        Situation situation = drawn.get();
        Layers layers = situation.layers();
        Arrays.fill(situation.nodes().tau(), 0, 16, 1e-9);

        // When
        Mask after = Situations.after(situation, Policies.named("fisher").propose(situation, Memory.NONE));

        // Then
        assertThat(after.openCount(layers.start(0), layers.end(0))).isEqualTo(8);
        assertThat(after.openCount(layers.start(1), layers.end(1))).isEqualTo(8);
    }

    @Test
    void closesDeadNodesForFree() {
        // Given
        Situation situation = Situations.alike(10).withDensity(1).get();
        situation.nodes().shareLambda()[6] = 0;
        situation.nodes().shareMu()[6] = 0;
        situation.nodes().tau()[6] = 0;

        // When
        Proposal proposal = Policies.named("greedy-kappa").propose(situation, Memory.NONE);

        // Then
        assertThat(Situations.closings(situation, proposal)).containsExactly(6);
    }

    @Test
    void neverOpensWhatPruningRemoved() {
        // Given: heaviest rank of all, but gone
        Situation situation = Situations.alike(10)
                .withMask(Mask.allOpen(10).with(new int[] {6}, NONE))
                .withDensity(1)
                .get();
        situation.nodes().shareLambda()[6] = 0;
        situation.nodes().shareMu()[6] = 0;
        situation.nodes().tau()[6] = 0;
        situation.nodes().weightNorm()[6] = 100;

        // Then
        for (String name : Policies.names()) {
            Proposal proposal = Policies.named(name).propose(situation, Memory.NONE);
            if (!name.equals("dense")) {
                assertThat(Situations.openings(situation, proposal)).as(name).isEmpty();
            }
        }
    }

    @Test
    void keepsTheRandomOrderOfARun() {
        // Given
        Policy random = Policies.named("random");
        Situations drawn = Situations.drawn(32, 1);
        Situation early = drawn.withDensity(0.8).get();
        Situation late = drawn.withDensity(0.5).withStep(800).get();

        // Then: what closes early is among what closes late
        assertThat(Situations.closings(late, random.propose(late, Memory.NONE)))
                .contains(Situations.closings(early, random.propose(early, Memory.NONE)));
    }

    @Test
    void invertsOnlyTheConditionOfGreedyKappa() {
        // Given
        Situation situation = Situations.drawn(8, 4).get();
        double[] greedy =
                Policies.named("greedy-kappa").propose(situation, Memory.NONE).scores();
        double[] inverted =
                Policies.named("inverted-kappa").propose(situation, Memory.NONE).scores();

        // Then: the mean of both is the task term alone
        for (int b = 0; b < 16; b++) {
            double price = 0.5 * situation.nodes().tau()[b] / situation.loss();
            assertThat((greedy[b] + inverted[b]) / 2)
                    .isCloseTo(Math.log(price + 1e-3 / 16), org.assertj.core.api.Assertions.within(1e-12));
        }
    }

    @Test
    void weighsANodeAgainstItsLayer() {
        // Given: the second layer's weights are ten times as large, one of them a little less so
        Situation situation = Situations.drawn(4, 4).withDensity(0.9).get();
        Arrays.fill(situation.nodes().weightNorm(), 0, 4, 1);
        Arrays.fill(situation.nodes().weightNorm(), 4, 8, 10);
        situation.nodes().weightNorm()[6] = 9;

        // When
        Proposal proposal = Policies.named("magnitude").propose(situation, Memory.NONE);

        // Then
        assertThat(Order.ascending(proposal.scores())[0]).isEqualTo(6);
    }

    @Test
    void sensitivityPerCostPrefersWhatCostsMore() {
        // Given: |γ| alike; a node of the first layer costs 1,588, one of the second 1,044
        Situation situation = Situations.drawn(4, 3).get();
        Arrays.fill(situation.nodes().gamma(), -0.5);

        // When
        double[] scores = Policies.named("taylor-per-cost")
                .propose(situation, Memory.NONE)
                .scores();

        // Then
        assertThat(scores[0] / scores[7]).isCloseTo(1044.0 / 1588, within(1e-12));
    }

    @Test
    void refusesStatisticsOfAnotherNetwork() {
        Situations ten = Situations.alike(10);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ten.withMask(Mask.allOpen(9)).get())
                .withMessage("a network of 10 nodes, a mask of 9, statistics of 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ten.selfTuned(1, Double.NaN).get())
                .withMessage("log of the work left of a situation must be at least 0 and finite, was NaN");
    }
}
