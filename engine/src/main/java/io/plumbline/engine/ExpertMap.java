package io.plumbline.engine;

import java.util.Arrays;
import java.util.Optional;

/** A linear map of each expert on its rows: z = x·W_e + b_e, rows as a {@link Routing} lays them out. Not thread safe. */
final class ExpertMap implements Learner {

    private final int tensor;
    private final int layer;
    private final Routing routing;
    private final Matrix biases;
    private final Place in;
    private final Place out;
    private final int inputs;
    private final int columns;
    private final MatrixPart before;
    private final MatrixPart weight;
    private final MatrixPart behind;
    private final Matrix delta;
    private final MatrixPart deltaPart;
    private final Matrix came;
    private final MatrixPart camePart;
    private final Matrix gradient;
    private final MatrixPart gradientPart;
    private final float[][] ofBiases;
    private final Optional<MatrixPart> changeBefore;
    private final Optional<MatrixPart> changeBehind;

    /**
     * Prepares.
     *
     * @param tensor of the weights, [experts, in, columns]; that of the biases, [experts, columns], is the next
     * @param layer whose nodes the experts are
     */
    ExpertMap(int tensor, int layer, Routing routing, Weights weights, Place in, Place out, Use use) {
        this.tensor = tensor;
        this.layer = layer;
        this.routing = routing;
        this.in = in;
        this.out = out;
        Matrix matrix = weights.matrix(tensor);
        biases = weights.matrix(tensor + 1);
        columns = matrix.columns();
        inputs = matrix.rows() / routing.experts();
        before = in.values().part(0, inputs, inputs);
        weight = matrix.part(inputs, columns, columns);
        behind = out.values().part(0, columns, columns);
        boolean back = use.comesBack();
        delta = new Matrix(back ? out.values().rows() : 1, back ? out.values().columns() : columns);
        deltaPart = delta.part(0, columns, columns);
        came = new Matrix(back ? in.values().rows() : 1, back ? in.values().columns() : inputs);
        camePart = came.part(0, inputs, inputs);
        gradient = new Matrix(back ? matrix.rows() : 1, columns);
        gradientPart = gradient.part(inputs, columns, columns);
        ofBiases = new float[routing.experts()][columns];
        boolean probes = use == Use.PROBE;
        changeBefore = probes ? Optional.of(in.tangent().matrix().part(0, inputs, inputs)) : Optional.empty();
        changeBehind = probes ? Optional.of(out.tangent().matrix().part(0, columns, columns)) : Optional.empty();
    }

    private MatrixPart rows(MatrixPart all, int expert, int width) {
        return rows(all, expert, width, true);
    }

    private MatrixPart rows(MatrixPart all, int expert, int width, boolean counts) {
        return all.from((long) routing.begin(expert) * width, counts ? routing.rows(expert) : 0);
    }

    private MatrixPart ofExpert(MatrixPart all, int expert) {
        return all.from((long) expert * inputs * columns);
    }

    @Override
    public void forward() {
        Matrix z = out.values();
        for (int e = 0; e < routing.experts(); e++) {
            if (routing.rows(e) > 0) {
                for (int r = routing.begin(e); r < routing.begin(e + 1); r++) {
                    z.copy(biases, e * columns, r * columns, columns);
                }
                rows(behind, e, columns).product(1, rows(before, e, inputs), ofExpert(weight, e), 1);
            }
        }
    }

    /** A closed expert learns nothing: its shadow tokens are left out. */
    @Override
    public void pullBack(Listener listener) {
        passOn(false);
    }

    /** Within an expert nothing is gated: what comes to a closed one through its shadow tokens ends before them. */
    @Override
    public void observe() {
        passOn(true);
    }

    private void passOn(boolean shadows) {
        delta.write(out.signal());
        for (int e = 0; e < routing.experts(); e++) {
            if (routing.rows(e) > 0 && (shadows || routing.isOpen(e))) {
                rows(camePart, e, inputs).productByTransposed(1, rows(deltaPart, e, columns), ofExpert(weight, e), 0);
            }
        }
        came.read(in.signal());
    }

    @Override
    public void formGradient() {
        form(false);
    }

    private void form(boolean shadows) {
        float[][] signal = out.signal();
        int length = signal[0].length;
        for (int e = 0; e < routing.experts(); e++) {
            boolean counts = shadows || routing.isOpen(e);
            ofExpert(gradientPart, e)
                    .productOfTransposed(1, rows(before, e, inputs, counts), rows(deltaPart, e, columns, counts));
            Arrays.fill(ofBiases[e], 0);
            for (int r = routing.begin(e); counts && r < routing.begin(e + 1); r++) {
                int first = r * columns;
                FloatVectors.add(signal[first / length], first % length, ofBiases[e], 0, columns);
            }
        }
    }

    @Override
    public void formObserved() {
        form(true);
    }

    @Override
    public void gradient(int of, int r, float[] into) {
        if (of == tensor) {
            gradient.read(r, into);
        } else {
            System.arraycopy(ofBiases[r], 0, into, 0, columns);
        }
    }

    /** Closed experts have no part in it. */
    @Override
    public void tangent() {
        formGradient();
        Matrix change = out.tangent().matrix();
        for (int e = 0; e < routing.experts(); e++) {
            if (routing.rows(e) > 0 && routing.isOpen(e)) {
                for (int r = routing.begin(e); r < routing.begin(e + 1); r++) {
                    change.writeAt(r * columns, ofBiases[e]);
                }
                MatrixPart into = rows(changeBehind.orElseThrow(), e, columns);
                into.product(1, rows(before, e, inputs), ofExpert(gradientPart, e), 1);
                into.product(1, rows(changeBefore.orElseThrow(), e, inputs), ofExpert(weight, e), 1);
            }
        }
        change.read(out.tangent().rows());
    }

    @Override
    public int firstTensor() {
        return tensor;
    }

    @Override
    public int tensors() {
        return 2;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public Optional<Owner> owner() {
        return Optional.empty();
    }

    @Override
    public int layerOfRows() {
        return layer;
    }

    @Override
    public int ownerOfRow(int of, int r) {
        return of == tensor ? r / inputs : r;
    }

    @Override
    public boolean squaresExamples() {
        return false;
    }

    @Override
    public void close() {
        delta.close();
        came.close();
        gradient.close();
    }
}
