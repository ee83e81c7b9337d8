package io.plumbline.core.gating;

import io.plumbline.core.gating.ChangeSelection.Candidate;
import io.plumbline.core.gating.policy.CapacityFloor;
import io.plumbline.core.gating.policy.Memory;
import io.plumbline.core.gating.policy.NodeView;
import io.plumbline.core.gating.policy.Policy;
import io.plumbline.core.gating.policy.Proposal;
import io.plumbline.core.gating.policy.Situation;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.model.Shards;
import io.plumbline.core.settings.GateSettings;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A run whose statistics a test makes up: two layers of ten nodes, a decision every 10 steps, a probe every 5. */
final class TestRun implements Averages {

    static final int NODES = 20;

    final double[] gates = new double[NODES];
    final Map<Integer, byte[]> kept = new TreeMap<>();
    final ShardColumns columns = new ShardColumns();
    RunGate gate;
    GateState state;
    double loss = 1;
    double eigenResidual = 0.01;
    double residual = 0.5;
    double exampleGradient = 3;
    Optional<StepReport.Applied> applied = Optional.empty();
    long version;
    private final Policy policy;

    TestRun() {
        this(settings("test"));
    }

    TestRun(GateSettings settings) {
        this(plan(settings));
    }

    TestRun(RunPlan plan) {
        Arrays.fill(gates, 1);
        policy = new WishingPolicy(plan.settings().policy(), gates);
        state = GateState.start(plan, policy);
        gate = new RunGate(state, name -> policy, this);
        for (int b = 0; b < NODES; b++) {
            columns.gamma()[b] = 0.001f * b;
            columns.tau()[b] = 0.01f * (b + 1);
            columns.weightNorm()[b] = b;
            columns.energy()[b] = 0.05f;
            columns.curvature()[b] = 0.01f * b;
        }
    }

    static GateSettings settings(String policy) {
        return pruning(policy, 0, 0.1);
    }

    /** The same with prunings. */
    static GateSettings pruning(String policy, int pruneAfter, double saving) {
        return GateSettings.defaults(policy, 1000)
                .with(Map.of(
                        "budget",
                        0.1,
                        "warm-up",
                        20L,
                        "last-change",
                        200L,
                        "rollback-window",
                        10,
                        "rest",
                        2,
                        "prune-after",
                        pruneAfter,
                        "prune-saving",
                        saving));
    }

    /** A run that removes at the third decision without change: node 3 closes at step 20, in force from step 21. */
    static TestRun closedAtTwenty(double saving, boolean lockstep) {
        TestRun run = new TestRun(plan(pruning("test", 3, saving), lockstep));
        run.gates[3] = 0;
        run.takeOver(run.stepTo(20).orElseThrow());
        return run;
    }

    static RunPlan plan(GateSettings settings) {
        return plan(settings, true);
    }

    static RunPlan plan(GateSettings settings, boolean lockstep) {
        return plan(settings, 500, 3, lockstep);
    }

    /** The same with another number of examples, or of classes. */
    static RunPlan planOf(GateSettings settings, long examples, int classes) {
        return plan(settings, examples, classes, true);
    }

    /** Four features, three classes. */
    private static RunPlan plan(GateSettings settings, long examples, int classes, boolean lockstep) {
        Layers layers = Layers.of(
                List.of(new Layer("dense-1", LayerKind.DENSE, 10, 1), new Layer("dense-2", LayerKind.DENSE, 10, 1)));
        Architecture network = new Architecture(
                layers, Architecture.ofDense(4, List.of(10, 10), 3).tensors());
        return new RunPlan(1, network, 7, 1000, 10, 32, examples, classes, 0, 0.01, lockstep, settings);
    }

    /** What a policy sees of the run's network at a step, with loss, work left and χ 1, and no capacity floor. */
    static Situation situation(long step, Mask mask, GateSettings settings, NodeView nodes) {
        return new Situation(
                step,
                1000,
                7,
                plan(settings).architecture(),
                mask,
                settings,
                nodes,
                1,
                1,
                1,
                32,
                0.5,
                settings.limits().budget(),
                CapacityFloor.NONE);
    }

    /** Returns the plan of another attempt of the same run. */
    static RunPlan attempt(int attempt, RunPlan first) {
        return new RunPlan(
                attempt,
                first.architecture(),
                first.seed(),
                first.plannedSteps(),
                first.decisionInterval(),
                first.batch(),
                first.trainingExamples(),
                first.classes(),
                first.lossLowerBound(),
                first.lossTarget(),
                first.lockstep(),
                first.settings());
    }

    /** Steps up to and with {@code last}; returns the decision at it, if there is one. */
    Optional<MaskDecision> stepTo(long last) {
        Optional<MaskDecision> decided = Optional.empty();
        for (long step = state.cursor.step() + 1; step <= last; step++) {
            decided = step(step);
        }
        return decided;
    }

    Optional<MaskDecision> step(long step) {
        GateOutcome outcome = gate.accept(new GateInput.Shard(report(step), () -> Optional.of(columns)));
        outcome.refusal().ifPresent(refusal -> {
            throw new IllegalStateException("step " + step + " was refused: " + refusal);
        });
        return outcome.decision();
    }

    /** Returns why a report would be refused. */
    Optional<Refusal> refusal(StepReport report) {
        return refusal(state, report);
    }

    static Optional<Refusal> refusal(GateState state, StepReport report) {
        return new Admission(state).refusal(new GateInput.Shard(report, Optional::empty));
    }

    /** The trainer would not have a version; returns whether that was in flight. */
    boolean reject(long refused) {
        return gate.accept(new GateInput.Rejected(1, refused)).refusal().isEmpty();
    }

    /** The trainer measured a pruning; returns whether the gate knows its version. */
    boolean pruned(long measured, double before, double after) {
        return gate.accept(new GateInput.Pruned(1, measured, before, after))
                .refusal()
                .isEmpty();
    }

    /** The trainer takes the change over: the next step is under it. */
    void takeOver(MaskDecision decision) {
        version = decision.change().orElseThrow().version();
    }

    StepReport report(long step) {
        Optional<StepReport.Probe> probe = step % 5 == 0
                ? Optional.of(new StepReport.Probe(
                        loss, residual, 2, eigenResidual, 1.5, 4, 0.5, 0.4, List.of(0.6, 0.4), List.of(1.6, 2.0)))
                : Optional.empty();
        StepReport.Scalars scalars = new StepReport.Scalars(loss, -0.01, exampleGradient);
        return new StepReport(1, step, 0, 1, 0, NODES, version, scalars, probe, applied);
    }

    /** Writes everything down and goes on from what was written. */
    void restart() {
        state = GateState.readFrom(state.plan(), ByteBuffer.wrap(state.toBytes()));
        gate = new RunGate(state, name -> policy, this);
    }

    @Override
    public NodeAverages get(int shard) {
        return kept.containsKey(shard)
                ? NodeAverages.readFrom(ByteBuffer.wrap(kept.get(shard)))
                : NodeAverages.empty(new Shards(NODES), shard);
    }

    @Override
    public void put(int shard, NodeAverages averages) {
        ByteBuffer bytes = ByteBuffer.allocate(averages.bytes());
        averages.writeTo(bytes);
        kept.put(shard, bytes.array());
    }

    /** Wants what the test wants, and remembers how often it was asked. */
    record WishingPolicy(
            String name,
            @SuppressWarnings("ArrayRecordComponent") double[] gates) implements Policy {

        @Override
        public String version() {
            return "1";
        }

        @Override
        public boolean changesMasks() {
            return !name.equals("dense");
        }

        @Override
        public boolean rotates() {
            return name.equals("rotating");
        }

        @Override
        public Memory initial(long seed) {
            return Memory.of(new double[] {0});
        }

        @Override
        public Proposal propose(Situation situation, Memory memory) {
            Memory next = Memory.of(new double[] {memory.toArray()[0] + 1});
            return new Proposal(gates.clone(), gates.clone(), next);
        }
    }

    /** Returns the nodes that a choice closes or opens, ascending. */
    static int[] nodes(List<Candidate> chosen, boolean closes) {
        return chosen.stream()
                .filter(candidate -> candidate.closes() == closes)
                .mapToInt(Candidate::node)
                .sorted()
                .toArray();
    }
}
