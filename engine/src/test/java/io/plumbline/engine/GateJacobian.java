package io.plumbline.engine;

import java.util.stream.IntStream;

/** How the logits move with every gate, by differences, and what follows of the curvature along the gates. */
final class GateJacobian {

    private final int examples;
    private final int nodes;
    /** [examples][classes] */
    private final double[][] p;
    /** [examples][nodes][classes] */
    private final double[][][] jacobian;

    GateJacobian(ByDefinition at, int examples) {
        this.examples = examples;
        nodes = at.gates.length;
        p = new double[examples][];
        jacobian = new double[examples][nodes][];
        for (int i = 0; i < examples; i++) {
            p[i] = at.probabilities(i);
            for (int b = 0; b < nodes; b++) {
                jacobian[i][b] = at.logitsByGate(b, i);
            }
        }
    }

    /** Returns uᵀ(JᵀHJ/B)u, u the direction of the gate, H = diag(p) − ppᵀ as it is. */
    double curvature(int b) {
        double sum = 0;
        for (int i = 0; i < examples; i++) {
            double[] j = jacobian[i][b];
            for (int c = 0; c < j.length; c++) {
                for (int d = 0; d < j.length; d++) {
                    double h = (c == d ? p[i][c] : 0) - p[i][c] * p[i][d];
                    sum += j[c] * h * j[d] / examples;
                }
            }
        }
        return sum;
    }

    /** Returns what an example adds to the column, s_ib²/B, with some signs of the classes: those of which a bit is 1 are −. */
    private double square(int i, int b, int signs) {
        double along = 0;
        double mean = 0;
        double sum = 0;
        for (int c = 0; c < p[i].length; c++) {
            double root = (signs >> c) % 2 == 0 ? Math.sqrt(p[i][c]) : -Math.sqrt(p[i][c]);
            along += root * jacobian[i][b][c];
            mean += p[i][c] * jacobian[i][b][c];
            sum += root;
        }
        return Math.pow(along - mean * sum, 2) / examples;
    }

    /** Returns the mean of one draw over all signs. */
    double ofAllSigns(int b) {
        return moment(b, 1);
    }

    /** Returns the variance of one draw: that of a sum over independent examples. */
    double variance(int b) {
        double squaredMeans = IntStream.range(0, examples)
                .mapToDouble(i -> Math.pow(moment(i, b, 1), 2))
                .sum();
        return moment(b, 2) - squaredMeans;
    }

    private double moment(int b, int power) {
        return IntStream.range(0, examples)
                .mapToDouble(i -> moment(i, b, power))
                .sum();
    }

    private double moment(int i, int b, int power) {
        return signs(i).mapToDouble(signs -> Math.pow(square(i, b, signs), power))
                .average()
                .orElseThrow();
    }

    /** Returns all signs of the classes of an example but those that are others the other way round: they say the same. */
    private IntStream signs(int i) {
        return IntStream.range(0, 1 << (p[i].length - 1));
    }

    /** Returns whether there are signs of all examples of which a column is the sum. */
    boolean canGive(float[] column, double precision) {
        return canGive(column, precision, 0, new double[nodes]);
    }

    private boolean canGive(float[] column, double precision, int i, double[] sums) {
        if (i == examples) {
            return IntStream.range(0, nodes)
                    .allMatch(b -> Math.abs(column[b] - sums[b]) <= precision * (1 + Math.abs(sums[b])));
        }
        return signs(i).anyMatch(signs -> {
            double[] next = IntStream.range(0, nodes)
                    .mapToDouble(b -> sums[b] + square(i, b, signs))
                    .toArray();
            return canGive(column, precision, i + 1, next);
        });
    }
}
