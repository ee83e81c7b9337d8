package io.plumbline.metrics;

import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import java.util.ArrayList;
import java.util.List;

/**
 * How many nodes of each layer a version of the mask leaves open.
 *
 * @param version of the mask; 0: all open
 * @param open nodes by layer, in the manifest's order
 */
record MaskCount(long version, List<Integer> open) {

    MaskCount {
        open = List.copyOf(open);
    }

    static MaskCount of(long version, Mask mask, Layers layers) {
        List<Integer> open = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            open.add(mask.openCount(layers.start(l), layers.end(l)));
        }
        return new MaskCount(version, open);
    }

    static MaskCount allOpen(Layers layers) {
        return of(0, Mask.allOpen(layers.nodes()), layers);
    }

    int total() {
        return open.stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns Σ m_b c_b / Σ c_b, from 0 to 1. */
    double density(Layers layers) {
        double openCost = 0;
        double allCost = 0;
        for (int l = 0; l < layers.size(); l++) {
            double cost = layers.all().get(l).cost();
            openCost += cost * open.get(l);
            allCost += cost * layers.all().get(l).nodes();
        }
        return openCost / allCost;
    }
}
