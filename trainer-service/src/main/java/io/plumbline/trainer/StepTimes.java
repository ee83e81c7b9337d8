package io.plumbline.trainer;

import java.util.ArrayDeque;

/** Times of the latest steps. Not thread safe. */
final class StepTimes {

    /** So many tell a median through a garbage collection or a busy neighbour. */
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

    /** Returns their median, the lower of two; NaN for none. */
    double median() {
        Quantiles sorted = new Quantiles();
        times.forEach(sorted::add);
        return sorted.at(0.5);
    }

    void clear() {
        times.clear();
    }
}
