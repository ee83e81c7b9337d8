package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.settings.GateSettings;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network small enough to follow by hand: every number that the method names, to all its digits. */
class WorkedExampleTest {

    /** Half a unit of the last of six digits. */
    private static final Offset<Double> SIX = within(5.01e-7);

    private static final Offset<Double> THREE = within(5.01e-4);

    private final TinyNetwork open = new TinyNetwork(1, 1, 1);
    private final TinyMeasurement all = new TinyMeasurement(1, 1, 1);

    @Test
    void measuresTheWholeNetwork() {
        assertThat(all.whole.loss()).isCloseTo(0.494728, SIX);
        assertThat(all.energy).isCloseTo(0.282558, SIX);
        assertThat(all.whole.lambda()).isCloseTo(1.731020, SIX);
        assertThat(all.whole.muPl()).isCloseTo(0.285569, SIX);
        assertThat(all.whole.muR()).isCloseTo(0.923045, SIX);
        assertThat(all.whole.kappa()).isCloseTo(6.061650, SIX);
        assertThat(all.blockEnergy).isCloseTo(0.082051, SIX);
        assertThat(all.blockCurvature).isCloseTo(1.848502, SIX);
        assertThat(all.curvature).isCloseTo(all.whole.lambda() * all.whole.lambda(), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.043059, 0.590738, 0.004154, 0.783446",
        "1, 0.152663, 0.491553, 0.068086, 0.219226",
        "2, 0.004784, 0.065638, 0.005658, 0.062384"
    })
    void sumsSquaresByNode(int node, double ownG, double ownZ, double outG, double outZ) {
        assertThat(all.ownEnergy[node]).isCloseTo(ownG, SIX);
        assertThat(all.ownCurvature[node]).isCloseTo(ownZ, SIX);
        assertThat(all.outEnergy[node]).isCloseTo(outG, SIX);
        assertThat(all.outCurvature[node]).isCloseTo(outZ, SIX);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.044757, 0.291516", "1, -0.376244, -0.544045", "2, 0.004973, 0.005769"})
    void takesSharesOfBothScopes(int node, double own, double ownAndOut) {
        assertThat(all.own(node)).isCloseTo(own, SIX);
        assertThat(all.ownAndOut(node)).isCloseTo(ownAndOut, SIX);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.041015, 0.123977, 0.020973, 0.053989, 5.331",
        "1, -0.221409, 0.098044, 0.270431, 0.285435, 8.213",
        "2, 0.015956, 0.001514, -0.015199, -0.014585, 5.332"
    })
    void pricesAClosing(int node, double gamma, double tau, double price, double real, double kappaAfter) {
        // Given
        double[] gates = {1, 1, 1};
        gates[node] = 0;

        // When
        double predicted = Price.of(open.gamma(node), open.tau(node), -1);

        // Then
        assertThat(open.gamma(node)).isCloseTo(gamma, SIX);
        assertThat(open.tau(node)).isCloseTo(tau, SIX);
        assertThat(predicted).isCloseTo(price, SIX);
        assertThat(new TinyNetwork(gates).loss() - open.loss()).isCloseTo(real, SIX);
        assertThat(new TinyMeasurement(gates).whole.kappa()).isCloseTo(kappaAfter, THREE);
    }

    @Test
    void observesAClosedNode() {
        // Given
        TinyNetwork closed = new TinyNetwork(1, 1, 0);

        // When
        TinyMeasurement seen = new TinyMeasurement(1, 1, 0);

        // Then
        assertThat(seen.whole.lambda()).isCloseTo(1.642589, SIX);
        assertThat(seen.energy).isCloseTo(0.295833, SIX);
        assertThat(seen.own(2)).isCloseTo(0.005473, SIX);
        assertThat(seen.ownAndOut(2)).isCloseTo(0.012032, SIX);
        assertThat(Price.of(closed.gamma(2), closed.tau(2), 1)).isCloseTo(0.013875, SIX);
        assertThat(open.loss() - closed.loss()).isCloseTo(0.014585, SIX);
    }

    @Test
    void partsOfScopeOwnMakeTheWhole() {
        double energy = all.blockEnergy + all.ownEnergy[0] + all.ownEnergy[1] + all.ownEnergy[2];
        double curvature = all.blockCurvature + all.ownCurvature[0] + all.ownCurvature[1] + all.ownCurvature[2];

        assertThat(energy).isCloseTo(all.energy, within(1e-12));
        assertThat(curvature).isCloseTo(all.curvature, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"greedy-q, 0", "taylor, 2", "fisher, 2", "greedy-kappa, 2"})
    void closesWhatThePolicyRanksFirst(String policy, int first) {
        // Given
        Layers layers = Layers.of(List.of(new Layer("dense-1", LayerKind.DENSE, 3, 5)));
        double[] shareMu = new double[3];
        double[] shareLambda = new double[3];
        for (int b = 0; b < 3; b++) {
            shareMu[b] = (all.ownEnergy[b] + all.outEnergy[b]) / all.energy;
            shareLambda[b] = (all.ownCurvature[b] + all.outCurvature[b]) / all.curvature;
        }
        double[] gamma = {open.gamma(0), open.gamma(1), open.gamma(2)};
        double[] tau = {open.tau(0), open.tau(1), open.tau(2)};
        NodeView nodes = new NodeView(
                shareMu,
                shareLambda,
                gamma,
                tau,
                Situations.fill(3, Double.NaN),
                new double[] {1.25, 1.26, 0.17},
                new long[3],
                new boolean[3]);
        GateSettings settings = GateSettings.defaults(policy, 1000);
        Situation situation = new Situation(
                200,
                1000,
                1,
                new Architecture(layers, List.of()),
                Mask.allOpen(3),
                settings,
                nodes,
                open.loss(),
                3,
                1,
                1000,
                0.6,
                0.05,
                CapacityFloor.NONE);

        // When
        Proposal proposal = Policies.named(policy).propose(situation, Memory.NONE);

        // Then
        assertThat(Situations.closings(situation, proposal)).containsExactly(first);
    }
}
