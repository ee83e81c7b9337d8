package io.plumbline.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gradients of dense maps out of what went in and what came back: Xᵀ·δ. Not thread safe. */
final class OuterProducts implements AutoCloseable {

    private final List<Matrix> deltas = new ArrayList<>();
    private final List<Matrix> products = new ArrayList<>();

    OuterProducts(NetworkSpec network, int examples) {
        for (int l = 0; l < network.depth(); l++) {
            deltas.add(new Matrix(examples, network.width(l + 1)));
            products.add(new Matrix(network.width(l), network.width(l + 1)));
        }
    }

    /**
     * Forms the gradient of the weights of dense map {@code l}.
     *
     * @param below what went in, [examples, in]
     * @param delta what came back, [examples][out]
     * @return [in, out], valid until the next call for this map
     */
    Matrix form(int l, Matrix below, float[][] delta) {
        deltas.get(l).write(delta);
        return form(l, below, deltas.get(l));
    }

    /** Forms the same gradient where δ is in native memory already, [examples, out]. */
    Matrix form(int l, Matrix below, Matrix delta) {
        products.get(l).productOfTransposed(below, delta);
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
        deltas.forEach(Matrix::close);
        products.forEach(Matrix::close);
    }
}
