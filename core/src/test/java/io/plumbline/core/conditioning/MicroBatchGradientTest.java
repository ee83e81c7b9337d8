package io.plumbline.core.conditioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations are taken exactly, over every batch that a small population can give. */
class MicroBatchGradientTest {

    /** Per-example gradients of the whole population. */
    private static final double[][] POPULATION = {{1, 0.5}, {-0.4, 2}, {0.3, -0.7}};

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 1", "2, 2", "4, 1"})
    void isUnbiasedOverAllBatches(int k, int perMicroBatch) {
        // Given
        int examples = k * perMicroBatch;
        int batches = (int) Math.pow(POPULATION.length, examples);

        // When
        double gradient = 0;
        double example = 0;
        double naive = 0;
        for (int code = 0; code < batches; code++) {
            MicroBatchGradient batch = batch(code, k, perMicroBatch);
            gradient += batch.squaredNorm() / batches;
            example += batch.exampleSquaredNorm() / batches;
            naive += batch.normOfMean() / batches;
        }

        // Then
        double truth = squares(mean(POPULATION));
        assertThat(gradient).isCloseTo(truth, within(1e-12));
        assertThat(example).isCloseTo(meanSquares(POPULATION), within(1e-12));
        assertThat(naive).isGreaterThan(1.2 * truth);
    }

    @Test
    void isTheMeanOfPerExampleNormsWhereEveryExampleIsAMicroBatch() {
        MicroBatchGradient batch = new MicroBatchGradient(3, 3, squares(mean(POPULATION)), meanSquares(POPULATION));

        assertThat(batch.exampleSquaredNorm()).isCloseTo(meanSquares(POPULATION), within(1e-12));
    }

    @Test
    void correctsNothingWithoutNoise() {
        MicroBatchGradient batch = new MicroBatchGradient(4, 128, 2.5, 2.5);

        assertThat(batch.squaredNorm()).isEqualTo(2.5);
        assertThat(batch.exampleSquaredNorm()).isEqualTo(2.5);
    }

    @Test
    void goesBelowZeroWhereThereIsOnlyNoise() {
        assertThat(new MicroBatchGradient(4, 128, 0, 1).squaredNorm()).isNegative();
    }

    @Test
    void isUnknownWhereNormsAreInfinite() {
        double infinite = Double.POSITIVE_INFINITY;

        assertThat(new MicroBatchGradient(4, 128, infinite, infinite).squaredNorm())
                .isNaN();
    }

    @Test
    void refusesWhatIsNoBatch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MicroBatchGradient(1, 128, 1, 1))
                .withMessage("the correction needs at least 2 micro-batches, got 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new MicroBatchGradient(4, 3, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new MicroBatchGradient(4, 8, Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new MicroBatchGradient(4, 8, 1, -1));
    }

    /** The batch whose examples are the digits of {@code code} in base 3. */
    private static MicroBatchGradient batch(int code, int k, int perMicroBatch) {
        double[][] micro = new double[k][];
        int rest = code;
        for (int j = 0; j < k; j++) {
            double[][] part = new double[perMicroBatch][];
            for (int i = 0; i < perMicroBatch; i++) {
                part[i] = POPULATION[rest % 3];
                rest /= 3;
            }
            micro[j] = mean(part);
        }
        return new MicroBatchGradient(k, k * perMicroBatch, squares(mean(micro)), meanSquares(micro));
    }

    private static double[] mean(double[][] vectors) {
        double[] mean = new double[2];
        for (double[] v : vectors) {
            mean[0] += v[0] / vectors.length;
            mean[1] += v[1] / vectors.length;
        }
        return mean;
    }

    private static double squares(double[] v) {
        return v[0] * v[0] + v[1] * v[1];
    }

    private static double meanSquares(double[][] vectors) {
        double sum = 0;
        for (double[] v : vectors) {
            sum += squares(v);
        }
        return sum / vectors.length;
    }
}
