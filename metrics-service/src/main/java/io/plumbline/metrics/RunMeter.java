package io.plumbline.metrics;

import java.util.function.ToDoubleFunction;

/**
 * A meter with one series a run.
 *
 * @param name in Prometheus, a counter's without {@code _total}
 * @param counter whether it only grows
 * @param help for people
 * @param value of a run; NaN: no series
 */
record RunMeter(String name, boolean counter, String help, ToDoubleFunction<RunView> value) {

    static RunMeter gauge(String name, String help, ToDoubleFunction<RunView> value) {
        return new RunMeter(name, false, help, value);
    }

    static RunMeter counter(String name, String help, ToDoubleFunction<RunView> value) {
        return new RunMeter(name, true, help, value);
    }
}
