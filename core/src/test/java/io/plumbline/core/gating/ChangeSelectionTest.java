package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.gating.ChangeSelection.Candidate;
import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.gating.policy.NodeView;
import io.plumbline.core.gating.policy.Proposal;
import io.plumbline.core.gating.policy.Situation;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChangeSelectionTest {

    private static final int N = TestRun.NODES;
    private final boolean[] resting = new boolean[N];
    private final double[] gates = new double[N];
    private final double[] scores = new double[N];
    private Mask mask = Mask.allOpen(N);
    private double budget = 1;

    private List<Candidate> choose() {
        return ChangeSelection.choose(situation(), new Proposal(gates, scores, Memory.NONE))
                .candidates();
    }

    private Situation situation() {
        GateSettings settings = TestRun.settings("test").with("budget", budget);
        double[] zeros = new double[N];
        NodeView nodes = new NodeView(zeros, zeros, zeros, zeros, zeros, zeros, new long[N], resting);
        return TestRun.situation(100, mask, settings, nodes);
    }

    @Test
    void leavesGatesBetweenTheThresholdsAsTheyAre() {
        // Given: θ_close 0.3, θ_open 0.7; node 4 is closed
        Arrays.fill(gates, 0.3);
        gates[4] = 0.7;
        mask = mask.with(new int[] {4}, new int[0]);

        // Then
        assertThat(choose()).isEmpty();
    }

    @Test
    void takesTheMostExtremeGatesFirst() {
        // Given
        Arrays.fill(gates, 0.5);
        gates[3] = 0.2;
        gates[8] = 0.05;
        gates[15] = 0.1;
        gates[4] = 0.93;
        mask = mask.with(new int[] {4}, new int[0]);

        // Then
        assertThat(choose())
                .containsExactly(
                        new Candidate(8, true, 1),
                        new Candidate(4, false, 1),
                        new Candidate(15, true, 2),
                        new Candidate(3, true, 3));
    }

    @Test
    void breaksTiesByScoreThenByLowerIndex() {
        // Given
        Arrays.fill(gates, 0.5);
        for (int b : new int[] {2, 5, 7}) {
            gates[b] = 0;
        }
        scores[2] = 1;

        // Then
        assertThat(choose()).extracting(Candidate::node).containsExactly(5, 7, 2);
    }

    @Test
    void changesNoMoreThanItsShareOfTheOpenNodes() {
        // Given: 10 % of 20
        budget = 0.1;

        // Then
        assertThat(choose()).hasSize(2);
    }

    @Test
    void changesOneNodeWhereTheShareIsLess() {
        // Given
        budget = 0.01;

        // Then
        assertThat(choose()).hasSize(1);
    }

    @Test
    void keepsTheFloorOfEveryLayer() {
        // Given: everything wants to close; floor max(2, 10 % of 10)
        Arrays.fill(gates, 0);

        // Then
        assertThat(choose()).hasSize(16);
        assertThat(choose().stream().filter(c -> c.node() < 10)).hasSize(8);
    }

    @Test
    void leavesRestingNodesAlone() {
        // Given
        Arrays.fill(gates, 0.5);
        gates[1] = 0;
        gates[6] = 0;
        resting[1] = true;

        // Then
        assertThat(choose()).containsExactly(new Candidate(6, true, 1));
    }

    @Test
    void keepsEveryRuleWhateverIsProposed() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            // Given
            budget = 0.05 + 0.95 * random.nextDouble();
            mask = Mask.allOpen(N);
            for (int b = 0; b < N; b++) {
                gates[b] = random.nextInt(5) == 0 ? 0 : random.nextDouble();
                scores[b] = random.nextGaussian();
                resting[b] = random.nextInt(6) == 0;
                if (b % 10 > 2 && random.nextBoolean()) {
                    mask = mask.with(new int[] {b}, new int[0]);
                }
            }

            // When
            List<Candidate> chosen = choose();

            // Then
            int[] closed = TestRun.nodes(chosen, true);
            int[] opened = TestRun.nodes(chosen, false);
            Mask after = mask.with(closed, opened);
            assertThat(chosen).as("seed %d", seed).hasSizeLessThanOrEqualTo(ChangeSelection.budget(situation()));
            assertThat(after.openCount(0, 10)).isGreaterThanOrEqualTo(2);
            assertThat(after.openCount(10, 20)).isGreaterThanOrEqualTo(2);
            assertThat(Arrays.stream(closed).boxed()).allMatch(b -> gates[b] < 0.3 && !resting[b]);
            assertThat(Arrays.stream(opened).boxed()).allMatch(b -> gates[b] > 0.7 && !resting[b]);
        }
    }
}
