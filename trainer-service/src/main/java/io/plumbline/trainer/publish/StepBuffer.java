package io.plumbline.trainer.publish;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.plumbline.protocol.Columns;
import io.plumbline.protocol.v1.Column;
import io.plumbline.protocol.v1.ColumnKind;
import io.plumbline.protocol.v1.MaskApplied;
import io.plumbline.protocol.v1.Probe;
import io.plumbline.protocol.v1.StepScalars;
import io.plumbline.trainer.engine.ProbeRecord;
import io.plumbline.trainer.engine.StepRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step's statistics as little-endian bytes, in memory that is used again and again: filled by the training loop, read
 * by the publisher's thread, never both at once.
 */
final class StepBuffer {

    /** In the order of the buffer; those of the probe last. */
    private static final List<ColumnKind> COLUMNS = List.of(
            ColumnKind.COLUMN_KIND_GAMMA,
            ColumnKind.COLUMN_KIND_TAU,
            ColumnKind.COLUMN_KIND_WEIGHT_NORM,
            ColumnKind.COLUMN_KIND_PROBE_ENERGY,
            ColumnKind.COLUMN_KIND_PROBE_CURVATURE);

    private static final int OF_PROBE = 2;
    /** What a step takes beside its columns, roughly. */
    private static final long OVERHEAD = 512;

    private final int nodes;
    private final byte[] bytes;
    private final FloatBuffer floats;

    private long step;
    private long maskVersion;
    private StepScalars scalars = StepScalars.getDefaultInstance();
    private Optional<Probe> probe = Optional.empty();
    private Optional<MaskApplied> applied = Optional.empty();

    StepBuffer(int nodes) {
        this.nodes = nodes;
        this.bytes = new byte[Math.multiplyExact(COLUMNS.size() * Float.BYTES, nodes)];
        this.floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    /** Returns the bytes that it counts for in a queue. */
    long size() {
        return bytes.length + OVERHEAD;
    }

    /** Copies a step's columns. */
    void fill(StepHeader header, StepRecord record) {
        step = header.step();
        maskVersion = header.maskVersion();
        applied = header.applied();
        probe = Optional.empty();
        scalars = StepScalars.newBuilder()
                .setLoss(record.loss())
                .setUpdateDot(record.updateDot())
                .setExampleGradient(record.exampleGradient())
                .build();
        put(0, record.gamma());
        put(1, record.tau());
        put(2, record.weightNorm());
    }

    /** Adds what the probe of the same step measured. */
    void fill(ProbeRecord record) {
        probe = Optional.of(Probes.message(record));
        put(3, record.energyColumn());
        put(4, record.curvatureColumn());
    }

    long step() {
        return step;
    }

    long maskVersion() {
        return maskVersion;
    }

    StepScalars scalars() {
        return scalars;
    }

    Optional<Probe> probe() {
        return probe;
    }

    Optional<MaskApplied> applied() {
        return applied;
    }

    /** Returns parts of all columns without copying them: serialise them before the buffer is filled again. */
    List<Column> columns(int from, int count) {
        int filled = COLUMNS.size() - (probe.isPresent() ? 0 : OF_PROBE);
        List<Column> columns = new ArrayList<>(filled);
        for (int c = 0; c < filled; c++) {
            columns.add(Columns.of(COLUMNS.get(c), part(c, from, count)));
        }
        return columns;
    }

    private ByteString part(int column, int from, int count) {
        return UnsafeByteOperations.unsafeWrap(bytes, (column * nodes + from) * Float.BYTES, count * Float.BYTES);
    }

    private void put(int column, float[] values) {
        floats.put(column * nodes, values, 0, nodes);
    }
}
