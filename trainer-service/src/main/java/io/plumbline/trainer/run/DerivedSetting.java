package io.plumbline.trainer.run;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Settings that are derived unless they are given: from the length of the run, or the size of the training part. */
enum DerivedSetting {
    BATCH("batch"),
    PROBE_BATCH("probe.batch"),
    DECISION_INTERVAL("decision-interval"),
    PROBE_INTERVAL("probe.interval"),
    EVALUATION_INTERVAL("evaluation-interval");

    private static final int USUAL_BATCH = 128;
    private static final int USUAL_INTERVAL = 100;
    private static final int USUAL_PROBE_INTERVAL = 50;
    /** Where the gate finds the density itself: it decides first at step 25, on two probes. */
    private static final int EARLY_INTERVAL = 25;

    private static final int EARLY_PROBE_INTERVAL = 12;

    private final String key;

    DerivedSetting(String key) {
        this.key = key;
    }

    /** Returns those that were not given. */
    static Set<DerivedSetting> of(Predicate<String> isGiven) {
        return Stream.of(values())
                .filter(setting -> !isGiven.test(setting.key))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the usual batch, or all of a smaller training part. */
    static int batch(int trainingExamples) {
        return Math.min(USUAL_BATCH, trainingExamples);
    }

    /** Returns as many examples as a batch has, but enough for a condition number. */
    static int probeBatch(int batch) {
        return Math.max(batch, USUAL_BATCH);
    }

    /** Returns the usual Δ, less in short runs: there are ten decisions at least. */
    static int decisionInterval(long steps, boolean selfTuned) {
        return share(steps, 10, selfTuned ? EARLY_INTERVAL : USUAL_INTERVAL);
    }

    /** Returns the usual P, less in short runs: two probes a decision. */
    static int probeInterval(long steps, boolean selfTuned) {
        return share(steps, 20, selfTuned ? EARLY_PROBE_INTERVAL : USUAL_PROBE_INTERVAL);
    }

    /** Returns the usual interval, less in short runs: curves have ten points at least. */
    static int evaluationInterval(long steps) {
        return share(steps, 10, USUAL_INTERVAL);
    }

    private static int share(long steps, int parts, int most) {
        return (int) Math.min(most, Math.max(1, steps / parts));
    }
}
