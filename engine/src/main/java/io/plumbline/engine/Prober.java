package io.plumbline.engine;

import io.plumbline.core.conditioning.PowerIteration;
import io.plumbline.core.model.Architecture;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Measures gradient and curvature on the fixed probe batch. λ is the top eigenvalue of the Gauss-Newton operator
 * JᵀHJ/B: q = J·v, cotangent H·q/B, z = Jᵀ·(that); of the few v of a {@link Krylov} space the best, u, gives z = Au,
 * λ = ‖z‖, and u ← z/λ for the next probe. With one product per probe that is the power iteration. Not thread safe.
 */
final class Prober implements AutoCloseable {

    private final NetworkSpec network;
    private final ProbeSpec spec;
    private final List<INDArray> weights;
    private final Inputs inputs;
    private final Pass forward;
    private final Signals signals;
    private final CrossEntropy loss;
    private final GatedTensors gated;
    private final Direction direction;
    private final Tangent tangent;
    private final Pullback pullback;
    private final OuterProducts products;
    private final Parameters gradient;
    private final Parameters image;
    private final Krylov krylov;
    private final EnergyColumns columns;
    private final GateCurvature gateCurvature;
    private final int[] labels;
    private final float[][] scratch;

    Prober(NetworkSpec network, ProbeSpec spec, MlpGraph graph, List<INDArray> weights, long seed) {
        this.network = network;
        this.spec = spec;
        this.weights = weights;
        Architecture table = network.architecture();
        int examples = spec.batch().examples();
        labels = spec.batch().labels().clone();
        inputs = new Inputs(network, examples);
        inputs.features(spec.batch().values(), examples);
        forward = new Pass(graph.graph(), graph.outputs());
        signals = new Signals(network, examples);
        loss = new CrossEntropy(examples, network.classes());
        gated = new GatedTensors(table);
        direction = new Direction(table, gated, ~seed);
        tangent = new Tangent(network, examples);
        pullback = new Pullback(network, examples);
        products = new OuterProducts(network, examples);
        gradient = new Parameters(table);
        image = new Parameters(table);
        krylov = new Krylov(table);
        columns = new EnergyColumns(table, gated, spec.scope());
        gateCurvature = new GateCurvature(spec.draws(), seed, table.layers());
        scratch = new float[examples][network.classes()];
    }

    /** Puts gates into force; the direction is restricted to what is open. */
    void gates(float[][] gates) {
        inputs.gates(gates);
        gated.gates(gates);
        direction.restrict();
    }

    /** Returns the direction that probes go on from: the object itself. */
    Direction direction() {
        return direction;
    }

    /** Returns the mean loss on the probe batch. */
    double loss(Parameters biases) {
        inputs.biases(biases);
        forward.run(inputs.byName());
        Native.read(forward.get(MlpGraph.LOGITS), signals.logits());
        loss.compute(signals.logits(), labels, scratch);
        return loss.loss();
    }

    /**
     * Fills the record at the current weights.
     *
     * @param step that the gate curvature's signs are drawn for
     */
    void probe(long step, Parameters biases, float[][] gates, ProbeRecord into) {
        measureGradient(biases, gates, into);
        gateCurvature.measure(step, loss, signals, pullback, weights, gates, into.gateCurvatureColumn());
        int made = 0;
        int most = direction.isRandom() ? spec.firstIterations() : spec.iterations();
        do {
            made += search(Math.min(most - made, Krylov.MOST), gates, into);
            if (into.eigenResidual() > PowerIteration.TRUSTED_RESIDUAL) {
                // No decision may rest on it, as in the first steps of a run, where it turns fast: not worth a probe
                // yet.
                most = Math.max(most, spec.firstIterations());
            }
        } while (made < most && into.eigenResidual() > spec.settled());
    }

    private void measureGradient(Parameters biases, float[][] gates, ProbeRecord into) {
        inputs.biases(biases);
        forward.run(inputs.byName());
        signals.readOutputs(forward);
        loss.compute(signals.logits(), labels, signals.delta(network.depth() - 1));
        into.loss(loss.loss(), loss.residual());
        pullBack(gates);
        columns.compute(gradient, into.energyColumn(), into.energy());
    }

    /**
     * Looks for the top eigenvector with so many products at most, from the direction that was found last.
     *
     * @return how many products were made
     */
    private int search(int most, float[][] gates, ProbeRecord into) {
        krylov.begin(direction.entries());
        boolean goesOn = true;
        while (goesOn) {
            multiply(krylov.next(), gates);
            krylov.take(gradient);
            double along = krylov.best(image);
            columns.compute(image, into.curvatureColumn(), into.curvature());
            double squares = into.curvature().total();
            double lambda = Math.sqrt(squares);
            into.lambda(lambda, Math.sqrt(Math.max(0, squares - along * along)) / lambda);
            goesOn = krylov.size() < most && into.eigenResidual() > spec.settled() && extend();
        }
        direction.follow(image, into.lambda());
        return krylov.size();
    }

    /** Makes the next vector of the last product, zero on what closed nodes own and read out; false where none is left. */
    private boolean extend() {
        gated.zeroClosed(gradient, gradient);
        return krylov.extend(gradient);
    }

    /** Puts JᵀHJ·v/B into {@link #gradient}, closed nodes observed. */
    private void multiply(Parameters v, float[][] gates) {
        float[][] q = tangent.of(v, gatedInputs(), weights, signals, gates);
        loss.applyHessian(q, signals.delta(network.depth() - 1));
        pullBack(gates);
    }

    private List<INDArray> gatedInputs() {
        List<INDArray> maps = new ArrayList<>(List.of(inputs.byName().get("x")));
        for (int l = 0; l < network.depth() - 1; l++) {
            maps.add(forward.get("o" + l));
        }
        return maps;
    }

    /** Forms the gradient of what lies in δ of the logits, every node open to its own signal. */
    private void pullBack(float[][] gates) {
        pullback.carryObserved(signals, weights, gates);
        for (int l = 0; l < network.depth(); l++) {
            INDArray below = l == 0 ? inputs.byName().get("x") : forward.get("h" + (l - 1));
            Native.read(products.form(l, below, signals.delta(l)), gradient.weight(l));
            OuterProducts.bias(signals.delta(l), gradient.bias(l));
        }
    }

    @Override
    public void close() {
        forward.close();
        tangent.close();
        pullback.close();
        products.close();
        inputs.close();
    }
}
