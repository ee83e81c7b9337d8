package io.plumbline.gate;

import io.plumbline.core.gating.Refusal;
import io.plumbline.core.gating.ShardColumns;
import io.plumbline.core.gating.StepReport;
import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.BadRecordException.Cause;
import io.plumbline.protocol.Columns;
import io.plumbline.protocol.v1.ColumnKind;
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

    private static StepReport.Applied applied(MaskApplied applied) {
        return new StepReport.Applied(applied.getLossBefore(), applied.getLossAfter());
    }

    /**
     * Returns the columns of a shard, good until the next call.
     *
     * @param shard of a shape that was not refused
     * @throws BadRecordException if a column is missing or has another length
     */
    ShardColumns columns(StepShard shard) throws BadRecordException {
        Columns.read(shard, ColumnKind.COLUMN_KIND_GAMMA, columns.gamma());
        Columns.read(shard, ColumnKind.COLUMN_KIND_TAU, columns.tau());
        Columns.read(shard, ColumnKind.COLUMN_KIND_WEIGHT_NORM, columns.weightNorm());
        if (shard.hasProbe()) {
            Columns.read(shard, ColumnKind.COLUMN_KIND_PROBE_ENERGY, columns.energy());
            Columns.read(shard, ColumnKind.COLUMN_KIND_PROBE_CURVATURE, columns.curvature());
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
            case UNKNOWN_VERSION, NOT_IN_FLIGHT ->
                new BadRecordException(
                        Cause.INVALID,
                        where + ": mask version " + report.maskVersion() + " was never announced, in force is "
                                + versionInForce);
        };
    }
}
