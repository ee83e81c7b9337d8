package io.plumbline.engine;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The way in and out of native memory: whole rows at a time, row-major, no copy in between. */
final class Native {

    private Native() {}

    /** Returns a float matrix outside any workspace, row by row, its numbers undefined. */
    static INDArray matrix(int rows, int columns) {
        return Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', rows, columns);
    }

    /** Copies as many rows as the matrix has. */
    static void write(float[][] rows, INDArray matrix) {
        FloatBuffer buffer = matrix.data().asNioFloat();
        int n = (int) matrix.size(0);
        for (int r = 0; r < n; r++) {
            buffer.put(r * rows[r].length, rows[r]);
        }
    }

    /** Copies the first numbers of a flat row-major array. */
    static void write(float[] flat, int length, INDArray matrix) {
        matrix.data().asNioFloat().put(0, flat, 0, length);
    }

    /** Fills every row of the matrix with one row. */
    static void writeEachRow(float[] row, INDArray matrix) {
        FloatBuffer buffer = matrix.data().asNioFloat();
        int n = (int) matrix.size(0);
        for (int r = 0; r < n; r++) {
            buffer.put(r * row.length, row);
        }
    }

    /** Returns the numbers of a matrix, row after row: the matrix itself. */
    static FloatBuffer rows(INDArray matrix) {
        requireRows(matrix);
        return matrix.data().asNioFloat();
    }

    /** Throws unless the matrix lies row after row. */
    static void requireRows(INDArray matrix) {
        if (matrix.ordering() != 'c') {
            throw new IllegalStateException("a matrix came out of the graph column by column");
        }
    }

    /** Copies as many rows as the matrix has. */
    static void read(INDArray matrix, float[][] rows) {
        FloatBuffer buffer = rows(matrix);
        int n = (int) matrix.size(0);
        for (int r = 0; r < n; r++) {
            buffer.get(r * rows[r].length, rows[r]);
        }
    }

    /**
     * c ← a·b + keep·c, by way of cᵀ = bᵀaᵀ: the library writes column by column, which read as rows is c.
     *
     * @param a [m, k]
     * @param b [k, n]
     * @param c [m, n]
     * @param keep 0 or 1
     */
    static void multiply(INDArray a, INDArray b, INDArray c, int keep) {
        Nd4j.gemm(b, a, c.transpose(), true, true, 1, keep);
    }

    /**
     * c ← a·bᵀ.
     *
     * @param a [m, k]
     * @param b [n, k]
     * @param c [m, n]
     */
    static void multiplyByTransposed(INDArray a, INDArray b, INDArray c) {
        Nd4j.gemm(b, a, c.transpose(), false, true, 1, 0);
    }

    /**
     * c ← aᵀ·b.
     *
     * @param a [k, m]
     * @param b [k, n]
     * @param c [m, n]
     */
    static void multiplyTransposed(INDArray a, INDArray b, INDArray c) {
        Nd4j.gemm(b, a, c.transpose(), true, false, 1, 0);
    }
}
