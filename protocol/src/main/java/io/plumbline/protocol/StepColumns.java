package io.plumbline.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.plumbline.protocol.v1.Column;
import io.plumbline.protocol.v1.ColumnKind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The columns of one step in their wire form, one value per node, in memory that is used for every step: shards are
 * written from it without another copy. What reads them is {@link io.plumbline.core.gating.ShardColumns}. Not thread
 * safe.
 */
public final class StepColumns {

    /** In the order of the memory and of the record; those of the probe last. */
    private static final List<ColumnKind> KINDS = List.of(
            ColumnKind.COLUMN_KIND_GAMMA,
            ColumnKind.COLUMN_KIND_TAU,
            ColumnKind.COLUMN_KIND_WEIGHT_NORM,
            ColumnKind.COLUMN_KIND_PROBE_ENERGY,
            ColumnKind.COLUMN_KIND_PROBE_CURVATURE,
            ColumnKind.COLUMN_KIND_GATE_CURVATURE);

    private static final int OF_STEP = 3;
    /** Of every probe: the last column is not of all. */
    private static final int OF_PROBE = 2;

    private final int nodes;
    private final byte[] bytes;
    private final FloatBuffer floats;
    private boolean hasGateCurvature;

    /**
     * Makes room for the columns of a network.
     *
     * @param nodes N, at least 1
     */
    public StepColumns(int nodes) {
        this.nodes = nodes;
        this.bytes = new byte[Math.multiplyExact(KINDS.size() * Float.BYTES, nodes)];
        this.floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    /** Returns how many bytes it holds, those of a probe included. */
    public int size() {
        return bytes.length;
    }

    /**
     * Copies the columns of a step.
     *
     * @param gamma γ_b, nats per gate, of N nodes
     * @param tau τ_b, nats²
     * @param weightNorm ‖w_b‖² after the update
     */
    public void step(float[] gamma, float[] tau, float[] weightNorm) {
        put(0, gamma);
        put(1, tau);
        put(2, weightNorm);
    }

    /**
     * Copies the columns of the probe of the same step.
     *
     * @param energy e_b of the probe batch, of N nodes
     * @param curvature a_b of the probe batch
     * @param gateCurvature h_b of the probe batch; NaN of all nodes where it was not measured: then there is no such column
     */
    public void probe(float[] energy, float[] curvature, float[] gateCurvature) {
        put(OF_STEP, energy);
        put(OF_STEP + 1, curvature);
        put(OF_STEP + OF_PROBE, gateCurvature);
        hasGateCurvature = !Float.isNaN(gateCurvature[0]);
    }

    /** Returns a part of every column, of the same memory: serialise it before the memory is filled again. */
    List<Column> part(int from, int count, boolean probe) {
        Objects.checkFromIndexSize(from, count, nodes);
        int filled = OF_STEP + (probe ? OF_PROBE + (hasGateCurvature ? 1 : 0) : 0);
        List<Column> columns = new ArrayList<>(filled);
        for (int c = 0; c < filled; c++) {
            columns.add(Columns.of(KINDS.get(c), part(c, from, count)));
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
