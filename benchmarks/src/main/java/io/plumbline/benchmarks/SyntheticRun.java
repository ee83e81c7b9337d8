package io.plumbline.benchmarks;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Shards;
import io.plumbline.core.settings.GateSettings;
import io.plumbline.protocol.Columns;
import io.plumbline.protocol.GateSettingsCodec;
import io.plumbline.protocol.Manifests;
import io.plumbline.protocol.v1.Column;
import io.plumbline.protocol.v1.ColumnKind;
import io.plumbline.protocol.v1.Loss;
import io.plumbline.protocol.v1.Manifest;
import io.plumbline.protocol.v1.Mode;
import io.plumbline.protocol.v1.Probe;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepScalars;
import io.plumbline.protocol.v1.StepShard;
import java.util.List;
import java.util.SplittableRandom;

/** Statistics that look like those of a training, at any number of nodes, without a training. */
final class SyntheticRun {

    /** γ, τ, ‖w‖². */
    static final int COLUMNS = 3;

    private final String run;
    private final Architecture network;
    private final float[][] columns;

    SyntheticRun(String run, int nodes) {
        this(run, Architecture.ofDense(784, List.of(nodes / 2, nodes - nodes / 2), 10));
    }

    SyntheticRun(String run, Architecture network) {
        this.run = run;
        this.network = network;
        int nodes = network.layers().nodes();
        SplittableRandom random = new SplittableRandom(nodes);
        columns = new float[COLUMNS + 2][nodes];
        for (int column = 0; column < columns.length; column++) {
            for (int node = 0; node < nodes; node++) {
                double value = random.nextDouble();
                columns[column][node] = (float) (column == 0 ? 1e-3 * (value - 0.5) : value / nodes);
            }
        }
    }

    String name() {
        return run;
    }

    int shards() {
        return new Shards(network.layers().nodes()).count();
    }

    Architecture network() {
        return network;
    }

    Manifest manifest(String policy, long steps, int decisionInterval, int probeInterval) {
        Manifest.Builder manifest = Manifest.newBuilder();
        Manifests.write(network, manifest);
        return manifest.setRun(run)
                .setAttempt(1)
                .setSeed(7)
                .setDecisionInterval(decisionInterval)
                .setMode(Mode.MODE_ASYNC)
                .setGate(GateSettingsCodec.write(GateSettings.defaults(policy, steps)))
                .setPlannedSteps(steps)
                .setBatch(128)
                .setProbeInterval(probeInterval)
                .setProbeBatch(128)
                .setLoss(Loss.newBuilder().setTarget(0.01))
                .build();
    }

    /** Returns shard {@code shard} of step {@code step}, as a trainer would send it. */
    StepEvent event(long step, long version, int shard, boolean probe) {
        Shards shards = new Shards(network.layers().nodes());
        int first = shards.first(shard);
        int nodes = shards.size(shard);
        StepShard.Builder builder = StepShard.newBuilder()
                .setRun(run)
                .setAttempt(1)
                .setStep(step)
                .setShard(shard)
                .setShards(shards.count())
                .setFirstNode(first)
                .setNodes(nodes)
                .setMaskVersion(version)
                .setScalars(scalars())
                .addColumns(column(ColumnKind.COLUMN_KIND_GAMMA, 0, first, nodes))
                .addColumns(column(ColumnKind.COLUMN_KIND_TAU, 1, first, nodes))
                .addColumns(column(ColumnKind.COLUMN_KIND_WEIGHT_NORM, 2, first, nodes));
        if (probe) {
            builder.setProbe(Probe.newBuilder()
                            .setLoss(0.5)
                            .setLossResidual(0.2)
                            .setLambda(2)
                            .setEigenResidual(0.01)
                            .setEnergy(1)
                            .setCurvature(4)
                            .setUngatedEnergy(0.2)
                            .setUngatedCurvature(1)
                            .addAllRangeEnergy(List.of(0.5, 0.3))
                            .addAllRangeCurvature(List.of(2.0, 1.0)))
                    .addColumns(column(ColumnKind.COLUMN_KIND_PROBE_ENERGY, 3, first, nodes))
                    .addColumns(column(ColumnKind.COLUMN_KIND_PROBE_CURVATURE, 4, first, nodes));
        }
        return StepEvent.newBuilder().setShard(builder).build();
    }

    private Column column(ColumnKind kind, int place, int first, int nodes) {
        return Columns.of(kind, Columns.write(columns[place], first, nodes));
    }

    private static StepScalars scalars() {
        return StepScalars.newBuilder()
                .setLoss(0.5)
                .setUpdateDot(-1e-3)
                .setExampleGradient(1)
                .build();
    }
}
