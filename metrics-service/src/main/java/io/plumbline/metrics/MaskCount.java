package io.plumbline.metrics;

import io.plumbline.core.model.Density;
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

    /** Returns the density, from 0 to 1. */
    double density(Density density) {
        return density.of(open.stream().mapToDouble(Integer::doubleValue).toArray());
    }
}
