package io.plumbline.benchmarks;

import io.plumbline.protocol.BadRecordException;
import io.plumbline.protocol.Columns;
import io.plumbline.protocol.Topic;
import io.plumbline.protocol.Topics;
import io.plumbline.protocol.v1.ColumnKind;
import io.plumbline.protocol.v1.StepEvent;
import io.plumbline.protocol.v1.StepShard;
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

/** Writing and reading one shard of step statistics, four columns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

    /** Nodes of the shard. */
    @Param({"1024", "4096"})
    public int nodes;

    private final Topic<StepEvent> topic = Topics.standard().stepStats();
    private final float[][] read = new float[SyntheticRun.COLUMNS][4096];
    private SyntheticRun run;
    private byte[] written;

    /** Makes the shard. */
    @Setup
    public void setUp() {
        run = new SyntheticRun("codec", nodes);
        written = write();
    }

    /** From columns to the bytes of a record. */
    @Benchmark
    public byte[] write() {
        return run.event(1, 0, 0, false).toByteArray();
    }

    /** From the bytes of a record to columns. */
    @Benchmark
    public float[][] read() throws BadRecordException {
        StepShard shard = topic.parse(written).getShard();
        Columns.read(shard, ColumnKind.COLUMN_KIND_GAMMA, read[0]);
        Columns.read(shard, ColumnKind.COLUMN_KIND_TAU, read[1]);
        Columns.read(shard, ColumnKind.COLUMN_KIND_WEIGHT_NORM, read[2]);
        return read;
    }
}
