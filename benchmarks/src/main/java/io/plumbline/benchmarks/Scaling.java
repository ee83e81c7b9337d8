package io.plumbline.benchmarks;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * What many runs take: measured at a few sizes, and computed from that for installations of 10, 1,000 and 100,000 runs at
 * once ({@code docs/scaling.md} has the formulas). The broker shares the machine.
 */
public final class Scaling {

    private static final int FEW = 20;
    private static final int MANY = 400;
    private static final int SMALL = 256;
    private static final int LARGE = 4096;
    private static final int[] INSTALLATIONS = {10, 1000, 100_000};

    /** Share of a gate's thread, and of a broker's disk, that is planned for; the rest is for what comes at once. */
    private static final double SPARE = 0.5;

    private static final double BROKER_BYTES = 100e6;
    private static final int REPLICAS = 3;
    private static final double GATE_HEAP = 200e6;
    private static final double DAY = 86_400;

    private Scaling() {}

    /** Measures and prints; the arguments are nodes of a run and steps a second, 1,024 and 10 without any. */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        int nodes = args.length > 0 ? Integer.parseInt(args[0]) : 1024;
        double steps = args.length > 1 ? Double.parseDouble(args[1]) : 10;
        // Once for Java's compiler.
        ScalingPoint.measure(FEW, SMALL, 20 * ScalingPoint.INTERVAL);
        ScalingPoint small = print(ScalingPoint.measure(FEW, SMALL, 40 * ScalingPoint.INTERVAL));
        ScalingPoint large = print(ScalingPoint.measure(FEW, LARGE, 6 * ScalingPoint.INTERVAL));
        ScalingPoint many = print(ScalingPoint.measure(MANY, SMALL, 8 * ScalingPoint.INTERVAL));
        Costs costs = Costs.of(small, large, many);
        System.out.printf(Locale.ROOT, "%s%nload average %.1f%n", costs, Load.average());
        for (int runs : INSTALLATIONS) {
            print(costs, runs, nodes, steps);
        }
    }

    private static ScalingPoint print(ScalingPoint point) {
        System.out.printf(
                Locale.ROOT,
                "%4d runs of %,5d nodes: %,.0f bytes and %.0f µs of the gate a step, %,.0f bytes a decision, %,.0f kept of a"
                        + " run; heap of the gate %.1f MB, of metrics %.1f MB; metrics %,.0f records in %.1f s, %.0f series a run%n",
                point.runs(),
                point.nodes(),
                point.stepBytes(),
                point.stepNanos() / 1e3,
                point.answerBytes(),
                point.stateBytes(),
                point.gateHeap() / 1e6,
                point.metricsHeap() / 1e6,
                point.records(),
                point.readNanos() / 1e9,
                point.series() / point.runs());
        return point;
    }

    /**
     * Straight lines through what was measured: cost = fixed + each · nodes.
     *
     * @param stepBytes of statistics, a step
     * @param stepMicros of the gate's thread, a step
     * @param answerBytes a decision
     * @param stateBytes kept of a run
     * @param gateHeap bytes of a gate's heap, a run, however many nodes
     * @param metricsHeap bytes of a metrics service's heap, a run
     * @param recordMicros of a metrics service, a record
     * @param series a run
     */
    private record Costs(
            Line stepBytes,
            Line stepMicros,
            Line answerBytes,
            Line stateBytes,
            double gateHeap,
            double metricsHeap,
            double recordMicros,
            double series) {

        static Costs of(ScalingPoint small, ScalingPoint large, ScalingPoint many) {
            double more = many.runs() - small.runs();
            return new Costs(
                    Line.through(small.stepBytes(), large.stepBytes()),
                    Line.through(small.stepNanos() / 1e3, large.stepNanos() / 1e3),
                    Line.through(small.answerBytes(), large.answerBytes()),
                    Line.through(small.stateBytes(), large.stateBytes()),
                    Math.max(0, many.gateHeap() - small.gateHeap()) / more,
                    Math.max(0, many.metricsHeap() - small.metricsHeap()) / more,
                    (many.readNanos() - small.readNanos()) / (many.records() - small.records()) / 1e3,
                    many.series() / many.runs());
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "bytes a step %s; µs of the gate a step %s; bytes a decision %s; bytes kept of a run %s;"
                            + " heap a run: gate %.0f kB, metrics %.0f kB; metrics %.1f µs a record, %.0f series a run",
                    stepBytes,
                    stepMicros,
                    answerBytes,
                    stateBytes,
                    gateHeap / 1e3,
                    metricsHeap / 1e3,
                    recordMicros,
                    series);
        }
    }

    /** A cost by the number of nodes. */
    private record Line(double fixed, double each) {

        static Line through(double small, double large) {
            double each = (large - small) / (LARGE - SMALL);
            return new Line(Math.max(0, small - SMALL * each), each);
        }

        double at(int nodes) {
            return fixed + each * nodes;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.4g + %.4g n", fixed, each);
        }
    }

    private static void print(Costs costs, int runs, int nodes, double steps) {
        double bytes = runs * steps * costs.stepBytes().at(nodes);
        double decisions = runs * steps / ScalingPoint.INTERVAL;
        double threads = runs * steps * costs.stepMicros().at(nodes) / 1e6 / SPARE;
        double byHeap = runs * costs.gateHeap() / GATE_HEAP;
        long gates = (long) Math.ceil(Math.max(threads, byHeap));
        // Progress once a second; evaluation and decision an interval, a condition a probe.
        double records = runs + 3 * decisions;
        System.out.printf(
                Locale.ROOT,
                "%,7d runs: %.3g MB/s of statistics, %.3g MB/s of answers, %.3g GB kept for a day; %d brokers; gate threads %.3g,"
                        + " so gates and partitions at least %,d; %.3g MB of state; metrics %,.0f records/s, %.0f %% of a"
                        + " replica, %.0f MB, %,.0f series%n",
                runs,
                bytes / 1e6,
                decisions * costs.answerBytes().at(nodes) / 1e6,
                bytes * DAY / 1e9,
                (long) Math.ceil(bytes * REPLICAS / (BROKER_BYTES * SPARE)),
                threads,
                gates,
                runs * costs.stateBytes().at(nodes) / 1e6,
                records,
                records * costs.recordMicros() / 1e6 * 100,
                runs * costs.metricsHeap() / 1e6,
                runs * costs.series());
    }
}
