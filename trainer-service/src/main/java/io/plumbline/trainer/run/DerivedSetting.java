package io.plumbline.trainer.run;

import io.plumbline.engine.ProbeSpec;
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
    WATCH_INTERVAL("probe.watch-interval"),
    EVALUATION_INTERVAL("evaluation-interval");

    private static final int USUAL_BATCH = 128;
    /** Windows of a text, which tell many tokens each. */
    private static final int USUAL_TEXTS = 16;

    private static final int USUAL_INTERVAL = 100;
    /** Where the gate finds the density itself. */
    private static final int EARLY_INTERVAL = 25;
    /** A probe to watch may cost the fiftieth part of a step, per step. */
    private static final int STEPS_FOR_A_PRODUCT = 50;
    /** Matrix products of a step: forward, δ back, gradient. */
    private static final int OF_STEP = 3;
    /** Of a search for λ: two of the tangent, two of the pull-back. */
    private static final int OF_SEARCH = 4;

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
    static int batch(int trainingExamples, boolean ofTexts) {
        return Math.min(ofTexts ? USUAL_TEXTS : USUAL_BATCH, trainingExamples);
    }

    /** Returns as many examples as a batch has, but enough for a condition number. */
    static int probeBatch(int batch, boolean ofTexts) {
        return Math.max(batch, ofTexts ? USUAL_TEXTS : USUAL_BATCH);
    }

    /** Returns the usual Δ, less in short runs: there are ten decisions at least. */
    static int decisionInterval(long steps, boolean selfTuned) {
        return share(steps, 10, selfTuned ? EARLY_INTERVAL : USUAL_INTERVAL);
    }

    /** Returns P: two probes a decision. */
    static int probeInterval(int decisionInterval) {
        return Math.max(1, decisionInterval / 2);
    }

    /**
     * Returns W: P where it was given, since who asks for probes gets them to the end; else so rare that probes are the fiftieth
     * part of all matrix products at most, but never closer than P.
     *
     * @param isGiven whether P was given
     * @param probeInterval P
     * @param probeBatch examples of a probe
     * @param draws of the gate curvature, a product each
     * @param batch examples of a step
     */
    static int watchInterval(boolean isGiven, int probeInterval, int probeBatch, int draws, int batch) {
        if (isGiven) {
            return probeInterval;
        }
        double ofProbe = (OF_STEP + draws + OF_SEARCH * ProbeSpec.ITERATIONS) * (double) probeBatch;
        double apart = Math.ceil(STEPS_FOR_A_PRODUCT * ofProbe / (OF_STEP * (double) batch));
        return (int) Math.min(Integer.MAX_VALUE, Math.max(probeInterval, apart));
    }

    /** Returns the usual interval, less in short runs: curves have ten points at least. */
    static int evaluationInterval(long steps) {
        return share(steps, 10, USUAL_INTERVAL);
    }

    private static int share(long steps, int parts, int most) {
        return (int) Math.min(most, Math.max(1, steps / parts));
    }
}
