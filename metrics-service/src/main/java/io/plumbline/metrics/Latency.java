package io.plumbline.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How long decisions took, as a histogram with the latest sample of every bucket. Immutable, and a function of the
 * samples in their order, so that it is the same after a restart.
 *
 * @param counts samples by bucket of {@link #BOUNDS}
 * @param sum of all samples, seconds
 * @param latest the latest sample by bucket
 */
record Latency(List<Long> counts, double sum, Map<Integer, Sample> latest) {

    /** Upper bounds, seconds. Dense around the target (p50 10 ms, p99 50 ms), wide for times when a gate was down. */
    static final List<Double> BOUNDS = List.of(
            0.001, 0.0025, 0.005, 0.0075, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0, Double.POSITIVE_INFINITY);

    static final Latency NONE = new Latency(Collections.nCopies(BOUNDS.size(), 0L), 0, Map.of());

    Latency {
        counts = List.copyOf(counts);
        latest = Map.copyOf(latest);
    }

    /**
     * One decision.
     *
     * @param seconds how long it took, at least 0; NaN where that is not known
     * @param version of the mask that was decided
     * @param atMs time of the record, milliseconds since 1970
     */
    record Sample(double seconds, long version, long atMs) {}

    /** Takes a sample in; NaN is a decision whose time is unknown, and changes nothing. */
    Latency plus(Sample sample) {
        if (Double.isNaN(sample.seconds())) {
            return this;
        }
        int bucket = 0;
        while (sample.seconds() > BOUNDS.get(bucket)) {
            bucket++;
        }
        List<Long> more = new ArrayList<>(counts);
        more.set(bucket, more.get(bucket) + 1);
        Map<Integer, Sample> newer = new TreeMap<>(latest);
        newer.put(bucket, sample);
        return new Latency(more, sum + sample.seconds(), newer);
    }

    long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
