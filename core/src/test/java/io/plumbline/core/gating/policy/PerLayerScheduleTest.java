package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.gating.GateSettings;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ρ(t) of every layer on its own. */
class PerLayerScheduleTest {

    private static final GateSettings PER_LAYER =
            GateSettings.defaults("dense", 3000).with(new GateSettings.Balance(true, 1, 30, 1, true));

    /** Nodes of the first layer cost half as much again, and carry nothing that would keep them. */
    private final Situations drawn = lopsided().withDensity(0.75).withSettings(PER_LAYER);

    private static Situations lopsided() {
        Situations drawn = Situations.drawn(64, 5);
        for (int b = 0; b < 64; b++) {
            drawn.nodes().tau()[b] *= 1e-6;
            drawn.nodes().weightNorm()[b] *= 1e-6;
        }
        return drawn;
    }

    @ParameterizedTest
    @ValueSource(strings = {"structured-dropout", "random", "fisher", "taylor", "greedy-kappa", "greedy-q"})
    void closesEveryLayerDownToTheSchedule(String name) {
        // Given
        Situation situation = drawn.get();

        // When
        Mask after = Situations.after(situation, Policies.named(name).propose(situation, Memory.NONE));

        // Then
        Layers layers = situation.layers();
        for (int l = 0; l < layers.size(); l++) {
            assertThat(after.openCount(layers.start(l), layers.end(l))).isEqualTo(48);
        }
    }

    @Test
    void opensWithinTheBetterHalfOfItsLayerOnly() {
        // Given: by Fisher every node of the first layer ranks behind all of the second; its best is closed
        int[] order = Order.ascending(Arrays.copyOf(drawn.nodes().tau(), 64));
        int best = order[63];
        int[] closed = IntStream.concat(IntStream.of(best), Arrays.stream(order).limit(15))
                .toArray();
        Situation situation =
                drawn.withMask(Mask.allOpen(128).with(closed, new int[0])).get();

        // When
        Proposal proposal = Policies.named("fisher").propose(situation, Memory.NONE);

        // Then
        assertThat(Situations.openings(situation, proposal)).containsExactly(best);
    }

    @Test
    void theDensityTermIsThatOfEveryLayer() {
        // Given: a first layer at 1, a second at 0.5; ω 50, ρ 0.75
        double[] gates = Situations.fill(128, 1);
        Arrays.fill(gates, 64, 128, 0.5);
        double[] slopes = new double[128];
        double[] usualSlopes = new double[128];
        double first = 1588.0 / (1588 + 1044);
        GateSettings usual = GateSettings.defaults("dense", 3000);

        // When
        double q = GateLoss.of(drawn.get()).evaluate(gates, slopes);
        double usualQ = GateLoss.of(drawn.withSettings(usual).get()).evaluate(gates, usualSlopes);

        // Then
        double density = first + 0.5 * (1 - first);
        double expected = 50 * 0.0625 - 50 * (density - 0.75) * (density - 0.75);
        assertThat(q - usualQ).isCloseTo(expected, within(1e-9));
        assertThat(slopes[0] - usualSlopes[0]).isCloseTo(100 * (0.25 - (density - 0.75)) * first / 64, within(1e-9));
        assertThat(slopes[100] - usualSlopes[100])
                .isCloseTo(100 * (-0.25 - (density - 0.75)) * (1 - first) / 64, within(1e-9));
    }
}
