package io.plumbline.core.random;

/**
 * Random numbers that are the same on every machine: SplitMix64 (Steele, Lea, Flood 2014, fig. 14), written out because
 * the JDK promises no algorithm. Mutable, not thread safe.
 */
public final class Draws {

    /** Odd integer next to 2⁶⁴/golden ratio. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    /** 2⁻⁵². */
    private static final double CELL = 0x1p-52;

    private long state;

    private Draws(long state) {
        this.state = state;
    }

    /**
     * Returns the sequence of a seed at a step.
     *
     * @param seed of the run; what must not draw what others draw at the same step changes some of its bits
     */
    public static Draws of(long seed, long step) {
        return new Draws(mix(mix(seed) + step));
    }

    /** Returns the next number, uniform in the open interval (0, 1). */
    public double nextDouble() {
        state += GOLDEN;
        return ((mix(state) >>> 12) + 0.5) * CELL;
    }

    /** Returns the bits of a number well mixed, all different numbers differently: the finalizer of SplitMix64. */
    public static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
