package io.plumbline.gate;

import com.google.protobuf.ByteString;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.LayerKind;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Shards;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.protocol.Columns;
import io.plumbline.protocol.GateSettingsCodec;
import io.plumbline.protocol.Manifests;
import io.plumbline.protocol.v1.ColumnKind;
import io.plumbline.protocol.v1.DataSet;
import io.plumbline.protocol.v1.Loss;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.MaskApplied;
import io.plumbline.protocol.v1.MaskRejected;
import io.plumbline.protocol.v1.Mode;
import io.plumbline.protocol.v1.Outcome;
import io.plumbline.protocol.v1.Probe;
import io.plumbline.protocol.v1.Pruned;
import io.plumbline.protocol.v1.RunEnd;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepScalars;
import io.plumbline.protocol.v1.StepShard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a trainer would say: made-up statistics of a made-up network, the same for the same run and step. */
final class TestTrainer {

    static final int INTERVAL = 10;
    static final int PROBE = 5;

    final String run;
    final Layers layers;
    final Architecture network;
    final String policy;
    long version;
    double loss = 1;
    private int pruneAfter;

    TestTrainer(String run, int nodes) {
        this(run, nodes, "magnitude");
    }

    TestTrainer(String run, int nodes, String policy) {
        this.run = run;
        this.policy = policy;
        int first = nodes / 2;
        layers = Layers.of(List.of(
                new Layer("dense-1", LayerKind.DENSE, first, 100),
                new Layer("dense-2", LayerKind.DENSE, nodes - first, 50)));
        network = new Architecture(
                layers,
                Architecture.ofDense(30, List.of(first, nodes - first), 5).tensors());
    }

    /** Lets the gate prune after so many decisions unchanged. */
    TestTrainer prunesAfter(int decisions) {
        pruneAfter = decisions;
        return this;
    }

    Manifest manifest(int attempt) {
        Manifest.Builder manifest = Manifest.newBuilder();
        Manifests.write(network, manifest);
        return manifest.setRun(run)
                .setAttempt(attempt)
                .setSeed(run.hashCode())
                .setData(DataSet.newBuilder().setTrainingExamples(1000))
                .setDecisionInterval(INTERVAL)
                .setMode(Mode.MODE_ASYNC)
                .setGate(GateSettingsCodec.write(GateSettings.defaults(policy, 2000)
                        .with(Map.of(
                                "warm-up",
                                20,
                                "last-change",
                                1500,
                                "rollback-window",
                                10,
                                "rest",
                                2,
                                "prune-after",
                                pruneAfter))))
                .setPlannedSteps(2000)
                .setBatch(32)
                .setProbeInterval(PROBE)
                .setProbeBatch(128)
                .setLoss(Loss.newBuilder().setTarget(0.01))
                .build();
    }

    StepEvent begins() {
        return StepEvent.newBuilder().setManifest(manifest(1)).build();
    }

    List<StepEvent> step(long step) {
        List<StepEvent> events = new ArrayList<>();
        for (int shard = 0; shard < new Shards(layers.nodes()).count(); shard++) {
            events.add(event(shard(step, shard)));
        }
        return events;
    }

    static StepEvent event(StepShard.Builder shard) {
        return StepEvent.newBuilder().setShard(shard).build();
    }

    StepShard.Builder shard(long step, int shard) {
        Shards shards = new Shards(layers.nodes());
        int nodes = shards.size(shard);
        Random random = new Random(31 * (31 * step + shard) + run.hashCode());
        StepShard.Builder built = StepShard.newBuilder()
                .setRun(run)
                .setAttempt(1)
                .setStep(step)
                .setShard(shard)
                .setShards(shards.count())
                .setFirstNode(shards.first(shard))
                .setNodes(nodes)
                .setMaskVersion(version)
                .setScalars(StepScalars.newBuilder()
                        .setLoss(loss)
                        .setUpdateDot(-0.001)
                        .setExampleGradient(2))
                .addColumns(Columns.of(ColumnKind.COLUMN_KIND_GAMMA, column(random, nodes, 0.01f)))
                .addColumns(Columns.of(ColumnKind.COLUMN_KIND_TAU, column(random, nodes, 0.1f)))
                .addColumns(Columns.of(ColumnKind.COLUMN_KIND_WEIGHT_NORM, column(random, nodes, 1)));
        if (step % PROBE == 0) {
            built.setProbe(Probe.newBuilder()
                            .setLoss(loss)
                            .setLossResidual(0.5)
                            .setLambda(3)
                            .setEigenResidual(0.02)
                            .setEnergy(0.02 * layers.nodes())
                            .setCurvature(9)
                            .setUngatedEnergy(0.1)
                            .setUngatedCurvature(0.5)
                            .addAllRangeEnergy(Collections.nCopies(layers.size(), 0.2))
                            .addAllRangeCurvature(Collections.nCopies(layers.size(), 2.0)))
                    .addColumns(Columns.of(ColumnKind.COLUMN_KIND_PROBE_ENERGY, column(random, nodes, 0.02f)))
                    .addColumns(Columns.of(ColumnKind.COLUMN_KIND_PROBE_CURVATURE, column(random, nodes, 0.01f)));
        }
        return built;
    }

    /** A step that is the first under {@code newVersion}. */
    StepEvent applies(long step, long newVersion) {
        version = newVersion;
        return event(shard(step, 0)
                .setApplied(MaskApplied.newBuilder()
                        .setVersion(newVersion)
                        .setLossBefore(loss)
                        .setLossAfter(loss + 0.001)));
    }

    StepEvent pruned(long step, long ofVersion, double msBefore, double msAfter) {
        return StepEvent.newBuilder()
                .setPruned(Pruned.newBuilder()
                        .setRun(run)
                        .setAttempt(1)
                        .setStep(step)
                        .setMaskVersion(ofVersion)
                        .setStepMsBefore(msBefore)
                        .setStepMsAfter(msAfter))
                .build();
    }

    StepEvent rejects(long step, long rejected) {
        return StepEvent.newBuilder()
                .setRejected(MaskRejected.newBuilder()
                        .setRun(run)
                        .setAttempt(1)
                        .setStep(step)
                        .setVersion(rejected)
                        .setReason("no such node"))
                .build();
    }

    StepEvent ends(long step, Outcome outcome) {
        return StepEvent.newBuilder()
                .setEnd(RunEnd.newBuilder()
                        .setRun(run)
                        .setAttempt(1)
                        .setStep(step)
                        .setOutcome(outcome))
                .build();
    }

    static ByteString column(Random random, int nodes, float scale) {
        float[] values = new float[nodes];
        for (int i = 0; i < nodes; i++) {
            values[i] = scale * (0.5f + random.nextFloat());
        }
        return Columns.write(values, 0, nodes);
    }
}
