package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.gating.ChangeSelection.Candidate;
import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.gating.policy.NodeView;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.gating.policy.Proposal;
import io.plumbline.core.gating.policy.Situation;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.core.settings.OpenCounts;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Decisions of the policy that follows another run's counts, as the selection lets them happen. */
class RandomCountsRunTest {

    private static final int N = TestRun.NODES;

    private final double[] ones = new double[N];
    private final boolean[] resting = new boolean[N];
    private Mask mask = Mask.allOpen(N);

    RandomCountsRunTest() {
        Arrays.fill(ones, 1);
    }

    @Test
    void followsTheCountsOfEveryLayerStepByStep() {
        // Given
        GateSettings settings = following("30:9,10; 50:9,9; 60:8,9");

        // Then
        decide(settings, 20);
        assertCounts(10, 10);
        decide(settings, 30);
        assertCounts(9, 10);
        decide(settings, 40);
        assertCounts(9, 10);
        decide(settings, 50);
        assertCounts(9, 9);
        decide(settings, 60);
        assertCounts(8, 9);
    }

    @Test
    void makesUpLaterForWhatTheBudgetDidNotAllow() {
        // Given: δ of 20 nodes is 2
        GateSettings settings = following("30:7,10");

        // Then
        decide(settings, 30);
        assertCounts(8, 10);
        decide(settings, 40);
        assertCounts(7, 10);
    }

    @Test
    void closesTheNodesThatRandomCloses() {
        // When
        Mask followed = decide(following("30:9,10"), 30);

        // Then
        double[] order = propose(TestRun.settings("random"), "random", 30).scores();
        int worst = 0;
        for (int b = 1; b < 10; b++) {
            worst = order[b] < order[worst] ? b : worst;
        }
        assertThat(followed.isOpen(worst)).isFalse();
    }

    @Test
    void opensAgainWhatClosedLastEvenAfterTheLastChange() {
        // Given: t_1 = 200; the other run was rolled back after it
        GateSettings settings = following("30:9,10; 40:8,10; 210:9,10");
        Mask first = decide(settings, 30);
        decide(settings, 40);

        // When
        decide(settings, 210);

        // Then
        assertThat(mask).isEqualTo(first);
    }

    @Test
    void takesTheNextOfTheOrderWhereANodeRests() {
        // Given
        GateSettings settings = following("30:9,10");
        Mask without = decide(settings, 30);
        mask = Mask.allOpen(N);
        for (int b = 0; b < 10; b++) {
            resting[b] = !without.isOpen(b);
        }

        // When
        Mask with = decide(settings, 40);

        // Then
        assertThat(with).isNotEqualTo(without);
        assertCounts(9, 10);
    }

    private void assertCounts(int first, int second) {
        assertThat(mask.openCount(0, 10)).isEqualTo(first);
        assertThat(mask.openCount(10, 20)).isEqualTo(second);
    }

    private Mask decide(GateSettings settings, long step) {
        Situation situation = situation(settings, step);
        List<Candidate> chosen = ChangeSelection.choose(situation, propose(settings, settings.policy(), step))
                .candidates();
        mask = mask.with(TestRun.nodes(chosen, true), TestRun.nodes(chosen, false));
        return mask;
    }

    private Proposal propose(GateSettings settings, String policy, long step) {
        return Policies.named(policy).propose(situation(settings, step), Memory.NONE);
    }

    private Situation situation(GateSettings settings, long step) {
        NodeView nodes = new NodeView(ones, ones, ones, ones, ones, ones, new long[N], resting);
        return TestRun.situation(step, mask, settings, nodes);
    }

    private static GateSettings following(String counts) {
        return OpenCountsTest.settings("random-counts", OpenCounts.parse(counts));
    }
}
