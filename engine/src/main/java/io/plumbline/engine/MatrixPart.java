package io.plumbline.engine;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Rows of numbers in a matrix that lie a stride apart, from a number on that moves: a factor where it lies, or room for a product, such
 * as the columns of a head. Nothing is allocated after the constructor. Not thread safe.
 */
final class MatrixPart {

    private static final int ROWS = openblas_nolapack.CblasRowMajor;
    private static final int PLAIN = openblas_nolapack.CblasNoTrans;
    private static final int TURNED = openblas_nolapack.CblasTrans;

    private final FloatPointer numbers;
    private int rows;
    private final int columns;
    private final int stride;

    /**
     * Prepares; the memory is the matrix's.
     *
     * @param stride numbers from the begin of a row to that of the next
     */
    MatrixPart(FloatPointer numbers, int rows, int columns, int stride) {
        this.numbers = new FloatPointer(numbers);
        this.rows = rows;
        this.columns = columns;
        this.stride = stride;
    }

    /** Moves to where its first row begins. */
    MatrixPart from(long number) {
        numbers.position(number);
        return this;
    }

    /** Moves to where its first row begins, and takes so many of them. */
    MatrixPart from(long number, int count) {
        rows = count;
        return from(number);
    }

    /** this ← factor·a·b + keep·this. */
    void product(float factor, MatrixPart a, MatrixPart b, float keep) {
        openblas_nolapack.cblas_sgemm(
                ROWS, PLAIN, PLAIN, rows, columns, a.columns, factor, a.numbers, a.stride, b.numbers, b.stride, keep,
                numbers, stride);
    }

    /** this ← factor·a·bᵀ + keep·this. */
    void productByTransposed(float factor, MatrixPart a, MatrixPart b, float keep) {
        openblas_nolapack.cblas_sgemm(
                ROWS, PLAIN, TURNED, rows, columns, a.columns, factor, a.numbers, a.stride, b.numbers, b.stride, keep,
                numbers, stride);
    }

    /** this ← factor·aᵀ·b. */
    void productOfTransposed(float factor, MatrixPart a, MatrixPart b) {
        openblas_nolapack.cblas_sgemm(
                ROWS, TURNED, PLAIN, rows, columns, a.rows, factor, a.numbers, a.stride, b.numbers, b.stride, 0,
                numbers, stride);
    }
}
