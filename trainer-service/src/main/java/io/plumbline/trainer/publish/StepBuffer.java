package io.plumbline.trainer.publish;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.plumbline.protocol.v1.MaskApplied;
import io.plumbline.protocol.v1.Probe;
import io.plumbline.protocol.v1.StepScalars;
import io.plumbline.trainer.engine.ProbeRecord;
import io.plumbline.trainer.engine.StepRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * One step's statistics as little-endian bytes, in memory that is used again and again: filled by the training loop, read
 * by the publisher's thread, never both at once.
 */
final class StepBuffer {

    /** γ, τ, ‖w‖²; on probe steps also e and a. */
    private static final int COLUMNS = 5;
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
        this.bytes = new byte[Math.multiplyExact(COLUMNS * Float.BYTES, nodes)];
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

    /** Returns a part of a column without copying it: serialise it before the buffer is filled again. */
    ByteString column(int column, int from, int count) {
        return UnsafeByteOperations.unsafeWrap(bytes, (column * nodes + from) * Float.BYTES, count * Float.BYTES);
    }

    private void put(int column, float[] values) {
        floats.put(column * nodes, values, 0, nodes);
    }
}
