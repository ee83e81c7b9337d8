package io.plumbline.core.settings;

/**
 * How the gating network learns.
 *
 * @param adamSteps of the network per decision
 * @param adamRate learning rate
 * @param hiddenUnits of the network
 */
public record Learner(int adamSteps, double adamRate, int hiddenUnits) {

    static Learner of(Values values) {
        return new Learner(values.count("adam-steps"), values.number("adam-rate"), values.count("hidden-units"));
    }
}
