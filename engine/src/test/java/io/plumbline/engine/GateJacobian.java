package io.plumbline.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How the logits move with every gate, by differences, and what follows of the curvature along the gates. */
final class GateJacobian {

    private final int examples;
    private final int nodes;
    private final Predictions[] predictions;
    /** [examples][nodes][logits] */
    private final double[][][] jacobian;

    GateJacobian(ByDefinition at, int examples) {
        this.examples = examples;
        nodes = at.gates.length;
        predictions = new Predictions[examples];
        jacobian = new double[examples][nodes][];
        for (int i = 0; i < examples; i++) {
            predictions[i] = at.predictions(i);
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
            double[] curved = predictions[i].curvature(j);
            for (int c = 0; c < j.length; c++) {
                sum += j[c] * curved[c] / examples;
            }
        }
        return sum;
    }

    /** Returns what an example adds to the column, s_ib²/B, with some signs of the classes: those of which a bit is 1 are −. */
    private double square(int i, int b, int signs) {
        return Math.pow(predictions[i].drawn(jacobian[i][b], signs), 2) / examples;
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
        return predictions[i]
                .signs()
                .mapToDouble(signs -> Math.pow(square(i, b, signs), power))
                .average()
                .orElseThrow();
    }

    /**
     * Returns whether there are signs of all examples of which a column is the sum: all sums of the first half of the examples are looked
     * for among what those of the second leave.
     */
    boolean canGive(float[] column, double precision) {
        List<double[]> second = sums(examples / 2, examples);
        second.sort(Comparator.comparingDouble(sum -> sum[0]));
        double[] firsts = second.stream().mapToDouble(sum -> sum[0]).toArray();
        double near = precision * (1 + Math.abs(column[0]));
        return sums(0, examples / 2).stream().anyMatch(sum -> {
            int from = Arrays.binarySearch(firsts, column[0] - sum[0] - near);
            for (int k = Math.max(from, -from - 1); k < firsts.length && firsts[k] <= column[0] - sum[0] + near; k++) {
                if (isSum(column, sum, second.get(k), precision)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean isSum(float[] column, double[] one, double[] other, double precision) {
        return IntStream.range(0, column.length)
                .allMatch(
                        b -> Math.abs(column[b] - one[b] - other[b]) <= precision * (1 + Math.abs(one[b] + other[b])));
    }

    /** Returns what some examples add to the column under all their signs. */
    private List<double[]> sums(int from, int to) {
        List<double[]> sums = new ArrayList<>(List.of(new double[nodes]));
        for (int i = from; i < to; i++) {
            int example = i;
            List<double[]> added = predictions[i]
                    .signs()
                    .mapToObj(signs -> IntStream.range(0, nodes)
                            .mapToDouble(b -> square(example, b, signs))
                            .toArray())
                    .toList();
            List<double[]> next = new ArrayList<>();
            for (double[] sum : sums) {
                added.forEach(more -> next.add(IntStream.range(0, nodes)
                        .mapToDouble(b -> sum[b] + more[b])
                        .toArray()));
            }
            sums = next;
        }
        return sums;
    }
}
