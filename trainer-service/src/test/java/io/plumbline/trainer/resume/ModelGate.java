package io.plumbline.trainer.resume;

import io.plumbline.core.gating.Averages;
import io.plumbline.core.gating.GateInput;
import io.plumbline.core.gating.GateOutcome;
import io.plumbline.core.gating.GateState;
import io.plumbline.core.gating.MaskDecision;
import io.plumbline.core.gating.NodeAverages;
import io.plumbline.core.gating.RunGate;
import io.plumbline.core.gating.RunPlan;
import io.plumbline.core.gating.ShardColumns;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.MaskChangeCodec;
import io.plumbline.protocol.ShardCodec;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepShard;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The gate as its service runs it: core's decisions, claims refused, an ended run forgotten. */
final class ModelGate {

    private final RunPlan plan;
    private final TreeMap<Integer, NodeAverages> averages = new TreeMap<>();
    private final ShardColumns columns = new ShardColumns();
    private Optional<RunGate> gate = Optional.empty();
    /** Steps and shards that it folded. */
    final List<String> folded = new ArrayList<>();

    /** What it refused, and why. */
    final List<String> refused = new ArrayList<>();

    /** State and averages when the run was over. */
    byte[] last = {};

    ModelGate(RunPlan plan) {
        this.plan = plan;
    }

    /** Takes a record in and returns what it decides. */
    List<MaskChange> take(StepEvent event) {
        try {
            return switch (event.getEventCase()) {
                case MANIFEST -> begin(event.getManifest());
                case SHARD -> fold(event.getShard());
                case REJECTED ->
                    taken(new GateInput.Rejected(
                            event.getRejected().getAttempt(),
                            event.getRejected().getVersion()));
                case END -> {
                    List<MaskChange> decided = taken(new GateInput.Ended(
                            event.getEnd().getAttempt(), event.getEnd().getStep()));
                    if (event.getEnd().getOutcome() == Outcome.OUTCOME_FINISHED) {
                        forget();
                    }
                    yield decided;
                }
                default -> List.of();
            };
        } catch (BadRecordException bad) {
            throw new AssertionError(bad);
        }
    }

    private List<MaskChange> begin(Manifest manifest) {
        if (gate.isEmpty()) {
            gate = Optional.of(new RunGate(
                    GateState.start(of(manifest.getAttempt()), Policies.of(plan.settings())), Policies::named, kept()));
        } else if (manifest.getAttempt() <= attempt()) {
            refused.add("claim " + manifest.getClaim() + " of attempt " + manifest.getAttempt());
        } else {
            gate.get().accept(new GateInput.Began(of(manifest.getAttempt())));
        }
        return List.of();
    }

    private int attempt() {
        return gate.orElseThrow().state().plan().attempt();
    }

    private RunPlan of(int attempt) {
        return new RunPlan(
                attempt,
                plan.architecture(),
                plan.seed(),
                plan.plannedSteps(),
                plan.decisionInterval(),
                plan.batch(),
                plan.trainingExamples(),
                plan.classes(),
                plan.lossLowerBound(),
                plan.lossTarget(),
                plan.lockstep(),
                plan.settings());
    }

    private List<MaskChange> fold(StepShard shard) throws BadRecordException {
        int before = refused.size();
        ShardCodec.read(shard, columns);
        List<MaskChange> decided = taken(new GateInput.Shard(ShardCodec.read(shard), () -> Optional.of(columns)));
        if (refused.size() == before) {
            folded.add(shard.getStep() + "/" + shard.getShard());
        }
        return decided;
    }

    private List<MaskChange> taken(GateInput input) {
        if (gate.isEmpty()) {
            refused.add("after the end: " + input);
            return List.of();
        }
        GateOutcome outcome = gate.get().accept(input);
        outcome.refusal().ifPresent(why -> refused.add(why + ": " + input));
        List<MaskChange> decided = new ArrayList<>();
        outcome.overdue().forEach(decision -> decided.add(message(decision)));
        outcome.decision().ifPresent(decision -> decided.add(message(decision)));
        return decided;
    }

    private MaskChange message(MaskDecision decision) {
        return MaskChangeCodec.write(
                ModelWorld.RUN, attempt(), plan.settings().policy(), "1", plan.layers(), decision, 0);
    }

    /** A finished run is over for it. */
    private void forget() {
        List<byte[]> parts = new ArrayList<>();
        parts.add(gate.orElseThrow().state().toBytes());
        averages.values().forEach(nodes -> {
            ByteBuffer bytes = ByteBuffer.allocate(nodes.bytes());
            nodes.writeTo(bytes);
            parts.add(bytes.array());
        });
        ByteBuffer all =
                ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(all::put);
        last = Arrays.copyOf(all.array(), all.position());
        gate = Optional.empty();
    }

    private Averages kept() {
        return new Averages() {
            @Override
            public NodeAverages get(int shard) {
                return averages.computeIfAbsent(shard, none -> NodeAverages.empty(plan.shards(), shard));
            }

            @Override
            public void put(int shard, NodeAverages nodes) {
                averages.put(shard, nodes);
            }
        };
    }
}
