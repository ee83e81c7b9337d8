package io.plumbline.trainer.run;

import io.plumbline.core.gating.GateSettings;
import io.plumbline.core.gating.OpenCounts;
import io.plumbline.core.gating.policy.Policies;
import io.plumbline.protocol.GateSettingsCodec;
import io.plumbline.service.Configuration;
import io.plumbline.trainer.run.Reading.Range;
import java.util.List;
import java.util.Optional;

/** Reads the keys below {@code gate} and the decision interval. */
final class GateReader {

    private static final int MOST = 1_000_000;

    private final Configuration configuration;
    private final Reading reading;

    GateReader(Configuration configuration) {
        this.configuration = configuration;
        this.reading = new Reading(configuration);
    }

    /**
     * Reads all of them.
     *
     * @param steps of the run, as far as they are known
     */
    Gating gating(long steps) {
        GateSettings defaults = GateSettings.defaults(
                configuration.choice("gate.policy", Policies.names(), Policies.DEFAULT), Length.DEFAULT_STEPS);
        int interval = whole("decision-interval", 1, Left.decisionInterval(steps));
        Optional<Long> warmUp = reading.steps("gate.warm-up");
        Optional<Long> lastChange = reading.steps("gate.last-change");
        if (warmUp.isPresent() && lastChange.isPresent() && lastChange.get() < warmUp.get()) {
            configuration.reject(
                    "gate.last-change must be at least gate.warm-up, " + warmUp.get() + ", was " + lastChange.get());
        }
        return new Gating(interval, warmUp, lastChange, settings(defaults));
    }

    private GateSettings settings(GateSettings d) {
        double close = real("theta-close", Range.UNIT, d.thetaClose());
        double open = real("theta-open", Range.UNIT, d.thetaOpen());
        boolean crossed = open < close;
        if (crossed) {
            configuration.reject("gate.theta-open must be at least gate.theta-close, " + close + ", was " + open);
        }
        return new GateSettings(
                d.policy(),
                real("alpha", Range.AT_LEAST_0, d.alpha()),
                real("omega", Range.AT_LEAST_0, d.omega()),
                real("phi", Range.WITHIN_UNIT, d.phi()),
                real("epsilon", Range.POSITIVE, d.epsilon()),
                whole("gate.adam-steps", 1, d.adamSteps()),
                real("adam-rate", Range.POSITIVE, d.adamRate()),
                whole("gate.hidden-units", 1, d.hiddenUnits()),
                crossed ? d.thetaClose() : close,
                crossed ? d.thetaOpen() : open,
                real("budget", Range.SHARE, d.budget()),
                whole("gate.floor-nodes", 1, d.floorNodes()),
                real("floor-share", Range.UNIT, d.floorShare()),
                d.warmUp(),
                d.lastChange(),
                real("final-density", Range.SHARE, d.finalDensity()),
                configuration.truth("gate.self-tuned", d.selfTuned()),
                whole("gate.rollback-window", 1, d.rollbackWindow()),
                real("rollback-smoothing", Range.DECAY, d.rollbackSmoothing()),
                real("rollback-tolerance", Range.AT_LEAST_0, d.rollbackTolerance()),
                real("rollback-deviations", Range.AT_LEAST_0, d.rollbackDeviations()),
                whole("gate.rest", 0, d.rest()),
                real("step-average", Range.DECAY, d.stepAverage()),
                real("probe-average", Range.DECAY, d.probeAverage()),
                scope(d.scope()),
                whole("gate.compact-after", 0, d.compactAfter()),
                real("compact-saving", Range.DECAY, d.compactSaving()),
                real("curvature-weight", Range.AT_LEAST_0, d.curvatureWeight()),
                counts(d.policy()));
    }

    /** Other policies may not have any; the dense one drops them, so that a twin can be described by the same settings. */
    private List<OpenCounts> counts(String policy) {
        boolean follows = policy.equals(GateSettings.FOLLOWS_COUNTS);
        Optional<String> text = configuration.optional("gate.counts");
        if (follows && text.isEmpty()) {
            configuration.reject("gate.counts must be given for the policy " + policy + ": " + OpenCounts.FORM);
        } else if (!follows && text.isPresent() && !policy.equals(Policies.DENSE)) {
            configuration.reject("gate.counts must be left out for the policy " + policy + ": only "
                    + GateSettings.FOLLOWS_COUNTS + " follows it");
        }
        return follows && text.isPresent() ? reading.built(() -> OpenCounts.parse(text.get()), List::of) : List.of();
    }

    private GateSettings.Scope scope(GateSettings.Scope defaultValue) {
        List<String> spellings = List.of(
                GateSettingsCodec.spelling(GateSettings.Scope.OWN),
                GateSettingsCodec.spelling(GateSettings.Scope.OWN_AND_OUT));
        String chosen = configuration.choice("gate.scope", spellings, GateSettingsCodec.spelling(defaultValue));
        return GateSettingsCodec.scope(chosen);
    }

    private double real(String name, Range range, double defaultValue) {
        return reading.real("gate." + name, range, defaultValue);
    }

    private int whole(String key, int least, int defaultValue) {
        return (int) configuration.integer(key, least, MOST, defaultValue);
    }
}
