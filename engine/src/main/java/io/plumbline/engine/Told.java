package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Tensor;

/** A network that is told piece by piece: its table, the blocks of a pass and the count of what lies between are made of one telling. */
sealed interface Told extends NetworkSpec permits ChainSpec, TransformerSpec {

    /** Tells a builder the network, from the features to the logits. */
    void tell(NetworkBuilder builder);

    @Override
    default long signals() {
        NetworkSignals count = new NetworkSignals();
        tell(count);
        return count.numbers();
    }

    @Override
    default Architecture architecture() {
        NetworkTable table = new NetworkTable();
        tell(table);
        return table.architecture();
    }

    /** Scales begin at 1. */
    @Override
    default float initial(Tensor vector) {
        return vector.name().endsWith(NetworkTable.SCALE) ? 1 : 0;
    }
}
