package io.plumbline.engine;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ‖row‖² of a native matrix, by the library that multiplies matrices for ND4J: it uses vector instructions for a sum to one
 * number, which the compiler of Java does not. Short rows are summed here, as the call would cost more. Reads the matrix as
 * it is when asked. Not thread safe.
 */
final class RowNorms {

    /** Below so many numbers the call costs more than the sum. */
    private static final int SHORT = 32;

    private static final FloatBuffer NONE = FloatBuffer.allocate(0);

    private final FloatPointer row;
    /** The matrix where its rows are short: a step that makes one of these for long rows makes no buffer. */
    private final FloatBuffer numbers;

    private final int columns;

    /** Of a float matrix, row by row, that outlives this. */
    RowNorms(INDArray matrix) {
        Native.requireRows(matrix);
        row = new FloatPointer(matrix.data().addressPointer());
        columns = (int) matrix.size(1);
        numbers = columns < SHORT ? Native.rows(matrix) : NONE;
    }

    /** Fills {@code into} with those of its first rows. */
    void read(float[] into) {
        for (int r = 0; r < into.length; r++) {
            into[r] = columns < SHORT ? sum(r * columns) : product(r);
        }
    }

    private float sum(int from) {
        float sum = 0;
        for (int b = from; b < from + columns; b++) {
            float number = numbers.get(b);
            sum += number * number;
        }
        return sum;
    }

    private float product(int r) {
        row.position((long) r * columns);
        return openblas_nolapack.cblas_sdot(columns, row, 1, row, 1);
    }
}
