package io.plumbline.trainer;

import java.util.ArrayDeque;

/** Times of the latest steps. Not thread safe. */
final class StepTimes {

    /** So many, and a quarter of them may tell through a garbage collection or a busy neighbour. */
    static final int MOST = 20;

    private final ArrayDeque<Double> times = new ArrayDeque<>();

    void add(double ms) {
        if (isFull()) {
            times.remove();
        }
        times.add(ms);
    }

    boolean isFull() {
        return times.size() == MOST;
    }

    /**
     * Returns what a quarter of them stayed below, their lower quartile; NaN for none. Other work on the machine only ever
     * adds: where it comes and goes, the median of one network may stand above that of one twice as large.
     */
    double lowerQuartile() {
        Quantiles sorted = new Quantiles();
        times.forEach(sorted::add);
        return sorted.at(0.25);
    }

    void clear() {
        times.clear();
    }
}
