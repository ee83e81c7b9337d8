package io.plumbline.core.gating.policy;

/**
 * log x of many numbers, each the bits of {@link StrictMath#log}: what {@link Logarithm} does, in loops that become vectors.
 * Mutable scratch, confined to one proposal.
 */
final class Logarithms {

    private final double[] fractions;
    private final double[] exponents;
    private final double[] quotients;
    private final double[] remainders;
    private final double[] middle;

    /**
     * Prepares scratch.
     *
     * @param most how many numbers there are at once, at most
     */
    Logarithms(int most) {
        this.fractions = new double[most];
        this.exponents = new double[most];
        this.quotients = new double[most];
        this.remainders = new double[most];
        this.middle = new double[most];
    }

    /**
     * Puts log x of the first {@code n} numbers into {@code logs}.
     *
     * @param x any numbers; another array than {@code logs}
     */
    void of(double[] x, double[] logs, int n) {
        for (int i = 0; i < n; i++) {
            long bits = Double.doubleToRawLongBits(x[i]);
            exponents[i] = Logarithm.exponent(bits);
            fractions[i] = Logarithm.fraction(bits);
        }
        divide(fractions, quotients, n);
        approximate(quotients, remainders, n);
        sumUp(logs, n);
        sumUpMiddle(middle, n);
        if (choose(x, logs, n) < 0) {
            repair(x, logs, n);
        }
    }

    /** Selects the sum that belongs to x; returns a negative number if any x needs StrictMath. Without branches. */
    private int choose(double[] x, double[] logs, int n) {
        int odd = 0;
        for (int i = 0; i < n; i++) {
            long bits = Double.doubleToRawLongBits(x[i]);
            long isMiddle = -(long) Logarithm.middleness(bits) >> 63;
            long common = Double.doubleToRawLongBits(logs[i]);
            long other = Double.doubleToRawLongBits(middle[i]);
            logs[i] = Double.longBitsToDouble((common & ~isMiddle) | (other & isMiddle));
            odd |= Logarithm.oddness(bits);
        }
        return odd;
    }

    private static void repair(double[] x, double[] logs, int n) {
        for (int i = 0; i < n; i++) {
            if (Logarithm.oddness(Double.doubleToRawLongBits(x[i])) < 0) {
                logs[i] = StrictMath.log(x[i]);
            }
        }
    }

    // Each loop writes one array and does little: otherwise the compiler does not vectorize it.

    private static void divide(double[] fractions, double[] quotients, int n) {
        for (int i = 0; i < n; i++) {
            quotients[i] = fractions[i] / (2 + fractions[i]);
        }
    }

    private static void approximate(double[] quotients, double[] remainders, int n) {
        for (int i = 0; i < n; i++) {
            remainders[i] = Logarithm.remainder(quotients[i] * quotients[i]);
        }
    }

    private void sumUp(double[] logs, int n) {
        for (int i = 0; i < n; i++) {
            logs[i] = Logarithm.common(exponents[i], fractions[i], quotients[i], remainders[i]);
        }
    }

    private void sumUpMiddle(double[] logs, int n) {
        for (int i = 0; i < n; i++) {
            logs[i] = Logarithm.middle(exponents[i], fractions[i], quotients[i], remainders[i]);
        }
    }
}
