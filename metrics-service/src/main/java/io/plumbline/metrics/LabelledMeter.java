package io.plumbline.metrics;

import io.plumbline.core.conditioning.LayerCondition;
import io.plumbline.protocol.ConditionCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A meter with several series per run, told apart by labels with few values: layer, direction, outcome, state.
 *
 * @param name in Prometheus, a counter's without {@code _total}
 * @param counter whether it only grows
 * @param help for people
 * @param labels beside {@code run}
 * @param values of a run, by the values of the labels; NaN: no series
 */
record LabelledMeter(
        String name,
        boolean counter,
        String help,
        List<String> labels,
        Function<RunView, Map<List<String>, Double>> values) {

    /** By layer and ungated parameters, as the gate estimated it. */
    static LabelledMeter condition(String name, String help, ToDoubleFunction<LayerCondition> value) {
        return new LabelledMeter(name, false, help, LayerLabels.NAMES, view -> {
            Map<List<String>, Double> values = new LinkedHashMap<>();
            ConditionCodec.layers(view.conditioning().latest())
                    .forEach(layer -> values.put(LayerLabels.of(view, layer.layer()), value.applyAsDouble(layer)));
            return values;
        });
    }

    /** By layer, of the mask in force. */
    static LabelledMeter mask(String name, String help, LayerValue value) {
        return new LabelledMeter(name, false, help, LayerLabels.NAMES, view -> {
            var layers = view.facts().layers().all();
            return view.mask()
                    .map(mask -> LayerLabels.each(
                            view,
                            l -> value.of(mask.open().get(l), layers.get(l).nodes())))
                    .orElse(Map.of());
        });
    }

    /** By another label. */
    static LabelledMeter counter(
            String name, String help, List<String> labels, Function<RunView, Map<List<String>, Double>> values) {
        return new LabelledMeter(name, true, help, labels, values);
    }

    /** By reason: those that happened. */
    static LabelledMeter reasons(String name, String help, Function<RunView, Reasons> reasons) {
        return counter(name, help, List.of("reason"), view -> {
            Map<List<String>, Double> values = new LinkedHashMap<>();
            reasons.apply(view).counts().forEach((reason, count) -> values.put(List.of(reason), (double) count));
            return values;
        });
    }

    /** A number of a layer, given its number of nodes. */
    @FunctionalInterface
    interface LayerValue {
        double of(int open, int nodes);
    }
}
