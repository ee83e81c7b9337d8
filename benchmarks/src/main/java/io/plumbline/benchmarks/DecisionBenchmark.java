package io.plumbline.benchmarks;

import io.plumbline.core.gating.Averages;
import io.plumbline.core.gating.Change;
import io.plumbline.core.gating.GateInput;
import io.plumbline.core.gating.GateState;
import io.plumbline.core.gating.MaskDecision;
import io.plumbline.core.gating.NodeAverages;
import io.plumbline.core.gating.RunGate;
import io.plumbline.core.gating.RunPlan;
import io.plumbline.core.gating.ShardColumns;
import io.plumbline.core.gating.StepReport;
import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.gating.policy.Policy;
import io.plumbline.core.gating.policy.Proposal;
import io.plumbline.core.gating.policy.Situation;
import io.plumbline.core.model.Shards;
import io.plumbline.core.settings.GateSettings;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Gate decisions per second, each from averages to a mask change with its reasons. Deciding is pure: nothing wears out. In a
 * JVM with the memory that {@code ./plumbline gate} gives it: what is allocated is part of what a decision costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-Xms64m", "-Xmx640m"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBenchmark {

    private static final long STEP = 400;

    /** Nodes of the run. */
    @Param({"1024", "65536"})
    public int nodes;

    /** Policy of the run. */
    @Param({"gating-network", "greedy-q", "greedy-kappa"})
    public String policy;

    private RunGate gate;
    /** Of a run that has decided nothing yet. */
    private RunGate fresh;

    /**
     * Folds two probe steps in, the second of them a decision step; what a policy learns once per run is learned before
     * the measurement.
     */
    @Setup
    public void setUp() {
        SyntheticRun run = new SyntheticRun("decide", nodes);
        Policy chosen = Policies.named(policy);
        // The benchmark asks the gate, which decides nothing by itself.
        RunPlan plan = new RunPlan(
                1, run.network(), 7, 4000, 4000, 128, 2000, 10, 0, 0.01, true, GateSettings.defaults(policy, 4000));
        fresh = gate(plan, chosen);
        MaskDecision first = fresh.decide(STEP);
        if (!(first instanceof Change)) {
            throw new IllegalStateException("the situation calls for no change: " + first);
        }
        gate = gate(plan, new Experienced(chosen, first.memory()));
    }

    private RunGate gate(RunPlan plan, Policy chosen) {
        RunGate made = new RunGate(GateState.start(plan, chosen), name -> chosen, new InMemory(plan.shards()));
        observe(made, plan.shards(), STEP - 1);
        observe(made, plan.shards(), STEP);
        return made;
    }

    /** One decision. */
    @Benchmark
    public MaskDecision decide() {
        return gate.decide(STEP);
    }

    /** The first decision of a run, with all that is learned once. */
    @Benchmark
    public MaskDecision decideFirst() {
        return fresh.decide(STEP);
    }

    private void observe(RunGate into, Shards shards, long step) {
        ShardColumns columns = new ShardColumns();
        SplittableRandom random = new SplittableRandom(step);
        for (int shard = 0; shard < shards.count(); shard++) {
            for (int node = 0; node < shards.size(shard); node++) {
                columns.gamma()[node] = (float) (1e-3 * (random.nextDouble() - 0.5));
                columns.tau()[node] = (float) random.nextDouble() / nodes;
                columns.weightNorm()[node] = (float) random.nextDouble();
                columns.energy()[node] = (float) random.nextDouble() / nodes;
                columns.curvature()[node] = (float) (4 * random.nextDouble()) / nodes;
            }
            into.accept(new GateInput.Shard(report(shards, step, shard), () -> Optional.of(columns)));
        }
    }

    private static StepReport report(Shards shards, long step, int shard) {
        return new StepReport(
                1,
                step,
                shard,
                shards.count(),
                shards.first(shard),
                shards.size(shard),
                0,
                new StepReport.Scalars(0.5, -1e-3, 1),
                Optional.of(
                        new StepReport.Probe(0.5, 0.2, 2, 0.01, 1, 4, 0.2, 1, List.of(0.5, 0.3), List.of(2.0, 1.0))),
                Optional.empty());
    }

    /** A policy that remembers its first decision from the start. */
    private record Experienced(Policy policy, Memory memory) implements Policy {
        @Override
        public String name() {
            return policy.name();
        }

        @Override
        public String version() {
            return policy.version();
        }

        @Override
        public Memory initial(long seed) {
            return memory;
        }

        @Override
        public Proposal propose(Situation situation, Memory before) {
            return policy.propose(situation, before);
        }
    }

    /** Averages without a store below them. */
    private static final class InMemory implements Averages {
        private final NodeAverages[] kept;

        InMemory(Shards shards) {
            kept = new NodeAverages[shards.count()];
            for (int shard = 0; shard < kept.length; shard++) {
                kept[shard] = NodeAverages.empty(shards, shard);
            }
        }

        @Override
        public NodeAverages get(int shard) {
            return kept[shard];
        }

        @Override
        public void put(int shard, NodeAverages averages) {
            kept[shard] = averages;
        }
    }
}
