package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Diagonal operators, whose eigenvectors everybody can see: K = 4, H by entry, so that A has the eigenvalues 4·H. */
class KrylovTest {

    private static final int NUMBERS = 40;
    private static final double KERNEL = 4;

    private final double[] image = new double[NUMBERS];
    private int products;

    @Test
    void oneProductIsTheStepOfThePowerIteration() {
        // Given
        Krylov krylov = slowlyFalling();
        float[] start = start();
        double norm = Math.sqrt(KERNEL * NUMBERS);
        // When
        boolean found = krylov.search(start, 1, 1, 0);
        double along = krylov.best(image);
        // Then
        assertThat(found).isTrue();
        assertThat(products).isEqualTo(1);
        double expected = 0;
        for (int k = 0; k < NUMBERS; k++) {
            expected += KERNEL * eigenvalue(k) / NUMBERS;
            assertThat(image[k]).isCloseTo(KERNEL * eigenvalue(k) / norm, within(1e-12));
        }
        assertThat(along).isCloseTo(expected, within(1e-12));
    }

    @Test
    void comesNearerThanAsManyPowerIterations() {
        // Given
        double powered = 0;
        double norm = 0;
        int most = 5;
        for (int k = 0; k < NUMBERS; k++) {
            double entry = Math.pow(eigenvalue(k), most - 1);
            powered += eigenvalue(k) * entry * entry;
            norm += entry * entry;
        }
        Krylov krylov = slowlyFalling();
        // When
        krylov.search(start(), most, most, 0);
        // Then
        assertThat(krylov.size()).isEqualTo(most);
        assertThat(krylov.best(image)).isGreaterThan(powered / norm).isLessThanOrEqualTo(1 + 1e-12);
    }

    @Test
    void looksOnWhileTheResidualCannotBeTrusted() {
        // When
        Krylov krylov = slowlyFalling();
        krylov.search(start(), 2, 20, 0.05);
        // Then: more than two, yet not all
        assertThat(krylov.size()).isBetween(3, 19);
        double along = krylov.best(image);
        double squares = 0;
        for (double entry : image) {
            squares += KERNEL * entry * entry;
        }
        assertThat(Math.sqrt(squares - along * along) / Math.sqrt(squares)).isLessThan(0.1);
    }

    @Test
    void anEigenvectorLeavesNothingToExtend() {
        // Given
        float[] start = new float[NUMBERS];
        start[0] = 3;
        Krylov krylov = slowlyFalling();
        // When
        krylov.search(start, 20, 20, 0);
        // Then
        assertThat(krylov.size()).isEqualTo(1);
        assertThat(krylov.best(image)).isCloseTo(1, within(1e-12));
        assertThat(image[0]).isCloseTo(eigenvalue(0) * Math.sqrt(KERNEL), within(1e-12));
    }

    @Test
    void findsNothingWhereTheKernelTakesAllAway() {
        // Given
        Krylov krylov = new Krylov(new Diagonal(0), NUMBERS);
        // When
        boolean found = krylov.search(start(), 3, 20, 0.05);
        // Then
        assertThat(found).isFalse();
    }

    @Test
    void findsTheTopOfASmallMatrix() {
        // Given: eigenvalues 1, 3 and 9
        double[][] matrix = {{5, 4, 0}, {4, 5, 0}, {0, 0, 3}};
        // When
        double[] top = SmallSymmetric.topEigenvector(matrix, 3);
        // Then
        assertThat(Math.abs(top[0])).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(top[0] * top[1]).isCloseTo(0.5, within(1e-12));
        assertThat(top[2]).isZero();
    }

    private Krylov slowlyFalling() {
        return new Krylov(new Diagonal(KERNEL), NUMBERS);
    }

    private static float[] start() {
        float[] start = new float[NUMBERS];
        Arrays.fill(start, 1);
        return start;
    }

    /** Of H; those of A fall from 1. */
    private static double eigenvalue(int k) {
        return Math.pow(0.9, k) / KERNEL;
    }

    private final class Diagonal implements Krylov.Curvature {

        private final double kernel;

        Diagonal(double kernel) {
            this.kernel = kernel;
        }

        @Override
        public void kernel(double[] c, double[] into) {
            for (int k = 0; k < c.length; k++) {
                into[k] = kernel * c[k];
            }
        }

        @Override
        public void hessian(double[] q, double[] into) {
            products++;
            for (int k = 0; k < q.length; k++) {
                into[k] = eigenvalue(k) * q[k];
            }
        }
    }
}
