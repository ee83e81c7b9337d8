package io.plumbline.trainer;

import java.util.ArrayDeque;
import java.util.List;

/** Times of the latest steps. Not thread safe. */
final class StepTimes {

    /** Enough that their lower quartile is not disturbed by a garbage collection or by other work on the machine. */
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
     * Returns their lower quartile; NaN without any. Other work on the machine only ever adds time: where it comes and
     * goes, the median of one network may be above that of a network twice as large.
     */
    double lowerQuartile() {
        Quantiles sorted = new Quantiles();
        times.forEach(sorted::add);
        return sorted.at(0.25);
    }

    /** Returns them, the oldest first. */
    List<Double> all() {
        return List.copyOf(times);
    }

    void clear() {
        times.clear();
    }
}
