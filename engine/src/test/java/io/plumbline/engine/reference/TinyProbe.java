package io.plumbline.engine.reference;

import io.plumbline.core.conditioning.PowerIteration;
import io.plumbline.core.random.Draws;
import io.plumbline.core.settings.Scope;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.ProbeRecord;
import io.plumbline.engine.ProbeSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Gradient and curvature on the probe batch; λ by plain power iteration. */
final class TinyProbe {

    private static final String DIRECTION = "logits.direction";

    private final TinyNetwork network;
    private final ProbeSpec spec;
    private final float[] features;
    private final int[] labels;
    private final long seed;
    /** Cotangent of the logits, example after example; of no entries before the first probe. */
    private float[] direction = {};

    TinyProbe(TinyNetwork network, ProbeSpec spec, long seed) {
        this.network = network;
        this.spec = spec;
        this.seed = seed;
        features = spec.batch().features().clone();
        labels = spec.batch().labels().clone();
    }

    List<NamedArray> export() {
        return direction.length == 0 ? List.of() : List.of(new NamedArray(DIRECTION, shape(), direction));
    }

    void take(List<NamedArray> given) {
        if (given.isEmpty()) {
            direction = new float[0];
            return;
        }
        NamedArray taken = given.get(0);
        if (given.size() > 1 || !taken.name().equals(DIRECTION) || !Arrays.equals(taken.shape(), shape())) {
            throw new IllegalArgumentException("expected " + DIRECTION + ", got " + given);
        }
        direction = taken.values();
    }

    private int[] shape() {
        return new int[] {labels.length, network.classes};
    }

    double loss() {
        return network.loss(features, labels, labels.length);
    }

    void probe(long step, ProbeRecord into) {
        boolean first = direction.length == 0;
        if (first) {
            direction = new float[labels.length * network.classes];
            Random random = new Random(~seed);
            for (int k = 0; k < direction.length; k++) {
                direction[k] = (float) random.nextGaussian();
            }
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
        double[] u = unit(pass);
        double[] z = new double[network.parameters.length];
        double[] image = new double[direction.length];
        for (int i = 0; i < labels.length; i++) {
            pass.forward(features, i, labels[i]);
            double[] cotangent = pass.curved(u);
            for (int c = 0; c < cotangent.length; c++) {
                cotangent[c] /= labels.length;
                image[i * cotangent.length + c] = cotangent[c];
            }
            pass.pullBack(cotangent, z);
        }
        columns(z, into.curvatureColumn(), into.curvature());
        double squares = into.curvature().total();
        double lambda = Math.sqrt(squares);
        double along = 0;
        for (int k = 0; k < z.length; k++) {
            along += z[k] * u[k];
        }
        into.lambda(lambda, Math.sqrt(Math.max(0, squares - along * along)) / lambda);
        for (int k = 0; lambda > 0 && k < image.length; k++) {
            direction[k] = (float) (image[k] / lambda);
        }
    }

    /** Returns Jᵀ·direction as a unit vector, J by what is open. */
    private double[] unit(TinyNetwork.Pass pass) {
        double[] u = new double[network.parameters.length];
        double[] cotangent = new double[network.classes];
        for (int i = 0; i < labels.length; i++) {
            pass.forward(features, i, labels[i]);
            for (int c = 0; c < cotangent.length; c++) {
                cotangent[c] = direction[i * cotangent.length + c];
            }
            pass.pullBack(cotangent, u);
        }
        double squares = 0;
        for (int k = 0; k < u.length; k++) {
            u[k] *= gate(k);
            squares += u[k] * u[k];
        }
        for (int k = 0; k < u.length; k++) {
            u[k] /= Math.sqrt(squares);
        }
        return u;
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
}
