package io.plumbline.gate;

import io.plumbline.core.gating.Refusal;
import io.plumbline.core.gating.ShardColumns;
import io.plumbline.core.gating.StepReport;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.Columns;
import io.plumbline.protocol.v1.MaskApplied;
import io.plumbline.protocol.v1.Probe;
import io.plumbline.protocol.v1.StepScalars;
import io.plumbline.protocol.v1.StepShard;
import java.util.Optional;

/** Reads shards of statistics as core's values. Columns go from the record's bytes straight into one set of arrays. */
final class ShardReader {

    private final ShardColumns columns = new ShardColumns();

    /** Returns what a shard says beside its columns. */
    static StepReport report(StepShard shard) {
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
                shard.hasProbe() ? Optional.of(probe(shard.getProbe())) : Optional.empty(),
                shard.hasApplied() ? Optional.of(applied(shard.getApplied())) : Optional.empty());
    }

    private static StepReport.Probe probe(Probe probe) {
        return new StepReport.Probe(
                probe.getLoss(),
                probe.getResidual(),
                probe.getLambda(),
                probe.getEigenResidual(),
                probe.getEnergy(),
                probe.getCurvature(),
                probe.getBlock0Energy(),
                probe.getBlock0Curvature(),
                probe.getLayerEnergyList(),
                probe.getLayerCurvatureList());
    }

    private static StepReport.Applied applied(MaskApplied applied) {
        return new StepReport.Applied(applied.getLossBefore(), applied.getLossAfter());
    }

    /**
     * Returns the columns of a shard, good until the next call.
     *
     * @param shard of a shape that was not refused
     * @throws BadRecordException if a column has another length
     */
    ShardColumns columns(StepShard shard) throws BadRecordException {
        int nodes = shard.getNodes();
        Columns.read(shard.getGamma(), columns.gamma(), 0, nodes, "gamma");
        Columns.read(shard.getTau(), columns.tau(), 0, nodes, "tau");
        Columns.read(shard.getWeightNorm(), columns.weightNorm(), 0, nodes, "weight_norm");
        if (shard.hasProbe()) {
            Columns.read(shard.getProbeEnergy(), columns.energy(), 0, nodes, "probe_energy");
            Columns.read(shard.getProbeCurvature(), columns.curvature(), 0, nodes, "probe_curvature");
        }
        return columns;
    }

    /** Returns the bad record that a refusal makes of a shard. */
    static BadRecordException refused(Refusal refusal, StepReport report, long versionInForce) {
        String where = "shard " + report.shard() + " of step " + report.step() + " of attempt " + report.attempt();
        return switch (refusal) {
            case WRONG_ATTEMPT -> new BadRecordException(Cause.WRONG_ATTEMPT, where + ": another attempt is running");
            case WRONG_SHAPE ->
                new BadRecordException(
                        Cause.WRONG_SHAPE,
                        where + ": nodes " + report.firstNode() + " and on, " + report.nodes() + " of them, in "
                                + report.shards() + " shards, are not what the manifest says");
            case FROM_THE_FUTURE ->
                new BadRecordException(Cause.FROM_THE_FUTURE, where + ": beyond the planned steps, or too far ahead");
            case FROM_THE_PAST -> new BadRecordException(Cause.FROM_THE_PAST, where + ": a later one came before");
            case UNKNOWN_VERSION ->
                new BadRecordException(
                        Cause.INVALID,
                        where + ": mask version " + report.maskVersion() + " was never announced, in force is "
                                + versionInForce);
        };
    }
}
