package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layers;
import io.plumbline.core.settings.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sums of squares of a gradient-like quantity per node: own parameters, outgoing weights, ungated parameters, as the table
 * of axes says. An entry counts for a node where all other nodes that own or read it are open; whether its own gate is,
 * does not matter: entries of closed nodes hold what they would be if only that gate were 1. A closed node is thus observed
 * and still left out of every other node's sums and of the totals. An entry that a node both owns and reads counts once.
 * Not thread safe.
 */
final class EnergyColumns {

    private final Layers layers;
    private final boolean withOutgoing;
    private final List<TensorSquares> tensors = new ArrayList<>();
    private final NodeSquares sums;

    /**
     * Prepares.
     *
     * @param gated the tensors under the gates in force: read at every computation
     */
    EnergyColumns(Architecture network, GatedTensors gated, Scope scope) {
        layers = network.layers();
        withOutgoing = scope == Scope.OWN_AND_OUT;
        int widest = 0;
        for (int t = 0; t < gated.size(); t++) {
            boolean mayBeUngated = !gated.get(t).columns().isOwned();
            widest = Math.max(widest, mayBeUngated ? gated.get(t).columns().length() : 0);
        }
        sums = new NodeSquares(layers, gated.flat(), widest);
        for (int t = 0; t < gated.size(); t++) {
            tensors.add(new TensorSquares(gated.get(t), layers, sums));
        }
    }

    /**
     * Computes column and totals.
     *
     * @param observed gradient formed of outputs before and signals behind no gate but those passed through
     */
    void compute(Parameters observed, float[] column, ProbeRecord.Totals totals) {
        sums.clear();
        for (int t = 0; t < tensors.size(); t++) {
            tensors.get(t).add(observed.rows(t));
        }
        double sum = 0;
        for (int l = 0; l < layers.size(); l++) {
            double open = sums.fill(l, withOutgoing, column);
            totals.layer(l, open);
            sum += open;
        }
        double ungated = sums.ungated();
        totals.total(sum + ungated, ungated);
    }

    /** Sums of squares of nodes, and of what no node owns. Not thread safe. */
    static final class NodeSquares {

        private final Layers layers;
        private final float[] gates;
        /** A row per layer. */
        private final float[][] own;

        private final float[] outgoing;
        private final float[] ungated;

        NodeSquares(Layers layers, float[] gates, int widest) {
            this.layers = layers;
            this.gates = gates;
            own = new float[layers.size()][];
            for (int l = 0; l < own.length; l++) {
                own[l] = new float[layers.end(l) - layers.start(l)];
            }
            outgoing = new float[layers.nodes()];
            ungated = new float[widest];
        }

        void clear() {
            for (float[] layer : own) {
                Arrays.fill(layer, 0);
            }
            Arrays.fill(outgoing, 0);
            Arrays.fill(ungated, 0);
        }

        /** Returns the sums of what the nodes of a layer own: the array itself. */
        float[] own(int layer) {
            return own[layer];
        }

        void addOwn(int node, float squares) {
            int l = layers.layerOf(node);
            own[l][node - layers.start(l)] += squares;
        }

        void addOutgoing(int node, float squares) {
            outgoing[node] += squares;
        }

        void addUngated(float[] row) {
            FloatVectors.addSquares(row, ungated);
        }

        double ungated() {
            return FloatVectors.sum(ungated, 0, ungated.length);
        }

        /** Fills the column of a layer; returns what its open nodes own. */
        double fill(int l, boolean withOutgoing, float[] column) {
            double open = 0;
            int start = layers.start(l);
            for (int b = 0; b < own[l].length; b++) {
                column[start + b] = withOutgoing ? own[l][b] + outgoing[start + b] : own[l][b];
                open += gates[start + b] * (double) own[l][b];
            }
            return open;
        }
    }
}
