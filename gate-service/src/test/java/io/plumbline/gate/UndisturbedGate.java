package io.plumbline.gate;

import io.plumbline.core.gating.Averages;
import io.plumbline.core.gating.GateInput;
import io.plumbline.core.gating.GateState;
import io.plumbline.core.gating.MaskDecision;
import io.plumbline.core.gating.NodeAverages;
import io.plumbline.core.gating.RunGate;
import io.plumbline.core.gating.RunPlan;
import io.plumbline.core.gating.ShardColumns;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.core.model.Shards;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.MaskChangeCodec;
import io.plumbline.protocol.ShardCodec;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskChange;
import io.plumbline.protocol.v1.StepShard;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The gate of one run as core has it: no broker, no store, nothing that could be lost. */
final class UndisturbedGate implements Averages {

    private final Manifest manifest;
    private final RunPlan plan;
    private final Shards shards;
    private final RunGate gate;
    private final ShardColumns columns = new ShardColumns();
    private final Map<Integer, NodeAverages> kept = new HashMap<>();

    UndisturbedGate(Manifest manifest) {
        this.manifest = manifest;
        try {
            plan = Plans.of(manifest);
        } catch (BadRecordException bad) {
            throw new AssertionError(bad);
        }
        shards = plan.shards();
        gate = new RunGate(GateState.start(plan, Plans.policy(plan)), Policies::named, this);
    }

    /** Takes a shard in, and returns what is decided by it, without a time. */
    Optional<MaskChange> take(StepShard shard) {
        try {
            ShardCodec.read(shard, columns);
            var input = new GateInput.Shard(ShardCodec.read(shard), () -> Optional.of(columns));
            return gate.accept(input).decision().map(this::written);
        } catch (BadRecordException bad) {
            throw new AssertionError(bad);
        }
    }

    private MaskChange written(MaskDecision decision) {
        var policy = gate.policy();
        return MaskChangeCodec.write(
                manifest.getRun(), plan.attempt(), policy.name(), policy.version(), plan.layers(), decision, 0);
    }

    @Override
    public NodeAverages get(int shard) {
        return kept.computeIfAbsent(shard, first -> NodeAverages.empty(shards, first));
    }

    @Override
    public void put(int shard, NodeAverages averages) {
        kept.put(shard, averages);
    }
}
