package io.plumbline.protocol;

import io.plumbline.core.gating.ShardColumns;
import io.plumbline.core.gating.StepReport;
import io.plumbline.protocol.v1.ColumnKind;
import io.plumbline.protocol.v1.MaskApplied;
import io.plumbline.protocol.v1.Probe;
import io.plumbline.protocol.v1.StepScalars;
import io.plumbline.protocol.v1.StepShard;
import java.util.Arrays;
import java.util.Optional;

/**
 * Shards of statistics, from core's values to the message and back. Columns are neither copied on the way out nor allocated
 * on the way in: a step of a large network has megabytes of them.
 */
public final class ShardCodec {

    /** Where λ is 0 no eigenvector was found: this residual says so, since a record may not contain NaN. */
    private static final double UNSETTLED = 1;

    private ShardCodec() {}

    /**
     * Returns the message of a shard. It refers to the memory of {@code columns}: serialise it before that is filled
     * again.
     *
     * @param run whose
     * @param report what the shard says beside its columns; a NaN residual of the probe is written as 1
     * @param columns of the whole step; those of the probe count where the report has one
     * @throws IndexOutOfBoundsException if the report's nodes are not among those of the columns
     */
    public static StepShard write(String run, StepReport report, StepColumns columns) {
        StepShard.Builder shard = StepShard.newBuilder()
                .setRun(run)
                .setAttempt(report.attempt())
                .setStep(report.step())
                .setShard(report.shard())
                .setShards(report.shards())
                .setFirstNode(report.firstNode())
                .setNodes(report.nodes())
                .setMaskVersion(report.maskVersion())
                .setScalars(StepScalars.newBuilder()
                        .setLoss(report.scalars().loss())
                        .setUpdateDot(report.scalars().updateDot())
                        .setExampleGradient(report.scalars().exampleGradient()))
                .addAllColumns(columns.part(
                        report.firstNode(), report.nodes(), report.probe().isPresent()));
        report.probe().ifPresent(probe -> shard.setProbe(probe(probe)));
        report.applied().ifPresent(applied -> shard.setApplied(applied(applied, report.maskVersion())));
        return shard.build();
    }

    private static Probe probe(StepReport.Probe probe) {
        double residual = probe.eigenResidual();
        return Probe.newBuilder()
                .setLoss(probe.loss())
                .setLossResidual(probe.residual())
                .setLambda(probe.lambda())
                .setEigenResidual(Double.isNaN(residual) ? UNSETTLED : residual)
                .setEnergy(probe.energy())
                .setCurvature(probe.curvature())
                .setUngatedEnergy(probe.ungatedEnergy())
                .setUngatedCurvature(probe.ungatedCurvature())
                .addAllRangeEnergy(probe.layerEnergy())
                .addAllRangeCurvature(probe.layerCurvature())
                .build();
    }

    /** The version that came into force is the one that is in force during the step. */
    private static MaskApplied applied(StepReport.Applied applied, long version) {
        return MaskApplied.newBuilder()
                .setVersion(version)
                .setLossBefore(applied.lossBefore())
                .setLossAfter(applied.lossAfter())
                .build();
    }

    /** Returns what a shard says beside its columns. */
    public static StepReport read(StepShard shard) {
        StepScalars scalars = shard.getScalars();
        return new StepReport(
                shard.getAttempt(),
                shard.getStep(),
                shard.getShard(),
                shard.getShards(),
                shard.getFirstNode(),
                shard.getNodes(),
                shard.getMaskVersion(),
                new StepReport.Scalars(scalars.getLoss(), scalars.getUpdateDot(), scalars.getExampleGradient()),
                shard.hasProbe() ? Optional.of(read(shard.getProbe())) : Optional.empty(),
                shard.hasApplied() ? Optional.of(read(shard.getApplied())) : Optional.empty());
    }

    private static StepReport.Probe read(Probe probe) {
        return new StepReport.Probe(
                probe.getLoss(),
                probe.getLossResidual(),
                probe.getLambda(),
                probe.getEigenResidual(),
                probe.getEnergy(),
                probe.getCurvature(),
                probe.getUngatedEnergy(),
                probe.getUngatedCurvature(),
                probe.getRangeEnergyList(),
                probe.getRangeCurvatureList());
    }

    private static StepReport.Applied read(MaskApplied applied) {
        return new StepReport.Applied(applied.getLossBefore(), applied.getLossAfter());
    }

    /**
     * Reads the columns of a shard, straight from its bytes.
     *
     * @param shard of at most 4,096 nodes, whose shape was accepted
     * @param into receives them, in its first places; those of the probe only where the shard has one, NaN for the gate
     *     curvature where that was not measured
     * @throws BadRecordException if a column is missing or has another length
     */
    public static void read(StepShard shard, ShardColumns into) throws BadRecordException {
        Columns.read(shard, ColumnKind.COLUMN_KIND_GAMMA, into.gamma());
        Columns.read(shard, ColumnKind.COLUMN_KIND_TAU, into.tau());
        Columns.read(shard, ColumnKind.COLUMN_KIND_WEIGHT_NORM, into.weightNorm());
        if (shard.hasProbe()) {
            Columns.read(shard, ColumnKind.COLUMN_KIND_PROBE_ENERGY, into.energy());
            Columns.read(shard, ColumnKind.COLUMN_KIND_PROBE_CURVATURE, into.curvature());
            readGateCurvature(shard, into.gateCurvature());
        }
    }

    private static void readGateCurvature(StepShard shard, float[] into) throws BadRecordException {
        if (Columns.values(shard, ColumnKind.COLUMN_KIND_GATE_CURVATURE).isEmpty()) {
            Arrays.fill(into, 0, shard.getNodes(), Float.NaN);
        } else {
            Columns.read(shard, ColumnKind.COLUMN_KIND_GATE_CURVATURE, into);
        }
    }
}
