package io.plumbline.core.gating.policy;

/** Order of nodes by a column. */
final class Order {

    private Order() {}

    /**
     * Returns the nodes by ascending value, ties by index, NaN last. A merge sort on primitives: stable, so that the
     * order is the same everywhere, and without an object per node.
     *
     * @param values shape [N]
     * @return the indices 0 … N−1, shape [N]
     */
    static int[] ascending(double[] values) {
        int n = values.length;
        int[] from = new int[n];
        int[] to = new int[n];
        for (int b = 0; b < n; b++) {
            from[b] = b;
        }
        for (int width = 1; width < n; width *= 2) {
            for (int start = 0; start < n; start += 2 * width) {
                int middle = Math.min(start + width, n);
                merge(values, from, to, start, middle, Math.min(start + 2 * width, n));
            }
            int[] sorted = to;
            to = from;
            from = sorted;
        }
        return from;
    }

    private static void merge(double[] values, int[] from, int[] to, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = right >= end || (left < middle && !comesFirst(values[from[right]], values[from[left]]));
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    /** Whether x sorts before y. Adding 0 makes −0 a 0, so that both tie. */
    private static boolean comesFirst(double x, double y) {
        return Double.compare(x + 0.0, y + 0.0) < 0;
    }
}
