package io.plumbline.engine;

import io.plumbline.core.model.Architecture;
import java.util.Arrays;

/**
 * Measures gradient and curvature on the fixed probe batch. λ is the top eigenvalue of the Gauss-Newton operator A = JᵀHJ/B:
 * {@link Krylov} finds its direction among cotangents of the logits, and of the best, u, the image z = Au is formed as the
 * gradient is, closed nodes observed; λ = ‖z‖, and the next probe goes on from z/λ. Not thread safe.
 */
final class Prober implements AutoCloseable {

    private final ProbeSpec spec;
    private final Pass pass;
    private final CrossEntropy loss;
    private final GatedTensors gated;
    private final Direction direction;
    private final Parameters gradient;
    private final Krylov krylov;
    private final EnergyColumns columns;
    private final GateCurvature gateCurvature;
    private final int[] labels;
    private final float[][] scratch;
    private final double[] image;

    /** Takes weights that are read at every use. */
    Prober(NetworkSpec network, ProbeSpec spec, Weights weights, RunningStatistics running, long seed) {
        this.spec = spec;
        Architecture table = network.architecture();
        int examples = spec.batch().examples();
        labels = spec.batch().labels().clone();
        pass = Blocks.pass(network, weights, running, examples, Use.PROBE, Dropout.none(network.layers()));
        pass.features(spec.batch().values(), examples);
        loss = new CrossEntropy(examples, network.predictions(), network.classes());
        gated = new GatedTensors(table);
        direction = new Direction(examples, network.logits(), ~seed);
        gradient = new Parameters(table);
        image = new double[examples * network.logits()];
        krylov = new Krylov(new Curvature(), image.length);
        columns = new EnergyColumns(table, gated, spec.scope());
        gateCurvature = new GateCurvature(spec.draws(), seed, table.layers());
        scratch = new float[examples][network.logits()];
    }

    /** Puts gates into force. */
    void gates(float[][] gates) {
        pass.gates(gates);
        gated.gates(gates);
    }

    /** Returns where the next search goes on from: the object itself. */
    Direction direction() {
        return direction;
    }

    /** Measures what the probe batch is normalised with at the current weights. */
    void statistics(RunningStatistics into) {
        if (!into.areNone()) {
            pass.forward();
            into.measured(pass.norms());
        }
    }

    /** Returns the mean loss on the probe batch. */
    double loss() {
        pass.forward();
        loss.compute(pass.logits(), labels, scratch);
        return loss.loss();
    }

    /**
     * Fills the record at the current weights.
     *
     * @param step that the gate curvature's signs are drawn for
     */
    void probe(long step, ProbeRecord into) {
        pass.forward();
        pass.keepObserved();
        measureGradient(into);
        gateCurvature.measure(step, loss, pass, into.gateCurvatureColumn());
        measureCurvature(into);
    }

    private void measureGradient(ProbeRecord into) {
        loss.compute(pass.logits(), labels, pass.cotangent());
        into.loss(loss.loss(), loss.residual());
        observe();
        columns.compute(gradient, into.energyColumn(), into.energy());
    }

    private void measureCurvature(ProbeRecord into) {
        pass.beginTangents();
        double along = search();
        pass.cotangent(image);
        observe();
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

    /** Forms the gradient of the cotangent that is there, every node open to its own signal. */
    private void observe() {
        pass.observe();
        pass.observed(gradient);
    }

    /** The operator, in its two halves. */
    private final class Curvature implements Krylov.Curvature {

        @Override
        public void kernel(double[] c, double[] into) {
            pass.kernel(c, into);
        }

        @Override
        public void hessian(double[] q, double[] into) {
            loss.applyHessian(q, into);
        }
    }

    @Override
    public void close() {
        pass.close();
    }
}
