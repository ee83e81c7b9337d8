package io.plumbline.metrics;

import static io.plumbline.metrics.RunMeter.counter;
import static io.plumbline.metrics.RunMeter.gauge;

import io.plumbline.protocol.v1.Pruned;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Meters of networks that become smaller, a part of {@link Meters}. What holds between them, once a run's topics are read
 * to one point: {@code plumbline_layer_removed_nodes} ≤ {@code plumbline_layer_nodes} −
 * {@code plumbline_layer_open_nodes}; {@code plumbline_prunings_total} ≤ {@code plumbline_mask_acks_total}, applied.
 */
final class PruningMeters {

    static final List<RunMeter> OF_RUNS = List.of(
            counter(
                    "plumbline_prunings",
                    "How often closed nodes were removed from the network for good.",
                    view -> view.prunings().count()),
            gauge("plumbline_parameters", "Parameters that are left.", PruningMeters::parameters),
            gauge(
                    "plumbline_cost_ratio",
                    "Floating-point operations of an example over those of the whole network.",
                    view -> view.prunings().costRatio()),
            last(
                    "plumbline_pruning_step_before_seconds",
                    "Time of a step before the last pruning, lower quartile, probes left out.",
                    pruned -> pruned.getStepMsBefore() / 1000),
            last(
                    "plumbline_pruning_step_after_seconds",
                    "Time of a step after the last pruning, lower quartile, probes left out.",
                    pruned -> pruned.getStepMsAfter() / 1000),
            last(
                    "plumbline_pruning_seconds",
                    "Time that the last pruning took.",
                    pruned -> pruned.getRebuildMs() / 1000));

    static final LabelledMeter REMOVED = new LabelledMeter(
            "plumbline_layer_removed_nodes",
            false,
            "Nodes of a layer that were removed for good.",
            LayerLabels.NAMES,
            view -> LayerLabels.each(view, l -> view.prunings().removed(l)));

    private PruningMeters() {}

    private static RunMeter last(String name, String help, ToDoubleFunction<Pruned> value) {
        return gauge(
                name,
                help,
                view -> view.prunings().count() > 0
                        ? value.applyAsDouble(view.prunings().latest())
                        : Double.NaN);
    }

    private static double parameters(RunView view) {
        Prunings made = view.prunings();
        return made.count() > 0
                ? made.latest().getParametersAfter()
                : view.facts().parameters();
    }
}
