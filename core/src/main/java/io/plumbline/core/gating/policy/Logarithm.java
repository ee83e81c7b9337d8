package io.plumbline.core.gating.policy;

/**
 * log x with the bits of {@link StrictMath#log}, several times as fast, as Java 17 calls that natively: the algorithm of
 * fdlibm's e_log.c for normal positive numbers; StrictMath does the others, and those that are nearly a power of 2.
 */
final class Logarithm {

    private static final double LN2_HIGH = 0x1.62e42fee00000p-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    /** Coefficients of fdlibm's approximation. */
    private static final double L1 = 0x1.5555555555593p-1;

    private static final double L2 = 0x1.999999997fa04p-2;
    private static final double L3 = 0x1.2492494229359p-2;
    private static final double L4 = 0x1.c71c51d8e78afp-3;
    private static final double L5 = 0x1.7466496cb03dep-3;
    private static final double L6 = 0x1.39a09d078c69fp-3;
    private static final double L7 = 0x1.2f112df3e5244p-3;

    private static final int BIAS = 1023;
    private static final int HIGH_FRACTION = 0xfffff;
    private static final int ONE = 0x3ff00000;
    private static final int LEAST_NORMAL = 0x100000;
    private static final int INFINITE = 0x7ff00000;
    private static final long LOW = 0xffffffffL;

    private Logarithm() {}

    /** Returns log x. */
    static double of(double x) {
        long bits = Double.doubleToRawLongBits(x);
        if (oddness(bits) < 0) {
            // 1 is common: that is 1 plus the age of a gate that has just changed.
            return x == 1 ? 0 : StrictMath.log(x);
        }
        double k = exponent(bits);
        double f = fraction(bits);
        double s = f / (2 + f);
        double r = remainder(s * s);
        return middleness(bits) > 0 ? middle(k, f, s, r) : common(k, f, s, r);
    }

    /** Returns k of x = 2^k·(1 + f), 1 + f between sqrt(½) and sqrt(2). */
    static double exponent(long bits) {
        return (high(bits) >> 20) - BIAS + (halves(bits) >> 20);
    }

    /** Returns f of x. */
    static double fraction(long bits) {
        long reduced = ((long) ((high(bits) & HIGH_FRACTION) | (halves(bits) ^ ONE)) << 32) | (bits & LOW);
        return Double.longBitsToDouble(reduced) - 1;
    }

    /** Returns log(1 + f) − 2s over s, s = f/(2 + f), from s². */
    static double remainder(double z) {
        double w = z * z;
        double even = w * (L2 + w * (L4 + w * L6));
        double odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
        return odd + even;
    }

    /** Returns log x as fdlibm sums it up for most x. */
    static double common(double k, double f, double s, double r) {
        return k * LN2_HIGH - ((s * (f - r) - k * LN2_LOW) - f);
    }

    /** Returns log x as fdlibm sums it up for the others, which have a positive {@link #middleness}. */
    static double middle(double k, double f, double s, double r) {
        double square = 0.5 * f * f;
        return k * LN2_HIGH - ((square - (s * (square + r) + k * LN2_LOW)) - f);
    }

    /** Positive if the fraction of x, from 1 to 2, is about sqrt(2). */
    static int middleness(long bits) {
        int fraction = high(bits) & HIGH_FRACTION;
        return (fraction - 0x6147a) | (0x6b851 - fraction);
    }

    /** Negative if x is below the normal numbers, not finite, or so near to a power of 2 that fdlibm has a shorter way. */
    static int oddness(long bits) {
        int high = high(bits);
        int besidePower = (HIGH_FRACTION & (2 + high)) - 3;
        return (high - LEAST_NORMAL) | (INFINITE - 1 - high) | besidePower;
    }

    /** The bit of 2^20 where x is to be halved once more, as its fraction is above sqrt(2). */
    private static int halves(long bits) {
        return ((high(bits) & HIGH_FRACTION) + 0x95f64) & LEAST_NORMAL;
    }

    private static int high(long bits) {
        return (int) (bits >> 32);
    }
}
