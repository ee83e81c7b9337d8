package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.gating.ChangeSelection.Candidate;
import io.plumbline.core.gating.policy.CapacityFloor;
import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.gating.policy.NodeView;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.gating.policy.Proposal;
import io.plumbline.core.gating.policy.Situation;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.core.settings.OpenCounts;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions of every policy in a network of layers of several kinds, some of which have floors of their own. */
class FloorsByKindTest {

    private static final Layers LAYERS = Layers.of(List.of(
            new Layer("block-1-heads", LayerKind.ATTENTION_HEAD, 4, 40),
            new Layer("block-1-units", LayerKind.FEED_FORWARD, 30, 2),
            new Layer("block-2-heads", LayerKind.ATTENTION_HEAD, 4, 40),
            new Layer("block-2-experts", LayerKind.EXPERT, 8, 30),
            new Layer("dense-1", LayerKind.DENSE, 10, 3)));
    private static final Architecture NETWORK = new Architecture(LAYERS, List.of());
    private static final int N = LAYERS.nodes();
    private static final int DECISIONS = 40;
    /** So that the last decisions are after t_1, 900, when no policy opens a node again. */
    private static final int INTERVAL = 25;

    private static final double DENSITY = 0.01;

    static Stream<Arguments> gates() {
        return Policies.names().stream()
                .filter(name -> !name.equals(Policies.DENSE))
                .flatMap(name -> Stream.of(false, true)
                        .filter(tuned -> !tuned || Policies.named(name).findsDensity())
                        .map(tuned -> Arguments.of(name, tuned)));
    }

    @ParameterizedTest
    @MethodSource("gates")
    void everyKindGoesDownToItsOwnFloorAndNotBelow(String policy, boolean selfTuned) {
        // Given: in general 3 nodes and a half; heads 1, units none, experts 5 or a quarter
        GateSettings settings = settings(policy, selfTuned)
                .with(Map.of(
                        "floor-nodes",
                        3,
                        "floor-share",
                        0.5,
                        "floor-nodes.attention-head",
                        1,
                        "floor-share.attention-head",
                        0.0,
                        "floor-nodes.feed-forward",
                        0,
                        "floor-share.feed-forward",
                        0.0,
                        "floor-nodes.expert",
                        5,
                        "floor-share.expert",
                        0.25))
                .following(policy.equals("random-counts") ? OpenCounts.parse("1:1,0,1,5,5") : List.of());
        settings.requireFits(LAYERS);

        // Then
        assertThat(run(settings, 1, 0, 1, 5, 5)).containsExactly(1, 0, 1, 5, 5);
    }

    @ParameterizedTest
    @MethodSource("gates")
    void noDecisionGoesBelowAnyFloor(String policy, boolean selfTuned) {
        long seed = new Random().nextLong();
        Random draws = new Random(seed);
        for (int round = 0; round < 3; round++) {
            // Given
            Map<String, Object> floors = new HashMap<>();
            floors.put("floor-nodes", draws.nextInt(6));
            floors.put("floor-share", draws.nextInt(5) / 8.0);
            for (LayerKind kind : LayerKind.values()) {
                if (draws.nextBoolean()) {
                    floors.put("floor-nodes." + kind.spelling(), draws.nextInt(12));
                }
                if (draws.nextBoolean()) {
                    floors.put("floor-share." + kind.spelling(), draws.nextInt(9) / 8.0);
                }
            }
            int[] least = LAYERS.all().stream()
                    .mapToInt(layer -> least(layer, floors))
                    .toArray();
            String counts = "1:"
                    + String.join(
                            ",", Arrays.stream(least).mapToObj(String::valueOf).toList());

            // When, Then
            GateSettings settings = settings(policy, selfTuned)
                    .with(floors)
                    .following(policy.equals("random-counts") ? OpenCounts.parse(counts) : List.of());
            assertThat(run(settings, least)).as("seed %d, %s", seed, floors).hasSize(LAYERS.size());
        }
    }

    private static int least(Layer layer, Map<String, Object> floors) {
        String of = "." + layer.kind().spelling();
        int nodes = (int) floors.getOrDefault("floor-nodes" + of, floors.get("floor-nodes"));
        double share = (double) floors.getOrDefault("floor-share" + of, floors.get("floor-share"));
        int both = Math.max(nodes, (int) Math.ceil(share * layer.nodes()));
        return Math.min(layer.nodes(), Math.max(layer.kind() == LayerKind.DENSE ? 1 : 0, both));
    }

    private static GateSettings settings(String policy, boolean selfTuned) {
        return GateSettings.defaults(policy, 3000)
                .with(Map.of("budget", 1.0, "self-tuned", selfTuned, "final-density", DENSITY));
    }

    /** Returns how many nodes of every layer are open after many decisions, none of which left fewer than {@code least}. */
    private static int[] run(GateSettings settings, int... least) {
        Mask mask = Mask.allOpen(N);
        Memory memory = Policies.named(settings.policy()).initial(7);
        int[] open = new int[LAYERS.size()];
        for (int decision = 1; decision <= DECISIONS; decision++) {
            Situation situation = situation(200 + INTERVAL * decision, mask, settings);
            Proposal proposal = Policies.named(settings.policy()).propose(situation, memory);
            memory = proposal.memory();
            List<Candidate> chosen = ChangeSelection.choose(situation, proposal).candidates();
            mask = mask.with(TestRun.nodes(chosen, true), TestRun.nodes(chosen, false));
            for (int l = 0; l < open.length; l++) {
                open[l] = mask.openCount(LAYERS.start(l), LAYERS.end(l));
                assertThat(open[l])
                        .as(
                                "%s at decision %d, %s",
                                settings, decision, LAYERS.all().get(l))
                        .isGreaterThanOrEqualTo(least[l]);
            }
        }
        return open;
    }

    /** Statistics that say little against closing, for no node owns much; the loss is far above the target. */
    private static Situation situation(long step, Mask mask, GateSettings settings) {
        Random random = new Random(5);
        double[][] columns = new double[6][N];
        for (int b = 0; b < N; b++) {
            columns[0][b] = 1e-3 * (0.5 + random.nextDouble()) / N;
            columns[1][b] = 1e-3 * (0.5 + random.nextDouble()) / N;
            columns[2][b] = 1e-6 * random.nextGaussian();
            columns[3][b] = 1e-9 * random.nextDouble();
            columns[4][b] = 1e-9 * random.nextDouble();
            columns[5][b] = 1 + random.nextDouble();
        }
        NodeView nodes = new NodeView(
                columns[0], columns[1], columns[2], columns[3], columns[4], columns[5], new long[N], new boolean[N]);
        return new Situation(
                step,
                3000,
                7,
                NETWORK,
                mask,
                settings,
                nodes,
                2,
                3,
                1,
                4000,
                DENSITY,
                settings.limits().budget(),
                CapacityFloor.NONE);
    }
}
