package io.plumbline.benchmarks;

import io.plumbline.core.model.Layers;
import io.plumbline.engine.NamedArray;
import java.util.Arrays;
import java.util.List;

/** Experts that get their tokens as before and make nothing of them. */
final class SilentExperts {

    private SilentExperts() {}

    /** Returns the weights with those of the second map of an expert at 0. */
    static List<NamedArray> silenced(List<NamedArray> weights, Layers layers, int node) {
        int layer = layers.layerOf(node);
        String of = layers.all().get(layer).name().replace("-experts", ".experts.back.");
        int expert = node - layers.start(layer);
        return weights.stream()
                .map(array -> array.name().startsWith(of) ? silenced(array, expert) : array)
                .toList();
    }

    /** The first axis is that of the experts. */
    private static NamedArray silenced(NamedArray array, int expert) {
        float[] values = array.values();
        int numbers = values.length / array.shape()[0];
        Arrays.fill(values, expert * numbers, (expert + 1) * numbers, 0);
        return new NamedArray(array.name(), array.shape(), values);
    }
}
