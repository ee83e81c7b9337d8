package io.plumbline.core.gating.policy;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.random.Draws;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.core.settings.SettingsOf;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Made-up situations: two dense layers, statistics drawn from a seed, everything adjustable by {@code with…}. */
record Situations(
        Architecture architecture,
        Mask mask,
        GateSettings settings,
        NodeView nodes,
        double density,
        long step,
        double chi,
        double logWork,
        CapacityFloor floor) {

    private static Situations start(Layers layers, NodeView nodes) {
        return new Situations(
                new Architecture(layers, List.of()),
                Mask.allOpen(layers.nodes()),
                GateSettings.defaults("dense", 3000),
                nodes,
                1,
                300,
                1,
                3,
                CapacityFloor.NONE);
    }

    /** Statistics as a network has them: positive, over some orders of magnitude, γ mostly noise. */
    static Situations drawn(int perLayer, long seed) {
        Layers layers = layers(perLayer);
        Draws draws = Draws.of(seed, 7);
        int n = layers.nodes();
        double[][] columns = new double[5][n];
        for (int b = 0; b < n; b++) {
            double size = StrictMath.exp(2 * draws.nextDouble());
            columns[0][b] = size * StrictMath.exp(draws.nextDouble()) / (4.0 * n);
            columns[1][b] = size * StrictMath.exp(draws.nextDouble()) / (4.0 * n);
            columns[2][b] = 0.01 * (draws.nextDouble() - 0.5);
            columns[3][b] = 1e-3 * size * size * draws.nextDouble();
            columns[4][b] = 1 + draws.nextDouble();
        }
        NodeView nodes = new NodeView(
                columns[0],
                columns[1],
                columns[2],
                columns[3],
                fill(n, Double.NaN),
                columns[4],
                new long[n],
                new boolean[n]);
        return start(layers, nodes);
    }

    /** {@code size} nodes that are all alike, in one layer. */
    static Situations alike(int size) {
        Layers layers = Layers.of(List.of(new Layer("dense-1", LayerKind.DENSE, size, 10)));
        double[] share = fill(size, 1.0 / size);
        NodeView nodes = new NodeView(
                share,
                share.clone(),
                new double[size],
                fill(size, 1e-3),
                fill(size, Double.NaN),
                fill(size, 1),
                new long[size],
                new boolean[size]);
        return start(layers, nodes);
    }

    static Layers layers(int perLayer) {
        return Layers.of(List.of(
                new Layer("dense-1", LayerKind.DENSE, perLayer, 1588),
                new Layer("dense-2", LayerKind.DENSE, perLayer, 1044)));
    }

    Layers layers() {
        return architecture.layers();
    }

    /** Returns the same in a network with a table of tensors. */
    Situations in(Architecture network) {
        return new Situations(network, mask, settings, nodes, density, step, chi, logWork, floor);
    }

    /** Returns the same with a capacity floor, in weights. */
    Situations keeping(double weights) {
        CapacityFloor kept = CapacityFloor.given(weights, 0);
        return new Situations(architecture, mask, settings, nodes, density, step, chi, logWork, kept);
    }

    Situations withMask(Mask changed) {
        return new Situations(architecture, changed, settings, nodes, density, step, chi, logWork, floor);
    }

    /** Returns the same with another value of one setting. */
    Situations with(String setting, Object value) {
        return withSettings(settings.with(setting, value));
    }

    Situations withSettings(GateSettings changed) {
        return new Situations(architecture, mask, changed, nodes, density, step, chi, logWork, floor);
    }

    Situations withDensity(double changed) {
        return new Situations(architecture, mask, settings, nodes, changed, step, chi, logWork, floor);
    }

    Situations withStep(long changed) {
        return new Situations(architecture, mask, settings, nodes, density, changed, chi, logWork, floor);
    }

    /** Returns the self-tuned form. */
    Situations selfTuned(double changedChi, double changedLogWork) {
        return new Situations(
                architecture, mask, SettingsOf.selfTuned(), nodes, density, step, changedChi, changedLogWork, floor);
    }

    Situation get() {
        return new Situation(
                step,
                3000,
                42,
                architecture,
                mask,
                settings,
                nodes,
                0.5,
                logWork,
                chi,
                4000,
                density,
                settings.limits().budget(),
                floor);
    }

    /** Returns the nodes that are open and whose gate asks to close. */
    static int[] closings(Situation situation, Proposal proposal) {
        return IntStream.range(0, situation.nodes().size())
                .filter(b -> situation.mask().isOpen(b)
                        && proposal.gates()[b] < situation.settings().limits().thetaClose())
                .toArray();
    }

    /** Returns the nodes that are closed and whose gate asks to open. */
    static int[] openings(Situation situation, Proposal proposal) {
        return IntStream.range(0, situation.nodes().size())
                .filter(b -> !situation.mask().isOpen(b)
                        && proposal.gates()[b] > situation.settings().limits().thetaOpen())
                .toArray();
    }

    /** Returns the mask after all that a proposal asks for. */
    static Mask after(Situation situation, Proposal proposal) {
        return situation.mask().with(closings(situation, proposal), openings(situation, proposal));
    }

    static double[] fill(int size, double value) {
        double[] column = new double[size];
        Arrays.fill(column, value);
        return column;
    }
}
