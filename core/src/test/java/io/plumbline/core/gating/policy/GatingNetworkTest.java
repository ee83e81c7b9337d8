package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Mask;
import io.plumbline.core.random.Draws;
import io.plumbline.core.settings.SettingsOf;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatingNetworkTest {

    private final Policy policy = Policies.named("gating-network");

    @Test
    void startsWithAllGatesOpen() {
        // Given
        Situation situation = Situations.drawn(128, 3).withDensity(1).get();
        Arrays.fill(situation.nodes().gamma(), 0);

        // Then
        assertThat(Situations.closings(situation, policy.propose(situation, policy.initial(42))))
                .isEmpty();
    }

    /** Gradients along the gates included, of which some are significant. */
    @ParameterizedTest
    @ValueSource(ints = {32, 128, 2048})
    void startsWithTheOrderOfGreedyQ(int perLayer) {
        for (long seed = 1; seed <= 5; seed++) {
            // Given
            Situation situation =
                    Situations.drawn(perLayer, seed).selfTuned(1, 3).get();

            // When
            Proposal proposal = policy.propose(situation, policy.initial(42));

            // Then
            double alike = rankCorrelation(proposal.scores(), new QRank().scores(situation));
            assertThat(alike).as("seed %d", seed).isGreaterThan(0.9);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 32, 256})
    void followsTheScheduleWithoutWavering(int perLayer) {
        // Given
        Situations drawn = Situations.drawn(perLayer, 3);
        Memory memory = policy.initial(42);
        int changes = 0;

        // When
        for (int k = 0; k <= 20; k++) {
            double left = 1 - Math.min(1, k / 10.0);
            Situation situation = drawn.withDensity(0.5 + 0.5 * left * left * left)
                    .withStep(300 + 50L * k)
                    .get();
            Proposal proposal = policy.propose(situation, memory);
            memory = proposal.memory();
            Mask after = Situations.after(situation, proposal);
            changes +=
                    Situations.closings(situation, proposal).length + Situations.openings(situation, proposal).length;
            drawn = drawn.withMask(after);
        }

        // Then
        int closed = 2 * perLayer - drawn.mask().openCount();
        assertThat(drawn.architecture().density(drawn.mask())).isCloseTo(0.5, within(0.12));
        assertThat(changes).isLessThanOrEqualTo((int) (1.15 * closed) + 2);
    }

    @Test
    void findsAMaskOfLowerQThanChance() {
        // Given
        Situation situation = Situations.drawn(128, 3).withDensity(0.6).get();
        GateLoss loss = GateLoss.of(situation);
        Memory memory = policy.initial(42);
        Proposal proposal = policy.propose(situation, memory);

        // When
        for (int k = 0; k < 10; k++) {
            proposal = policy.propose(situation, proposal.memory());
        }

        // Then: as many nodes, chosen by the network and by lot
        int closings = 100;
        double learned = value(loss, proposal.scores(), closings);
        for (int k = 0; k < 20; k++) {
            assertThat(learned).isLessThan(value(loss, chance(k), closings));
        }
    }

    @Test
    void findsADensityByItself() {
        // Given
        Situations drawn = Situations.drawn(64, 3).selfTuned(20, 3);
        Memory memory = policy.initial(42);

        // When
        for (int k = 0; k < 30; k++) {
            Situation situation = drawn.withStep(300 + 20L * k).get();
            Proposal proposal = policy.propose(situation, memory);
            memory = proposal.memory();
            drawn = drawn.withMask(Situations.after(situation, proposal));
        }

        // Then
        assertThat(drawn.architecture().density(drawn.mask())).isBetween(0.1, 0.95);
    }

    @Test
    void givesTheSameBitsTwice() {
        // Given
        Situation situation = Situations.drawn(32, 3).withDensity(0.8).get();
        Memory memory = policy.propose(situation, policy.initial(42)).memory();

        // When
        Proposal first = policy.propose(situation, memory);
        Proposal second = policy.propose(situation, memory);

        // Then
        assertThat(second.gates()).isEqualTo(first.gates());
        assertThat(second.scores()).isEqualTo(first.scores());
        assertThat(second.memory()).isEqualTo(first.memory()).isNotEqualTo(memory);
    }

    @Test
    void leavesRestingNodesAndClosesDeadOnes() {
        // Given
        Situation situation = Situations.drawn(16, 3)
                .withMask(Mask.allOpen(32).with(new int[] {4}, new int[0]))
                .withDensity(0.5)
                .get();
        situation.nodes().resting()[4] = true;
        situation.nodes().resting()[5] = true;
        situation.nodes().shareLambda()[7] = 0;
        situation.nodes().shareMu()[7] = 0;
        situation.nodes().tau()[7] = 0;

        // When
        Proposal proposal = policy.propose(situation, Memory.NONE);

        // Then
        assertThat(proposal.gates()[4]).isZero();
        assertThat(proposal.gates()[5]).isEqualTo(1);
        assertThat(proposal.gates()[7]).isZero();
    }

    @Test
    void isNotConfusedByDeadNodes() {
        // Given: half of the nodes are dead, but alike otherwise
        Situations drawn = Situations.drawn(64, 3).withDensity(0.4);
        Situation situation = drawn.get();
        for (int b = 1; b < 128; b += 2) {
            situation.nodes().shareLambda()[b] = 0;
            situation.nodes().shareMu()[b] = 0;
            situation.nodes().tau()[b] = 0;
        }

        // When
        Proposal proposal = policy.propose(situation, Memory.NONE);

        // Then: nearly all of the budget is spent on the dead, and the living are still told apart
        assertThat(IntStream.of(Situations.closings(situation, proposal)).filter(b -> b % 2 == 1))
                .hasSize(64);
        double[] living = IntStream.range(0, 64)
                .mapToDouble(b -> proposal.scores()[2 * b])
                .sorted()
                .toArray();
        assertThat(living[57] - living[6]).isGreaterThan(1);
    }

    @Test
    void givesGatesEvenWhereAllIsDead() {
        // Given
        Situation situation = Situations.alike(4).get();
        Arrays.fill(situation.nodes().shareLambda(), 0);
        Arrays.fill(situation.nodes().shareMu(), 0);
        Arrays.fill(situation.nodes().tau(), 0);

        // Then
        assertThat(policy.propose(situation, Memory.NONE).gates()).containsOnly(0);
        assertThat(Arrays.stream(policy.propose(situation, Memory.NONE).scores()))
                .allMatch(Double::isFinite);
    }

    @Test
    void countsOnNoLayerThatIsAtItsFloor() {
        // Given: half of each layer must stay; the first layer is there already, and by far the worse one
        Situations drawn = Situations.drawn(32, 3)
                .withSettings(SettingsOf.floor(2, 0.5))
                .withMask(Mask.allOpen(64).with(IntStream.range(0, 16).toArray(), new int[0]))
                .withDensity(0.6);
        Arrays.fill(drawn.nodes().tau(), 0, 32, 1e-7);
        Memory memory = policy.initial(42);

        // When
        for (int k = 0; k < 15; k++) {
            Situation situation = drawn.withStep(300 + 20L * k).get();
            Proposal proposal = policy.propose(situation, memory);
            memory = proposal.memory();
            boolean atFloor = situation.mask().openCount(0, 32) <= 16;
            assertThat(IntStream.of(Situations.closings(situation, proposal))).allMatch(b -> b >= 32 || !atFloor);
            drawn = drawn.withMask(Situations.after(situation, proposal));
        }

        // Then
        assertThat(drawn.architecture().density(drawn.mask())).isCloseTo(0.6, within(0.1));
    }

    @Test
    void startsAnewWhereTheMemoryIsOfAnotherNetwork() {
        // Given
        Situations drawn = Situations.drawn(16, 3);
        Memory sixteen = policy.propose(drawn.get(), Memory.NONE).memory();
        Situation eight = drawn.withSettings(SettingsOf.hiddenUnits(8)).get();

        // When
        Proposal proposal = policy.propose(eight, sixteen);

        // Then
        assertThat(proposal.memory())
                .isEqualTo(policy.propose(eight, Memory.NONE).memory());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void worksOnTheSmallestNetworks(int nodes) {
        Proposal proposal = policy.propose(Situations.alike(nodes).get(), Memory.NONE);

        assertThat(Arrays.stream(proposal.gates())).allMatch(gate -> gate >= 0 && gate <= 1);
    }

    private static double[] chance(int seed) {
        Draws draws = Draws.of(seed, 1);
        return IntStream.range(0, 256).mapToDouble(b -> draws.nextDouble()).toArray();
    }

    private static double value(GateLoss loss, double[] scores, int closings) {
        int[] order = Order.ascending(scores);
        double[] gates = Situations.fill(scores.length, 1);
        for (int i = 0; i < closings; i++) {
            gates[order[i]] = 0;
        }
        return loss.evaluate(gates, new double[gates.length]);
    }

    /** Spearman's. */
    private static double rankCorrelation(double[] a, double[] b) {
        int n = a.length;
        int[] rankA = ranks(a);
        int[] rankB = ranks(b);
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += Math.pow(rankA[i] - rankB[i], 2);
        }
        return 1 - 6 * squares / (n * (Math.pow(n, 2) - 1));
    }

    private static int[] ranks(double[] values) {
        int[] order = Order.ascending(values);
        int[] ranks = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            ranks[order[i]] = i;
        }
        return ranks;
    }
}
