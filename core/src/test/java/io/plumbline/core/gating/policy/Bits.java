package io.plumbline.core.gating.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Comparisons bit for bit: 0 is not −0, NaN is NaN. */
final class Bits {

    private Bits() {}

    static void assertSame(double[] actual, double[] expected, String what) {
        assertThat(hex(actual)).as(what).isEqualTo(hex(expected));
    }

    private static String[] hex(double[] values) {
        return Arrays.stream(values).mapToObj(Double::toHexString).toArray(String[]::new);
    }

    /** Returns a number of any size, evenly by its bits: tiny ones, infinite ones and NaN, too. */
    static double any(SplittableRandom random) {
        return Double.longBitsToDouble(random.nextLong());
    }

    /** Returns the numbers around one, in both signs: so many steps to either side. */
    static double[] around(double x, int steps) {
        long bits = Double.doubleToRawLongBits(x);
        double[] near = new double[2 * (2 * steps + 1)];
        for (int i = 0; i < near.length / 2; i++) {
            near[2 * i] = Double.longBitsToDouble(bits + i - steps);
            near[2 * i + 1] = -near[2 * i];
        }
        return near;
    }
}
