package io.plumbline.engine.reference;

import io.plumbline.core.conditioning.PowerIteration;
import io.plumbline.core.random.Draws;
import io.plumbline.core.settings.Scope;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.ProbeSpec;
import java.util.Arrays;
import java.util.Random;

/** Gradient and curvature on the probe batch; λ by plain power iteration. */
final class TinyProbe {

    private final TinyNetwork network;
    private final ProbeSpec spec;
    private final float[] features;
    private final int[] labels;
    private final long seed;
    /** Unit vector; of no entries before the first probe. */
    float[] direction = {};

    TinyProbe(TinyNetwork network, ProbeSpec spec, long seed) {
        this.network = network;
        this.spec = spec;
        this.seed = seed;
        features = spec.batch().features().clone();
        labels = spec.batch().labels().clone();
    }

    double loss() {
        return network.loss(features, labels, labels.length);
    }

    void probe(long step, ProbeRecord into) {
        boolean first = direction.length == 0;
        if (first) {
            direction = new float[network.parameters.length];
            Random random = new Random(~seed);
            for (int k = 0; k < direction.length; k++) {
                direction[k] = (float) random.nextGaussian();
            }
            restrict(true);
        }
        gradient(into);
        gateCurvature(step, into.gateCurvatureColumn());
        int most = first ? spec.firstIterations() : spec.iterations();
        for (int made = 0; made < most; made++) {
            multiply(into);
            if (into.eigenResidual() <= spec.settled()) {
                return;
            }
            if (made == most - 1 && into.eigenResidual() > PowerIteration.TRUSTED_RESIDUAL) {
                most = Math.max(most, spec.firstIterations());
            }
        }
    }

    private void gradient(ProbeRecord into) {
        TinyNetwork.Pass pass = network.new Pass();
        double[] observed = new double[network.parameters.length];
        double loss = 0;
        double residual = 0;
        for (int i = 0; i < labels.length; i++) {
            pass.forward(features, i, labels[i]);
            loss += pass.loss / labels.length;
            double[] r = pass.p.clone();
            r[labels[i]] -= 1;
            for (int c = 0; c < r.length; c++) {
                residual += r[c] * r[c] / labels.length;
                r[c] /= labels.length;
            }
            pass.pullBack(r, observed);
        }
        into.loss(loss, residual);
        columns(observed, into.energyColumn(), into.energy());
    }

    /** Random signs whose second moment is the curvature, pulled back to the gates, squares averaged. */
    private void gateCurvature(long step, float[] column) {
        TinyNetwork.Pass pass = network.new Pass();
        double[] sums = new double[network.nodes];
        Draws random = Draws.of(seed, step);
        for (int d = 0; d < spec.draws(); d++) {
            for (int i = 0; i < labels.length; i++) {
                pass.forward(features, i, labels[i]);
                double[] v = drawn(pass.p, random);
                for (int b = 0; b < sums.length; b++) {
                    double s = pass.gateGradient(v, b);
                    sums[b] += s * s / labels.length;
                }
            }
        }
        for (int b = 0; b < sums.length; b++) {
            // Without draws 0/0: not measured
            column[b] = (float) (sums[b] / spec.draws());
        }
    }

    private static double[] drawn(double[] p, Draws random) {
        double[] v = new double[p.length];
        double sum = 0;
        for (int c = 0; c < v.length; c++) {
            v[c] = Math.sqrt(p[c]) * Math.signum(random.nextDouble() - 0.5);
            sum += v[c];
        }
        for (int c = 0; c < v.length; c++) {
            v[c] -= p[c] * sum;
        }
        return v;
    }

    private void multiply(ProbeRecord into) {
        TinyNetwork.Pass pass = network.new Pass();
        double[] z = new double[network.parameters.length];
        for (int i = 0; i < labels.length; i++) {
            pass.forward(features, i, labels[i]);
            double[] cotangent = pass.curved(direction);
            for (int c = 0; c < cotangent.length; c++) {
                cotangent[c] /= labels.length;
            }
            pass.pullBack(cotangent, z);
        }
        columns(z, into.curvatureColumn(), into.curvature());
        double squares = into.curvature().total();
        double lambda = Math.sqrt(squares);
        double along = 0;
        for (int k = 0; k < z.length; k++) {
            along += z[k] * direction[k];
        }
        into.lambda(lambda, Math.sqrt(Math.max(0, squares - along * along)) / lambda);
        for (int k = 0; lambda > 0 && k < z.length; k++) {
            direction[k] = (float) (gate(k) * z[k] / lambda);
        }
    }

    private double gate(int k) {
        int b = network.nodeOf(k);
        return b < 0 ? 1 : network.gates[b];
    }

    /** Sums squares up: columns of all nodes, totals of the open ones. */
    private void columns(double[] observed, float[] column, ProbeRecord.Totals totals) {
        double[] sums = new double[network.nodes];
        double owned = 0;
        double ungated = 0;
        for (int k = 0; k < observed.length; k++) {
            double square = observed[k] * observed[k];
            int b = network.nodeOf(k);
            if (b >= 0 && (network.isOwned(k) || spec.scope() == Scope.OWN_AND_OUT)) {
                sums[b] += square;
            }
            if (b >= 0 && network.isOwned(k)) {
                owned += network.gates[b] * square;
            } else {
                ungated += gate(k) * square;
            }
        }
        for (int b = 0; b < sums.length; b++) {
            column[b] = (float) sums[b];
        }
        totals.layer(0, owned);
        totals.total(owned + ungated, ungated);
    }

    /** Zeroes what closed nodes have a part in, and makes a unit vector of the rest where that changed anything. */
    void restrict(boolean always) {
        boolean changed = always;
        double squares = 0;
        for (int k = 0; k < direction.length; k++) {
            if (gate(k) == 0 && direction[k] != 0) {
                direction[k] = 0;
                changed = true;
            }
            squares += (double) direction[k] * direction[k];
        }
        if (squares == 0) {
            direction = new float[0];
        }
        for (int k = 0; changed && k < direction.length; k++) {
            direction[k] = (float) (direction[k] / Math.sqrt(squares));
        }
    }

    void direction(float[] taken) {
        direction = Arrays.copyOf(taken, taken.length);
        restrict(false);
    }
}
