package io.plumbline.trainer.engine;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * ‖row‖² of a native matrix, by the library that multiplies matrices for ND4J: it uses vector instructions for a sum to one
 * number, which the compiler of Java does not. Reads the matrix as it is when asked. Not thread safe.
 */
final class RowNorms {

    private final FloatPointer row;
    private final int columns;

    /** Of a float matrix, row by row, that outlives this. */
    RowNorms(INDArray matrix) {
        Native.requireRows(matrix);
        row = new FloatPointer(matrix.data().addressPointer());
        columns = (int) matrix.size(1);
    }

    /** Returns ‖row r‖². */
    float of(int r) {
        row.position((long) r * columns);
        return openblas_nolapack.cblas_sdot(columns, row, 1, row, 1);
    }

    /** Fills {@code into} with those of its first rows. */
    void read(float[] into) {
        for (int r = 0; r < into.length; r++) {
            into[r] = of(r);
        }
    }
}
