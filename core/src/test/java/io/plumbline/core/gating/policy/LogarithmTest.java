package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.core.random.Draws;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogarithmTest {

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Logarithms many = new Logarithms(1);
    private final double[] one = new double[1];
    private final double[] logs = new double[1];

    @Test
    void isThatOfStrictMathForDraws() {
        Draws draws = Draws.of(seed, 1);
        for (int i = 0; i < 1_000_000; i++) {
            double u = draws.nextDouble();
            check(u);
            check(1 - u);
        }
    }

    @Test
    void isThatOfStrictMathForNumbersOfAnySize() {
        for (int i = 0; i < 1_000_000; i++) {
            check(Bits.any(random));
            check(Math.scalb(1 + random.nextDouble(), random.nextInt(-60, 12)));
        }
    }

    /** Near powers of 2, where 1 + f leaves [sqrt(½), sqrt(2)], and where fdlibm sums otherwise. */
    @Test
    void isThatOfStrictMathAroundItsThresholds() {
        long[] fractions = {0, 0x2L << 32, 0x3L << 32, 0x6147aL << 32, 0x6a09cL << 32, 0x6b851L << 32, 0xffffdL << 32};
        for (long fraction : fractions) {
            for (int exponent : new int[] {-1022, -60, -1, 0, 1, 5, 1023}) {
                double x = Math.scalb(Double.longBitsToDouble(0x3ff0000000000000L | fraction), exponent);
                for (double near : Bits.around(x, 500)) {
                    check(near);
                }
                IntStream.range(-500, 500).forEach(i -> check(x * (1 + i * 0x1p-23)));
            }
        }
        check(0);
        check(-0.0);
        check(1);
        check(2);
        check(Double.NaN);
        check(Double.POSITIVE_INFINITY);
        check(Double.NEGATIVE_INFINITY);
        check(Double.MIN_VALUE);
        check(Double.MAX_VALUE);
    }

    private void check(double x) {
        one[0] = x;
        many.of(one, logs, 1);
        check(x, Logarithm.of(x));
        check(x, logs[0]);
    }

    private void check(double x, double actual) {
        double expected = StrictMath.log(x);
        if (Double.doubleToLongBits(actual) != Double.doubleToLongBits(expected)) {
            assertThat(actual)
                    .as("log %s, seed %s", Double.toHexString(x), seed)
                    .isEqualTo(expected);
        }
    }
}
