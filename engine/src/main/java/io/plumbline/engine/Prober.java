package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures gradient and curvature on the fixed probe batch. λ is the top eigenvalue of the Gauss-Newton operator A = JᵀHJ/B:
 * {@link Krylov} finds its direction among cotangents of the logits, and of the best, u, the image z = Au is formed as the
 * gradient is, closed nodes observed; λ = ‖z‖, and the next probe goes on from z/λ. Not thread safe.
 */
final class Prober implements AutoCloseable {

    private final NetworkSpec network;
    private final ProbeSpec spec;
    private final List<Matrix> weights;
    private final Forward forward;
    private final Signals signals;
    private final CrossEntropy loss;
    private final GatedTensors gated;
    private final Direction direction;
    private final Pullback pullback;
    private final TangentKernel kernel;
    private final OuterProducts products;
    private final Parameters gradient;
    private final Krylov krylov;
    private final EnergyColumns columns;
    private final GateCurvature gateCurvature;
    /** h of every hidden layer, [examples, nodes]: what goes into the next map where all its inputs are observed. */
    private final List<Matrix> outputs = new ArrayList<>();

    private final int[] labels;
    private final float[][] scratch;
    private final double[] image;

    Prober(NetworkSpec network, ProbeSpec spec, List<Matrix> weights, long seed) {
        this.network = network;
        this.spec = spec;
        this.weights = weights;
        Architecture table = network.architecture();
        int examples = spec.batch().examples();
        labels = spec.batch().labels().clone();
        forward = new Forward(network, examples);
        forward.features(spec.batch().values(), examples);
        signals = new Signals(network, examples);
        loss = new CrossEntropy(examples, network.classes());
        gated = new GatedTensors(table);
        direction = new Direction(examples, network.classes(), ~seed);
        pullback = new Pullback(network, examples);
        kernel = new TangentKernel(network, weights, forward, signals, pullback);
        products = new OuterProducts(network, examples);
        gradient = new Parameters(table);
        image = new double[examples * network.classes()];
        krylov = new Krylov(new Curvature(), image.length);
        columns = new EnergyColumns(table, gated, spec.scope());
        gateCurvature = new GateCurvature(spec.draws(), seed, table.layers());
        scratch = new float[examples][network.classes()];
        for (int l = 1; l < network.depth(); l++) {
            outputs.add(new Matrix(examples, network.width(l)));
        }
    }

    /** Puts gates into force. */
    void gates(float[][] gates) {
        forward.gates(gates);
        gated.gates(gates);
    }

    /** Returns where the next search goes on from: the object itself. */
    Direction direction() {
        return direction;
    }

    /** Returns the mean loss on the probe batch. */
    double loss(Parameters biases) {
        goForward(biases);
        loss.compute(signals.logits(), labels, scratch);
        return loss.loss();
    }

    private void goForward(Parameters biases) {
        forward.biases(biases);
        forward.run(weights, signals.outputs());
    }

    /**
     * Fills the record at the current weights.
     *
     * @param step that the gate curvature's signs are drawn for
     */
    void probe(long step, Parameters biases, float[][] gates, ProbeRecord into) {
        goForward(biases);
        for (int l = 0; l < outputs.size(); l++) {
            outputs.get(l).write(signals.h(l));
        }
        measureGradient(gates, into);
        gateCurvature.measure(step, loss, signals, pullback, weights, gates, into.gateCurvatureColumn());
        measureCurvature(gates, into);
    }

    private void measureGradient(float[][] gates, ProbeRecord into) {
        loss.compute(signals.logits(), labels, signals.delta(network.depth() - 1));
        into.loss(loss.loss(), loss.residual());
        pullBack(gates);
        columns.compute(gradient, into.energyColumn(), into.energy());
    }

    private void measureCurvature(float[][] gates, ProbeRecord into) {
        kernel.begin(gates);
        double along = search();
        signals.cotangent(image);
        pullBack(gates);
        columns.compute(gradient, into.curvatureColumn(), into.curvature());
        double squares = into.curvature().total();
        double lambda = Math.sqrt(squares);
        into.lambda(lambda, Math.sqrt(Math.max(0, squares - along * along)) / lambda);
        direction.follow(image, lambda);
    }

    /** Puts the cotangent of Au into {@link #image}, zeros where the curvature has none to find, and returns uᵀAu. */
    private double search() {
        boolean found = direction.isRandom() ? first() : next() || first();
        if (!found) {
            Arrays.fill(image, 0);
            return 0;
        }
        return krylov.best(image);
    }

    private boolean first() {
        direction.forget();
        return krylov.search(direction.cotangent(), spec.firstIterations(), spec.firstIterations(), spec.settled());
    }

    /**
     * Goes on from what was found last. Where that cannot be trusted, as in the first steps of a run, where the direction turns
     * fast, no decision may rest on it, and as many products are made as in the first probe.
     */
    private boolean next() {
        int most = Math.max(spec.iterations(), spec.firstIterations());
        return krylov.search(direction.cotangent(), spec.iterations(), most, spec.settled());
    }

    /** Forms the gradient of what lies in δ of the logits, every node open to its own signal. */
    private void pullBack(float[][] gates) {
        pullback.carryObserved(signals, weights, gates);
        for (int l = 0; l < network.depth(); l++) {
            Matrix below = l == 0 ? forward.below(0) : outputs.get(l - 1);
            products.form(l, below, signals.delta(l)).read(gradient.weight(l));
            OuterProducts.bias(signals.delta(l), gradient.bias(l));
        }
    }

    /** The operator, in its two halves. */
    private final class Curvature implements Krylov.Curvature {

        @Override
        public void kernel(double[] c, double[] into) {
            kernel.times(c, into);
        }

        @Override
        public void hessian(double[] q, double[] into) {
            loss.applyHessian(q, into);
        }
    }

    @Override
    public void close() {
        forward.close();
        kernel.close();
        pullback.close();
        products.close();
        outputs.forEach(Matrix::close);
    }
}
