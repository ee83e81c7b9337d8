package io.plumbline.core.gating.policy;

import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import java.util.Arrays;

/**
 * The inputs of the gating network for a node; none of them depends on the width of the network: logs of s^μ + ε, s^λ + ε,
 * ‖w‖² + ε and 1 + age, and ±log(1 + |p|/mean |p|) with the sign of p, the {@link Price} of closing it while it is open; each
 * standardised over the living nodes (mean 0, deviation 1; 0 where all are equal, and for dead nodes, whose logs would drown all
 * others); depth of the layer, 0 to 1; its kind, one of four; 1 if open; progress t/T.
 */
final class Features {

    /** F. */
    static final int COUNT = 12;

    /** Position of the price. */
    private static final int PRICE = 4;
    /** How many standardised features come first. */
    private static final int STANDARDISED = 5;
    /** Positions of the others. */
    private static final int DEPTH = STANDARDISED;

    private static final int OPEN = DEPTH + 1;
    private static final int PROGRESS = OPEN + 1;
    private static final int KIND = PROGRESS + 1;
    /** Deviation of logs below which a column counts as constant: scaling it up would only amplify rounding errors. */
    private static final double CONSTANT = 1e-9;

    private Features() {}

    /** Returns the features of all nodes, node after node, shape [N·F]. */
    static double[] of(Situation situation) {
        double[] x = new double[situation.nodes().size() * COUNT];
        put(situation, x);
        return x;
    }

    /** Puts the features of all nodes into {@code x}, shape [N·F], overwritten. */
    static void put(Situation situation, double[] x) {
        Arrays.fill(x, 0);
        putLogs(situation, x);
        for (int f = 0; f < STANDARDISED; f++) {
            standardise(situation.nodes(), x, f);
        }
        putPlaces(situation, x);
    }

    private static void putLogs(Situation situation, double[] x) {
        NodeView nodes = situation.nodes();
        double epsilon = ObjectiveTerms.epsilon(situation);
        for (int b = 0; b < nodes.size(); b++) {
            int at = b * COUNT;
            x[at] = Logarithm.of(nodes.shareMu()[b] + epsilon);
            x[at + 1] = Logarithm.of(nodes.shareLambda()[b] + epsilon);
            x[at + 2] = Logarithm.of(nodes.weightNorm()[b] + epsilon);
            x[at + 3] = Logarithm.of(1.0 + nodes.age()[b]);
        }
        putPrices(situation, x);
    }

    /** In units of the mean: prices of both signs near 0 stay near each other. */
    private static void putPrices(Situation situation, double[] x) {
        double[] prices = ObjectiveTerms.closingPrices(situation);
        double sum = 0;
        for (double price : prices) {
            sum += Math.abs(price);
        }
        double mean = sum > 0 ? sum / prices.length : 1;
        for (int b = 0; b < prices.length; b++) {
            x[b * COUNT + PRICE] = Math.copySign(Logarithm.of(1 + Math.abs(prices[b]) / mean), prices[b]);
        }
    }

    private static void standardise(NodeView nodes, double[] x, int feature) {
        int living = 0;
        double sum = 0;
        for (int b = 0; b < nodes.size(); b++) {
            if (!nodes.isDead(b)) {
                living++;
                sum += x[b * COUNT + feature];
            }
        }
        double mean = sum / living;
        double squares = 0;
        for (int b = 0; b < nodes.size(); b++) {
            double off = nodes.isDead(b) ? 0 : x[b * COUNT + feature] - mean;
            squares += off * off;
        }
        double deviation = StrictMath.sqrt(squares / living);
        for (int b = 0; b < nodes.size(); b++) {
            int at = b * COUNT + feature;
            x[at] = deviation > CONSTANT && !nodes.isDead(b) ? (x[at] - mean) / deviation : 0;
        }
    }

    private static void putPlaces(Situation situation, double[] x) {
        Layers layers = situation.layers();
        double progress = Math.min(1, (double) situation.step() / situation.plannedSteps());
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.all().get(l);
            int kind = KIND + place(layer.kind());
            double depth = layers.size() > 1 ? (double) l / (layers.size() - 1) : 0;
            for (int b = layers.start(l); b < layers.end(l); b++) {
                int at = b * COUNT;
                x[at + DEPTH] = depth;
                x[at + OPEN] = situation.mask().isOpen(b) ? 1 : 0;
                x[at + PROGRESS] = progress;
                x[at + kind] = 1;
            }
        }
    }

    /** One input per kind, one for units of both and one for channels of both; their order is part of every trained network. */
    private static int place(LayerKind kind) {
        return switch (kind) {
            case DENSE, FEED_FORWARD -> 0;
            case CONVOLUTION, STREAM -> 1;
            case ATTENTION_HEAD -> 2;
            case EXPERT -> 3;
        };
    }
}
