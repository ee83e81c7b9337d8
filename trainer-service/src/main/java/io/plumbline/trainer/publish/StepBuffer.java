package io.plumbline.trainer.publish;

import io.plumbline.core.gating.StepReport;
import io.plumbline.core.model.Shards;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.StepRecord;
import io.plumbline.protocol.ShardCodec;
import io.plumbline.protocol.StepColumns;
import io.plumbline.protocol.v1.StepShard;
import java.util.Optional;

/**
 * One step's statistics, in memory that is used again and again: filled by the training loop, read by the publisher's
 * thread, never both at once.
 */
final class StepBuffer {

    /** Roughly what a step takes beside its columns, in bytes. */
    private static final long OVERHEAD = 512;

    private final StepColumns columns;

    private StepHeader header = new StepHeader(0, 0, Optional.empty());
    private StepReport.Scalars scalars = new StepReport.Scalars(Double.NaN, Double.NaN, Double.NaN);
    private Optional<StepReport.Probe> probe = Optional.empty();

    StepBuffer(int nodes) {
        this.columns = new StepColumns(nodes);
    }

    /** Returns the bytes that it counts for in a queue. */
    long size() {
        return columns.size() + OVERHEAD;
    }

    /** Copies what a step measured. */
    void fill(StepHeader of, StepRecord record) {
        header = of;
        scalars = StepReports.of(record);
        probe = Optional.empty();
        columns.step(record.gamma(), record.tau(), record.weightNorm());
    }

    /** Adds what the probe of the same step measured. */
    void fill(ProbeRecord record) {
        probe = Optional.of(StepReports.of(record));
        columns.probe(record.energyColumn(), record.curvatureColumn(), record.gateCurvatureColumn());
    }

    long step() {
        return header.step();
    }

    /** Returns a shard, its columns not copied: serialise it before the buffer is filled again. */
    StepShard shard(RunKey key, Shards shards, int shard) {
        StepReport report = new StepReport(
                key.attempt(),
                header.step(),
                shard,
                shards.count(),
                shards.first(shard),
                shards.size(shard),
                header.maskVersion(),
                scalars,
                probe,
                header.applied());
        return ShardCodec.write(key.run(), report, columns);
    }
}
