package io.plumbline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A diagonal operator, whose eigenvectors everybody can see. */
class KrylovTest {

    private static final NetworkSpec NETWORK = new NetworkSpec(3, List.of(4), 2, Activation.TANH);
    private final Krylov krylov = new Krylov(NETWORK.architecture());
    private final Parameters found = new Parameters(NETWORK.architecture());

    @Test
    void oneProductIsTheStepOfThePowerIteration() {
        // Given
        Parameters v = unit(11);
        Parameters image = image(v);
        krylov.begin(v);
        // When
        krylov.take(image);
        double along = krylov.best(found);
        // Then
        assertThat(along).isCloseTo(v.dot(image), within(1e-6));
        found.addScaled(image, -1);
        assertThat(found.dot(found)).isZero();
    }

    @Test
    void fourProductsComeNearerThanFivePowerIterations() {
        // Given
        Parameters v = unit(11);
        Parameters powered = unit(11);
        for (int n = 0; n < 5; n++) {
            Parameters image = image(powered);
            powered.fill(0);
            powered.addScaled(image, (float) (1 / Math.sqrt(image.dot(image))));
        }
        // When
        krylov.begin(v);
        boolean room = true;
        while (room) {
            Parameters image = image(krylov.next());
            krylov.take(image);
            room = krylov.extend(image);
        }
        double along = krylov.best(found);
        // Then
        assertThat(krylov.size()).isEqualTo(4);
        assertThat(along).isGreaterThan(powered.dot(image(powered))).isLessThanOrEqualTo(1 + 1e-6);
    }

    @Test
    void anEigenvectorLeavesNothingToExtend() {
        // Given
        Parameters v = new Parameters(NETWORK.architecture());
        v.rows(0)[0][0] = 1;
        Parameters image = image(v);
        krylov.begin(v);
        krylov.take(image);
        // When
        boolean room = krylov.extend(image);
        // Then
        assertThat(room).isFalse();
        assertThat(krylov.best(found)).isCloseTo(1, within(1e-6));
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

    private static Parameters unit(long seed) {
        Parameters normal = new Parameters(NETWORK.architecture());
        normal.fillNormal(seed);
        Parameters unit = new Parameters(NETWORK.architecture());
        unit.addScaled(normal, (float) (1 / Math.sqrt(normal.dot(normal))));
        return unit;
    }

    /** Eigenvalues fall slowly from 1, entry after entry. */
    private static Parameters image(Parameters v) {
        Parameters image = new Parameters(NETWORK.architecture());
        float eigenvalue = 1;
        for (int l = 0; l < v.tensors(); l++) {
            for (int r = 0; r < v.rows(l).length; r++) {
                for (int b = 0; b < v.rows(l)[r].length; b++) {
                    image.rows(l)[r][b] = eigenvalue * v.rows(l)[r][b];
                    eigenvalue *= 0.9f;
                }
            }
        }
        return image;
    }
}
