package io.plumbline.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gradients of dense maps out of what went in and what came back: Xᵀ·δ. Not thread safe. */
final class OuterProducts implements AutoCloseable {

    private final List<INDArray> deltas = new ArrayList<>();
    private final List<INDArray> products = new ArrayList<>();

    OuterProducts(NetworkSpec network, int examples) {
        for (int l = 0; l < network.depth(); l++) {
            deltas.add(Native.matrix(examples, network.width(l + 1)));
            products.add(Native.matrix(network.width(l), network.width(l + 1)));
        }
    }

    /**
     * Forms the gradient of the weights of dense map {@code l}.
     *
     * @param below what went in, [examples, in]
     * @param delta what came back, [examples][out]
     * @return [in, out], valid until the next call for this map
     */
    INDArray form(int l, INDArray below, float[][] delta) {
        Native.write(delta, deltas.get(l));
        return form(l, below, deltas.get(l));
    }

    /** Forms the same gradient where δ is in native memory already, [examples, out]. */
    INDArray form(int l, INDArray below, INDArray delta) {
        Native.multiplyTransposed(below, delta, products.get(l));
        return products.get(l);
    }

    /** Sums δ over the examples: the gradient of the biases. */
    static void bias(float[][] delta, float[] into) {
        Arrays.fill(into, 0);
        for (float[] row : delta) {
            FloatVectors.add(row, into);
        }
    }

    @Override
    public void close() {
        deltas.forEach(INDArray::close);
        products.forEach(INDArray::close);
    }
}
