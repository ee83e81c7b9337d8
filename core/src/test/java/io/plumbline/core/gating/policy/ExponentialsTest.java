package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExponentialsTest {

    private static final double LN2 = StrictMath.log(2);

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void areThoseOfStrictMathInTheRangeOfUse() {
        checkDrawn(() -> 100 * (random.nextDouble() - 0.5));
        checkDrawn(() -> 4 * (random.nextDouble() - 0.5));
    }

    @Test
    void areThoseOfStrictMathUpToOverflowAndDownToNothing() {
        checkDrawn(() -> 1600 * (random.nextDouble() - 0.5));
    }

    @Test
    void areThoseOfStrictMathForNumbersOfAnySize() {
        checkDrawn(() -> Bits.any(random));
        checkDrawn(() -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(-60, 12)));
    }

    /** Where fdlibm goes another way: up to ½ ln 2 by the upper half of the bits, 1½ ln 2, 2⁻²⁸, where 2^k would overflow. */
    @Test
    void areThoseOfStrictMathAroundItsThresholds() {
        double window = Double.longBitsToDouble(0x3fd62e4300000000L);
        double end = Double.longBitsToDouble(0x3ff0a2b200000000L);
        double[] thresholds = {
            0,
            Double.MIN_NORMAL,
            0x1p-54,
            0x1p-53,
            0x1p-28,
            0x1p-27,
            window,
            0.5 * LN2,
            end,
            1.5 * LN2,
            22,
            44,
            690,
            700,
            708.3964185322641,
            709.782712893384,
            745.1332191019411,
            0x1p31,
            0x1p51,
            0x1p52,
            Double.MAX_VALUE
        };
        check(DoubleStream.of(thresholds)
                .flatMap(x -> DoubleStream.of(Bits.around(x, 2000)))
                .toArray());
        check(IntStream.range(0, 10_000)
                .mapToDouble(i -> 0.5 * LN2 + i * 0x1p-41)
                .toArray());
        check(0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE);
    }

    /** There x/ln 2 is rounded away from 0, and its own rounding decides. */
    @Test
    void areThoseOfStrictMathHalfwayBetweenIntegers() {
        check(IntStream.range(0, 1100)
                .mapToDouble(k -> (k + 0.5) * LN2)
                .flatMap(x -> DoubleStream.of(Bits.around(x, 50)))
                .toArray());
    }

    private void checkDrawn(DoubleSupplier draw) {
        for (int i = 0; i < 1000; i++) {
            check(DoubleStream.generate(draw).limit(500).toArray());
        }
    }

    private void check(double... x) {
        double[] powers = new double[x.length];
        new Exponentials(x.length).of(x, powers, x.length);
        double[] expected = Arrays.stream(x).map(StrictMath::exp).toArray();
        int differing = Arrays.mismatch(powers, expected);
        assertThat(differing)
                .withFailMessage(() -> "seed " + seed + ": e^" + x[differing] + " = " + powers[differing] + ", not "
                        + expected[differing])
                .isEqualTo(-1);
    }
}
