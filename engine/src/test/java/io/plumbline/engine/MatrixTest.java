package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products and sums against plain loops; sizes around those at which libraries change their ways. */
class MatrixTest {

    private static final int ROWS = 5;

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 2, 5", "32, 17, 33", "7, 64, 3"})
    void multipliesInAllOrders(int m, int k, int n) {
        // Given
        float[][] a = drawn(m, k, 1);
        float[][] b = drawn(k, n, 2);
        double[][] expected = product(a, b);
        try (Matrix left = of(a);
                Matrix right = of(b);
                Matrix leftTransposed = of(transposed(a));
                Matrix rightTransposed = of(transposed(b));
                Matrix c = new Matrix(m, n)) {
            // When, then
            c.product(left, right, 0);
            assertHolds(c, expected, 1);
            c.product(left, right, 1);
            assertHolds(c, expected, 2);
            c.productByTransposed(left, rightTransposed);
            assertHolds(c, expected, 1);
            c.productOfTransposed(leftTransposed, right);
            assertHolds(c, expected, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 31, 32, 513})
    void sumsTheSquaresOfEveryRow(int columns) {
        // Given
        float[][] rows = drawn(ROWS, columns, columns);
        try (Matrix matrix = of(rows)) {
            float[] found = new float[ROWS];
            // When
            matrix.rowSquares(found);
            // Then
            for (int r = 0; r < ROWS; r++) {
                double expected = 0;
                for (float number : rows[r]) {
                    expected += (double) number * number;
                }
                assertThat((double) found[r]).isCloseTo(expected, within(1e-6 * columns));
            }
        }
    }

    @Test
    void appliesFunctionsToEveryEntry() {
        // Given
        float[][] rows = drawn(ROWS, 7, 3);
        try (Matrix tanh = of(rows);
                Matrix sigmoid = of(rows);
                Matrix sum = of(rows)) {
            // When
            tanh.tanh();
            sigmoid.sigmoid(1.5);
            sum.add(2);
            // Then
            for (int r = 0; r < ROWS; r++) {
                for (int b = 0; b < 7; b++) {
                    double x = rows[r][b];
                    assertThat(entry(tanh, r, b)).isCloseTo(Math.tanh(x), within(1e-6));
                    assertThat(entry(sigmoid, r, b)).isCloseTo(1 / (1 + Math.exp(-1.5 * x)), within(1e-6));
                    assertThat(entry(sum, r, b)).isCloseTo(x + 2, within(1e-6));
                }
            }
        }
    }

    private static void assertHolds(Matrix found, double[][] expected, int times) {
        for (int r = 0; r < expected.length; r++) {
            for (int b = 0; b < expected[r].length; b++) {
                assertThat(entry(found, r, b)).isCloseTo(times * expected[r][b], within(1e-5));
            }
        }
    }

    private static double entry(Matrix matrix, int r, int b) {
        float[] row = new float[matrix.columns()];
        matrix.read(r, row);
        return row[b];
    }

    private static Matrix of(float[][] rows) {
        Matrix matrix = new Matrix(rows.length, rows[0].length);
        matrix.write(rows);
        return matrix;
    }

    private static float[][] drawn(int rows, int columns, long seed) {
        Random random = new Random(seed);
        float[][] drawn = new float[rows][columns];
        for (float[] row : drawn) {
            for (int b = 0; b < columns; b++) {
                row[b] = random.nextFloat() - 0.5f;
            }
        }
        return drawn;
    }

    private static float[][] transposed(float[][] rows) {
        float[][] transposed = new float[rows[0].length][rows.length];
        for (int r = 0; r < rows.length; r++) {
            for (int b = 0; b < rows[r].length; b++) {
                transposed[b][r] = rows[r][b];
            }
        }
        return transposed;
    }

    private static double[][] product(float[][] a, float[][] b) {
        double[][] product = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    product[i][j] += (double) a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }
}
