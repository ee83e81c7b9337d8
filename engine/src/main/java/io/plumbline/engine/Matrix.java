package io.plumbline.engine;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A float matrix in ND4J's native memory, row after row. Products go straight to the library that multiplies for ND4J: its own
 * way there makes views and a context for every call, which takes longer than the product of narrow layers. Nothing is
 * allocated after the constructor. Not thread safe.
 */
final class Matrix implements AutoCloseable {

    /** Below so many numbers a call for a sum costs more than the sum. */
    private static final int SHORT = 32;

    private final int rows;
    private final int columns;
    private final INDArray array;
    private final FloatPointer numbers;
    private final FloatBuffer buffer;
    /** Its place is where a row begins. */
    private final FloatPointer row;

    /** Of zeros. */
    Matrix(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        array = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', rows, columns)
                .assign(0);
        numbers = new FloatPointer(array.data().addressPointer());
        buffer = array.data().asNioFloat();
        row = new FloatPointer(numbers);
    }

    /** As other rows of the same numbers. */
    private Matrix(Matrix of, int columns) {
        this.rows = Math.toIntExact((long) of.rows * of.columns / columns);
        this.columns = columns;
        array = of.array;
        numbers = of.numbers;
        buffer = of.buffer;
        row = new FloatPointer(numbers);
    }

    /**
     * Returns the same numbers in rows of another length: the memory itself, closed with this one.
     *
     * @param length of a row; the number of all numbers is a multiple
     */
    Matrix reshaped(int length) {
        return new Matrix(this, length);
    }

    /**
     * Returns a part of it, at its beginning: the memory itself, valid until this is closed.
     *
     * @param stride numbers from the begin of one of its rows to that of the next
     */
    MatrixPart part(int partRows, int partColumns, int stride) {
        return new MatrixPart(numbers, partRows, partColumns, stride);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** Copies all rows in. */
    void write(float[][] from) {
        for (int r = 0; r < rows; r++) {
            buffer.put(r * columns, from[r], 0, columns);
        }
    }

    /** Copies the first {@code count} numbers of a flat array in, row after row. */
    void write(float[] flat, int count) {
        buffer.put(0, flat, 0, count);
    }

    /** Copies numbers in from place {@code at} on, counted row after row. */
    void writeAt(int at, float[] from) {
        buffer.put(at, from, 0, from.length);
    }

    /** Copies numbers out from place {@code at} on, counted row after row. */
    void readAt(int at, float[] into) {
        buffer.get(at, into, 0, into.length);
    }

    /** Copies one row in. */
    void write(int r, float[] from) {
        buffer.put(r * columns, from, 0, columns);
    }

    /** Copies {@code count} numbers of another matrix to place {@code at}, both counted row after row. */
    void copy(Matrix from, int first, int at, int count) {
        buffer.put(at, from.buffer, first, count);
    }

    /** Makes every row the same. */
    void writeEachRow(float[] from) {
        for (int r = 0; r < rows; r++) {
            write(r, from);
        }
    }

    /** Copies all rows out. */
    void read(float[][] into) {
        for (int r = 0; r < rows; r++) {
            buffer.get(r * columns, into[r], 0, columns);
        }
    }

    /** Copies one row out. */
    void read(int r, float[] into) {
        buffer.get(r * columns, into, 0, columns);
    }

    /**
     * this ← a·b + keep·this.
     *
     * @param a [rows, k]
     * @param b [k, columns]
     * @param keep 0 or 1
     */
    void product(Matrix a, Matrix b, float keep) {
        multiply(0, rows, a.from(0), openblas_nolapack.CblasNoTrans, b.from(0), openblas_nolapack.CblasNoTrans, keep);
    }

    /**
     * this ← a·bᵀ.
     *
     * @param a [rows, k]
     * @param b [columns, k]
     */
    void productByTransposed(Matrix a, Matrix b) {
        productByTransposed(a, 0, b);
    }

    /**
     * this ← (rows of a from {@code first} on)·bᵀ.
     *
     * @param a of as many columns as b
     * @param b [columns, k]
     */
    void productByTransposed(Matrix a, int first, Matrix b) {
        multiply(0, rows, a.from(first), openblas_nolapack.CblasNoTrans, b.from(0), openblas_nolapack.CblasTrans, 0);
    }

    /**
     * this ← aᵀ·b.
     *
     * @param a [k, rows]
     * @param b [k, columns]
     */
    void productOfTransposed(Matrix a, Matrix b) {
        productOfTransposed(a, b, 0, 0);
    }

    /**
     * Rows from {@code first} on of this ← a·b + keep·this.
     *
     * @param a [k, m]
     * @param b [m, columns]
     * @param keep 0 or 1
     */
    void productOfRows(int first, Matrix a, Matrix b, float keep) {
        multiply(
                first,
                a.rows,
                a.from(0),
                openblas_nolapack.CblasNoTrans,
                b.from(0),
                openblas_nolapack.CblasNoTrans,
                keep);
    }

    /**
     * this ← aᵀ·(rows of b from {@code first} on) + keep·this.
     *
     * @param a [k, rows]
     * @param b at least k rows from there on, of as many columns as this
     * @param keep 0 or 1
     */
    void productOfTransposed(Matrix a, Matrix b, int first, float keep) {
        multiply(0, rows, a.from(0), openblas_nolapack.CblasTrans, b.from(first), openblas_nolapack.CblasNoTrans, keep);
    }

    /** Puts the pointer to where a row begins. */
    private Matrix from(int first) {
        row.position((long) first * columns);
        return this;
    }

    /** So many rows of this from {@code first} on ← a·b + keep·them, the factors as they are or transposed, from where they stand. */
    private void multiply(int first, int count, Matrix a, int ofA, Matrix b, int ofB, float keep) {
        openblas_nolapack.cblas_sgemm(
                openblas_nolapack.CblasRowMajor,
                ofA,
                ofB,
                count,
                columns,
                ofA == openblas_nolapack.CblasNoTrans ? a.columns : a.rows,
                1,
                a.row,
                a.columns,
                b.row,
                b.columns,
                keep,
                from(first).row,
                columns);
    }

    /**
     * this ← this + a·bᵀ.
     *
     * @param a [rows, k]
     * @param b [columns, k]
     */
    void addProductByTransposed(Matrix a, Matrix b) {
        multiply(0, rows, a.from(0), openblas_nolapack.CblasNoTrans, b.from(0), openblas_nolapack.CblasTrans, 1);
    }

    /** Takes eˣ of every entry x. */
    void exponential() {
        Transforms.exp(array, false);
    }

    /** Adds a number to every entry. */
    void add(float number) {
        array.addi(number);
    }

    /** Takes the hyperbolic tangent of every entry. */
    void tanh() {
        Transforms.tanh(array, false);
    }

    /** Takes σ(factor·x) of every entry x. */
    void sigmoid(double factor) {
        Transforms.sigmoid(array.muli(factor), false);
    }

    /**
     * Sums the squares of every row.
     *
     * <p>The native library uses vector instructions for a sum to one number, which the compiler of Java does not.
     *
     * @param into ‖row‖², [rows]
     */
    void rowSquares(float[] into) {
        for (int r = 0; r < rows; r++) {
            if (columns < SHORT) {
                into[r] = sumOfSquares(r * columns);
            } else {
                row.position((long) r * columns);
                into[r] = openblas_nolapack.cblas_sdot(columns, row, 1, row, 1);
            }
        }
    }

    private float sumOfSquares(int from) {
        float sum = 0;
        for (int b = from; b < from + columns; b++) {
            sum += buffer.get(b) * buffer.get(b);
        }
        return sum;
    }

    @Override
    public void close() {
        array.close();
    }
}
