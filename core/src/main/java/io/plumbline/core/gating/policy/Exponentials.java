package io.plumbline.core.gating.policy;

/**
 * e^x of many numbers, each the bits of {@link StrictMath#exp}, several times as fast: the algorithm of fdlibm's e_exp.c,
 * without its branches, so that the compiler makes vectors of the loop and the processor need not guess.
 *
 * <p>With k = x/ln 2 rounded, r = x − k·ln 2, e^x = 2^k·e^r. fdlibm takes another path if |x| is tiny or huge, and
 * rounds x/ln 2 differently if it is about halfway between two integers; StrictMath computes such x, a few in a
 * million. Mutable scratch, confined to one proposal.
 */
final class Exponentials {

    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final double INVERSE_LN2 = 0x1.71547652b82fep0;
    /** Coefficients of fdlibm's rational approximation of e^r. */
    private static final double P1 = 0x1.555555555553ep-3;

    private static final double P2 = -0x1.6c16c16bebd93p-9;
    private static final double P3 = 0x1.1566aaf25de2cp-14;
    private static final double P4 = -0x1.bbd41c5d26bf1p-20;
    private static final double P5 = 0x1.6376972bea4d0p-25;

    /** Added to a number below 2⁵¹, it leaves the nearest integer in the last bits. */
    private static final double TO_INTEGER = 0x1.8p52;
    /** Multiplied by this, numbers beyond ±700 overflow: there 2^k might overflow, too. */
    private static final double OVERFLOWS = Double.MAX_VALUE / 700;

    private static final int BIAS = 1023;
    private static final int EXPONENT_SHIFT = 52;
    /** How far x/ln 2 may be from its integer: |x| at least 2⁻²⁸, and clearly not halfway. As bits, which ascend likewise. */
    private static final long NEAREST = Double.doubleToRawLongBits(0x1p-27);

    private static final long FARTHEST = Double.doubleToRawLongBits(0.499999);

    private final double[] fractions;
    private final double[] integers;
    private final double[] distances;

    /**
     * Prepares scratch.
     *
     * @param most how many numbers there are at once, at most
     */
    Exponentials(int most) {
        this.fractions = new double[most];
        this.integers = new double[most];
        this.distances = new double[most];
    }

    /**
     * Puts e^x of the first {@code n} numbers into {@code powers}.
     *
     * @param x numbers of any size, infinite and NaN, too; another array than {@code powers}
     */
    void of(double[] x, double[] powers, int n) {
        divide(x, integers, n);
        measure(x, integers, distances, n);
        approximate(x, integers, fractions, n);
        if (scale(powers, n) < 0) {
            repair(x, powers, n);
        }
    }

    /**
     * Multiplies by 2^k; returns a negative number if fdlibm treats any of the numbers differently. Without branches, so
     * that the compiler vectorizes the loop.
     */
    private long scale(double[] powers, int n) {
        long odd = 0;
        for (int i = 0; i < n; i++) {
            long scale = (Double.doubleToRawLongBits(integers[i]) + BIAS) << EXPONENT_SHIFT;
            powers[i] = fractions[i] * Double.longBitsToDouble(scale);
            odd |= oddness(distances[i]);
        }
        return odd;
    }

    private void repair(double[] x, double[] powers, int n) {
        for (int i = 0; i < n; i++) {
            if (oddness(distances[i]) < 0) {
                powers[i] = StrictMath.exp(x[i]);
            }
        }
    }

    /** Negative if a distance is not within the limits; the bits of NaN, whatever its sign, are not. */
    private static long oddness(double distance) {
        long bits = Double.doubleToRawLongBits(distance);
        return (bits - NEAREST) | (FARTHEST - bits);
    }

    // Each loop writes one array, without shifts and comparisons: otherwise the compiler does not vectorize it.

    private static void divide(double[] x, double[] integers, int n) {
        for (int i = 0; i < n; i++) {
            integers[i] = INVERSE_LN2 * x[i] + TO_INTEGER;
        }
    }

    private static void measure(double[] x, double[] integers, double[] distances, int n) {
        for (int i = 0; i < n; i++) {
            // Infinity times 0 is NaN.
            double k = integers[i] - TO_INTEGER;
            distances[i] = Math.abs(INVERSE_LN2 * x[i] - k) + Math.abs(x[i]) * OVERFLOWS * 0;
        }
    }

    private static void approximate(double[] x, double[] integers, double[] fractions, int n) {
        for (int i = 0; i < n; i++) {
            double k = integers[i] - TO_INTEGER;
            double high = x[i] - k * LN2_HIGH;
            double low = k * LN2_LOW;
            double r = high - low;
            double t = r * r;
            double c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
            fractions[i] = 1 - ((low - (r * c) / (2 - c)) - high);
        }
    }
}
