package io.plumbline.core.settings;

/**
 * How statistics are averaged.
 *
 * @param step decay per step
 * @param probe decay per probe
 */
public record Averaging(double step, double probe) {

    static Averaging of(Values values) {
        return new Averaging(values.number("step-average"), values.number("probe-average"));
    }
}
