package io.plumbline.core.gating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.gating.ChangeSelection.Candidate;
import io.plumbline.core.gating.policy.CapacityFloor;
import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.gating.policy.NodeView;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.gating.policy.Policy;
import io.plumbline.core.gating.policy.Situation;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A whole run of dynamic random masks, every decision as the selection lets it happen. */
class StructuredDropoutRunTest {

    private static final int N = 200;
    private static final Layers LAYERS = Layers.of(
            List.of(new Layer("dense-1", LayerKind.DENSE, 120, 3), new Layer("dense-2", LayerKind.DENSE, 80, 1)));
    private static final Architecture NETWORK = new Architecture(LAYERS, List.of());
    /** t_0 150, t_1 900, ρ_end ½, δ 0.05. */
    private static final GateSettings SETTINGS = GateSettings.defaults("structured-dropout", 3000);

    private final Policy policy = Policies.named("structured-dropout");
    private Mask mask = Mask.allOpen(N);

    @Test
    void everyNodeRestsAndReturnsWithinBudgetFloorsAndSchedule() {
        // Given
        boolean[] rested = new boolean[N];
        boolean[] returned = new boolean[N];

        // When
        for (long step = 160; step <= 900; step++) {
            int open = mask.openCount();
            List<Candidate> chosen = decide(step);
            for (Candidate candidate : chosen) {
                rested[candidate.node()] |= candidate.closes();
                returned[candidate.node()] |= !candidate.closes();
            }

            // Then
            assertThat(chosen.size()).isLessThanOrEqualTo(Math.max(1, (int) (0.05 * open)));
            assertThat(mask.openCount(0, 120)).isGreaterThanOrEqualTo(12);
            assertThat(NETWORK.density(mask)).isCloseTo(DensitySchedule.at(SETTINGS, step), within(0.03));
        }
        assertThat(count(rested)).isEqualTo(N);
        assertThat(count(returned)).isEqualTo(N);
    }

    @Test
    void theLastMaskStaysOnceTheScheduleIsOver() {
        // Given
        for (long step = 160; step <= 900; step += 5) {
            decide(step);
        }

        // When
        for (long step = 905; step <= 920; step += 5) {
            decide(step);
        }
        Mask settled = mask;

        // Then
        assertThat(decide(925)).isEmpty();
        assertThat(mask).isEqualTo(settled);
    }

    private List<Candidate> decide(long step) {
        double[] ones = new double[N];
        Arrays.fill(ones, 1);
        NodeView nodes = new NodeView(ones, ones, ones, ones, ones, ones, new long[N], new boolean[N]);
        Situation situation = new Situation(
                step,
                3000,
                7,
                NETWORK,
                mask,
                SETTINGS,
                nodes,
                1,
                1,
                1,
                32,
                DensitySchedule.at(SETTINGS, step),
                SETTINGS.limits().budget(),
                CapacityFloor.NONE);
        List<Candidate> chosen = ChangeSelection.choose(situation, policy.propose(situation, Memory.NONE))
                .candidates();
        mask = mask.with(TestRun.nodes(chosen, true), TestRun.nodes(chosen, false));
        return chosen;
    }

    private static int count(boolean[] marks) {
        int count = 0;
        for (boolean mark : marks) {
            count += mark ? 1 : 0;
        }
        return count;
    }
}
