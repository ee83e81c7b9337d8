package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class RowNormsTest {

    private static final int ROWS = 5;

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 31, 32, 513})
    void areSumsOfTheSquaresOfEveryRow(int columns) {
        // Given
        Random random = new Random(columns);
        float[][] rows = new float[ROWS][columns];
        double[] expected = new double[ROWS];
        for (int r = 0; r < ROWS; r++) {
            for (int b = 0; b < columns; b++) {
                rows[r][b] = random.nextFloat() - 0.5f;
                expected[r] += (double) rows[r][b] * rows[r][b];
            }
        }
        try (INDArray matrix = Native.matrix(ROWS, columns)) {
            RowNorms norms = new RowNorms(matrix);
            // When: the matrix is filled later
            Native.write(rows, matrix);
            float[] found = new float[ROWS];
            norms.read(found);
            // Then
            for (int r = 0; r < ROWS; r++) {
                assertThat((double) found[r]).isCloseTo(expected[r], within(1e-6 * columns));
            }
        }
    }

    @Test
    void refusesAMatrixThatLiesColumnByColumn() {
        try (INDArray matrix = Nd4j.createUninitializedDetached(DataType.FLOAT, 'f', ROWS, 3)) {
            assertThatThrownBy(() -> new RowNorms(matrix)).hasMessageContaining("column by column");
        }
    }
}
