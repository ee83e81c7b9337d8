package io.plumbline.trainer;

import java.util.ArrayList;
import java.util.List;

/** Exact quantiles of recorded values, by nearest rank. Not thread safe. */
final class Quantiles {

    private final List<Double> values = new ArrayList<>();

    Quantiles() {}

    /** Goes on from {@link #values}. */
    Quantiles(List<Double> before) {
        values.addAll(before);
    }

    /** Returns what was recorded. */
    List<Double> values() {
        return List.copyOf(values);
    }

    void add(double value) {
        if (!Double.isNaN(value)) {
            values.add(value);
        }
    }

    /**
     * Returns the smallest recorded value for which at least the share {@code q} of all values is at or below it; NaN
     * without values.
     */
    double at(double q) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(q * values.size());
        return values.stream().sorted().skip(Math.max(0, rank - 1)).findFirst().orElse(Double.NaN);
    }
}
