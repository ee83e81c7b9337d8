package io.plumbline.engine.data;

import java.util.Locale;

/** Says before something large is read whether it fits into memory, and how much would do. */
final class Heap {

    /** What a training holds beside its data, at the least. */
    private static final long BESIDE = 64L << 20;

    private static final long GIB = 1L << 30;
    private static final double ROUGHLY = 1.5;

    private Heap() {}

    /**
     * Checks that there is room.
     *
     * @param what has these examples, with a verb, for the sentence, such as "a.csv holds"
     * @param rows examples
     * @param features of each
     * @param bytes of a number, of all copies that are held at once
     * @throws DataException if they are more than the heap or one array can hold
     */
    static void require(String what, long rows, long features, int bytes) {
        require(what, rows, features, bytes, Runtime.getRuntime().maxMemory());
    }

    /** Checks an estimate, which is wrong by a third at most, or the exact check that follows refuses, too. */
    static void requireRoughly(String what, long rows, long features, int bytes) {
        if (rows * (double) features * bytes > ROUGHLY * Runtime.getRuntime().maxMemory()) {
            require(what, rows, features, bytes);
        }
    }

    static void require(String what, long rows, long features, int bytes, long most) {
        String size = String.format(Locale.ROOT, "%s %,d examples of %,d features", what, rows, features);
        if (rows * (double) features > Integer.MAX_VALUE - 8) {
            throw new DataException(size + ", expected at most " + (Integer.MAX_VALUE - 8) / features
                    + " examples: set " + "data.train-size, or make the file smaller");
        }
        long needed = Math.multiplyExact(rows * features, (long) bytes) + BESIDE;
        if (needed > most) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "%s, which takes %.1f GiB of memory where Java may use %.1f: start with JAVA_OPTS=-Xmx%dg",
                    size,
                    (double) needed / GIB,
                    (double) most / GIB,
                    enough(needed)));
        }
    }

    /** Returns the refusal of what was too large after all. */
    static DataException full(String source, OutOfMemoryError full) {
        long most = Runtime.getRuntime().maxMemory();
        return new DataException(
                String.format(
                        Locale.ROOT,
                        "%s does not fit into the %.1f GiB of memory that Java may use: start with JAVA_OPTS=-Xmx%dg",
                        source,
                        (double) most / GIB,
                        enough(2 * most)),
                full);
    }

    /** A quarter more than what is known of, in whole GiB. */
    private static long enough(long needed) {
        return (needed + needed / 4 + GIB - 1) / GIB;
    }
}
