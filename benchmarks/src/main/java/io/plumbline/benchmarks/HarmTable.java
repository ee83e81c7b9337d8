package io.plumbline.benchmarks;

import io.plumbline.experiments.statistics.RankCorrelation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What was measured of nodes beside the harm of closing them: a column for every group of nodes, a row for every statistic. */
final class HarmTable {

    private static final int NAMES = 14;

    /**
     * Some nodes and what closing them does.
     *
     * @param harm of each of them, nats, in the order of the nodes
     */
    private record Group(String name, List<Integer> nodes, List<Double> harm) {

        double mean() {
            return numbers(harm).average().orElseThrow();
        }

        double correlation(double[] column) {
            double[] measured = nodes.stream().mapToDouble(b -> column[b]).toArray();
            return RankCorrelation.of(measured, numbers(harm).toArray()).rho();
        }

        private static DoubleStream numbers(List<Double> list) {
            return list.stream().mapToDouble(Double::doubleValue);
        }
    }

    private final List<Group> groups = new ArrayList<>();

    /** Adds a column. */
    void add(String name, int[] nodes, double[] harm) {
        groups.add(new Group(
                name + " (" + nodes.length + ")",
                IntStream.of(nodes).boxed().toList(),
                DoubleStream.of(harm).boxed().toList()));
    }

    /** Prints the mean harm, then of every statistic how well it ranks the nodes by it. */
    void print(Map<String, double[]> statistics) {
        System.out.print(" ".repeat(NAMES));
        groups.forEach(group -> System.out.printf("%" + width(group) + "s", group.name()));
        System.out.println();
        row("mean ΔL", 5, Group::mean);
        statistics.forEach((name, column) -> row(name, 2, group -> group.correlation(column)));
    }

    private void row(String name, int decimals, ToDoubleFunction<Group> value) {
        System.out.printf("%-" + NAMES + "s", name);
        for (Group group : groups) {
            System.out.printf(Locale.ROOT, "%" + width(group) + "." + decimals + "f", value.applyAsDouble(group));
        }
        System.out.println();
    }

    private static int width(Group group) {
        return Math.max(NAMES, group.name().length() + 2);
    }
}
