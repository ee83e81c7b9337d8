package io.plumbline.engine;

import io.plumbline.core.model.Layers;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A transformer by definition: double precision, token by token and head by head. */
final class ReferenceTransformer {

    private final TransformerSpec network;
    private final Layers layers;
    private final TransformerPlaces places;

    /** Of the experts of the last pass. */
    private double[] load = {};

    private double[] shares = {};
    /** ‖o‖ of every node, summed over the tokens of the last passes. */
    private final double[] norms;
    /** The tokens that went to every expert. */
    private final double[] sent;

    ReferenceTransformer(TransformerSpec network) {
        this.network = network;
        layers = network.layers();
        places = new TransformerPlaces(network);
        norms = new double[layers.nodes()];
        sent = new double[layers.nodes()];
    }

    /** Returns the logits of all tokens of an example, one after another. */
    double[] logits(double[] w, double[] gates, Batch batch, int example) {
        int tokens = network.tokens();
        int width = network.width();
        double[][] x = new double[tokens][width];
        for (int t = 0; t < tokens; t++) {
            int id = (int) batch.values()[example * tokens + t];
            for (int c = 0; c < width; c++) {
                x[t][c] = w[at("tokens.weight", id * width + c)] + w[at("positions.weight", t * width + c)];
            }
        }
        for (int k = 0; k < network.blocks().size(); k++) {
            String name = "block-" + (k + 1);
            addTo(x, attention(w, gates, name, k, normalised(w, name + ".norm-1", x)));
            double[][] y = normalised(w, name + ".norm-2", x);
            addTo(
                    x,
                    network.blocks().get(k).experts() > 0
                            ? experts(w, gates, name, k, y)
                            : units(w, gates, name, k, y));
        }
        double[][] last = normalised(w, "norm", x);
        double[] logits = new double[tokens * network.vocabulary()];
        for (int t = 0; t < tokens; t++) {
            for (int v = 0; v < network.vocabulary(); v++) {
                for (int c = 0; c < width; c++) {
                    logits[t * network.vocabulary() + v] += last[t][c] * w[at("tokens.weight", v * width + c)];
                }
            }
        }
        return logits;
    }

    private int at(String tensor, int place) {
        return places.at(tensor, place);
    }

    private static void addTo(double[][] x, double[][] more) {
        for (int t = 0; t < x.length; t++) {
            for (int c = 0; c < x[t].length; c++) {
                x[t][c] += more[t][c];
            }
        }
    }

    private double[][] normalised(double[] w, String name, double[][] x) {
        double[][] y = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double mean = Arrays.stream(x[t]).average().orElseThrow();
            double variance = Arrays.stream(x[t])
                    .map(value -> Math.pow(value - mean, 2))
                    .average()
                    .orElseThrow();
            double[] token = x[t];
            y[t] = IntStream.range(0, token.length)
                    .mapToDouble(c -> (token[c] - mean) / Math.sqrt(variance + 1e-5) * w[at(name + ".scale", c)]
                            + w[at(name + ".shift", c)])
                    .toArray();
        }
        return y;
    }

    private double[][] mapped(double[] w, String name, double[][] x, int columns) {
        double[][] y = new double[x.length][columns];
        for (int t = 0; t < x.length; t++) {
            for (int o = 0; o < columns; o++) {
                y[t][o] = w[at(name + ".bias", o)];
                for (int c = 0; c < x[t].length; c++) {
                    y[t][o] += x[t][c] * w[at(name + ".weight", c * columns + o)];
                }
            }
        }
        return y;
    }

    private double[][] attention(double[] w, double[] gates, String name, int k, double[][] x) {
        int heads = network.blocks().get(k).heads();
        int d = network.headWidth();
        double[][] parts = mapped(w, name + ".attention", x, 3 * heads * d);
        double[][] made = new double[x.length][heads * d];
        for (int h = 0; h < heads; h++) {
            double gate = gates[layers.start(2 * k) + h];
            for (int t = 0; t < x.length; t++) {
                double[] share = shares(parts, h, heads, t);
                double[] head = new double[d];
                for (int s = 0; s < share.length; s++) {
                    for (int c = 0; c < d; c++) {
                        head[c] += share[s] * parts[s][(2 * heads + h) * d + c];
                        made[t][h * d + c] += gate * share[s] * parts[s][(2 * heads + h) * d + c];
                    }
                }
                norms[layers.start(2 * k) + h] += norm(head);
            }
        }
        return mapped(w, name + ".attention.back", made, network.width());
    }

    private double[] shares(double[][] parts, int h, int heads, int t) {
        int d = network.headWidth();
        double[] share = new double[network.causal() ? t + 1 : parts.length];
        for (int s = 0; s < share.length; s++) {
            double score = 0;
            for (int c = 0; c < d; c++) {
                score += parts[t][h * d + c] * parts[s][(heads + h) * d + c];
            }
            share[s] = Math.exp(score / Math.sqrt(d));
        }
        double sum = Arrays.stream(share).sum();
        return Arrays.stream(share).map(value -> value / sum).toArray();
    }

    private double[][] units(double[] w, double[] gates, String name, int k, double[][] x) {
        int units = network.blocks().get(k).units();
        double[][] h = mapped(w, name + ".units", x, units);
        for (double[] token : h) {
            for (int b = 0; b < units; b++) {
                int node = layers.start(2 * k + 1) + b;
                norms[node] += Math.abs(activate(token[b]));
                token[b] = gates[node] * activate(token[b]);
            }
        }
        return mapped(w, name + ".units.back", h, network.width());
    }

    /**
     * An open expert gets the tokens of which its share among the open ones is the largest; a closed one, its gate any number near 0, those
     * of which its share among all is.
     */
    private double[][] experts(double[] w, double[] gates, String name, int k, double[][] x) {
        int experts = network.blocks().get(k).experts();
        int first = layers.start(2 * k + 1);
        double[][] made = new double[x.length][network.width()];
        for (int t = 0; t < x.length; t++) {
            double[] logits = new double[experts];
            for (int e = 0; e < experts; e++) {
                for (int c = 0; c < network.width(); c++) {
                    logits[e] += x[t][c] * w[at(name + ".router.weight", c * experts + e)];
                }
            }
            double[] token = x[t];
            IntPredicate isOpen = e -> gates[first + e] > 0.5;
            int open = best(logits, isOpen);
            int all = best(logits, e -> true);
            count(logits, isOpen, open);
            if (open >= 0) {
                double share = share(logits, open, isOpen);
                add(made[t], gates, first + open, share, expert(w, name, k, open, token));
            }
            if (all != open) {
                double share = share(logits, all, e -> true);
                add(made[t], gates, first + all, share, expert(w, name, k, all, token));
            }
        }
        return made;
    }

    private void add(double[] x, double[] gates, int node, double share, double[] made) {
        norms[node] += share * norm(made);
        sent[node]++;
        for (int c = 0; c < x.length; c++) {
            x[c] += gates[node] * share * made[c];
        }
    }

    private static double norm(double[] x) {
        return Math.sqrt(Arrays.stream(x).map(value -> value * value).sum());
    }

    /** Returns ‖o‖ of what every node's gate multiplies, the mean over all tokens of a batch. */
    double[] usage(double[] w, double[] gates, Batch batch) {
        return meanOfTokens(norms, w, gates, batch);
    }

    /** Returns the part of the tokens of a batch that goes to every expert; 0 of other nodes. */
    double[] load(double[] w, double[] gates, Batch batch) {
        return meanOfTokens(sent, w, gates, batch);
    }

    private double[] meanOfTokens(double[] sums, double[] w, double[] gates, Batch batch) {
        Arrays.fill(sums, 0);
        for (int i = 0; i < batch.examples(); i++) {
            logits(w, gates, batch, i);
        }
        double tokens = (double) batch.examples() * network.tokens();
        return Arrays.stream(sums).map(sum -> sum / tokens).toArray();
    }

    /** Adds a token to the load, and its shares over open experts to their sums. */
    private void count(double[] logits, IntPredicate isOpen, int open) {
        load = load.length == 0 ? new double[logits.length] : load;
        shares = shares.length == 0 ? new double[logits.length] : shares;
        for (int e = 0; e < logits.length; e++) {
            load[e] += e == open ? 1 : 0;
            shares[e] += isOpen.test(e) ? share(logits, e, isOpen) : 0;
        }
    }

    /** Returns E·Σ_e f_e·P_e over a batch, of a network with one mixture, E the open experts. */
    double balance(double[] w, double[] gates, Batch batch) {
        load = new double[0];
        shares = new double[0];
        for (int i = 0; i < batch.examples(); i++) {
            logits(w, gates, batch, i);
        }
        double tokens = (double) batch.examples() * network.tokens();
        double open = Arrays.stream(shares).filter(sum -> sum > 0).count();
        return open
                * IntStream.range(0, load.length)
                        .mapToDouble(e -> load[e] / tokens * shares[e] / tokens)
                        .sum();
    }

    private static int best(double[] logits, IntPredicate among) {
        return IntStream.range(0, logits.length)
                .filter(among)
                .reduce((best, e) -> logits[e] > logits[best] ? e : best)
                .orElse(-1);
    }

    private static double share(double[] logits, int of, IntPredicate among) {
        return 1
                / IntStream.range(0, logits.length)
                        .filter(among)
                        .mapToDouble(e -> Math.exp(logits[e] - logits[of]))
                        .sum();
    }

    private double[] expert(double[] w, String name, int k, int e, double[] x) {
        int units = network.blocks().get(k).units();
        double[] h = new double[units];
        double[] y = new double[network.width()];
        for (int b = 0; b < units; b++) {
            double z = w[at(name + ".experts.bias", e * units + b)];
            for (int c = 0; c < x.length; c++) {
                z += x[c] * w[at(name + ".experts.weight", (e * x.length + c) * units + b)];
            }
            h[b] = activate(z);
        }
        for (int c = 0; c < y.length; c++) {
            y[c] = w[at(name + ".experts.back.bias", e * y.length + c)];
            for (int b = 0; b < units; b++) {
                y[c] += h[b] * w[at(name + ".experts.back.weight", (e * units + b) * y.length + c)];
            }
        }
        return y;
    }

    private double activate(double z) {
        return switch (network.activation()) {
            case RELU -> Math.max(0, z);
            case TANH -> Math.tanh(z);
            case GELU -> z / (1 + Math.exp(-1.702 * z));
        };
    }
}
