package io.plumbline.engine;

import io.plumbline.core.conditioning.PowerIteration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The top eigenvector of A = JᵀHJ/B, in the space of its images under J: vectors v = Jᵀc are spoken of by their cotangents c, a
 * number for every example and class of the batch. With K = JJᵀ the inner product is vᵀw = c_vᵀKc_w, and Av = Jᵀ·(HKc/B). Vectors
 * v_1 … v_j that span {v, Av, A²v, …} are made one by one, orthogonal to all before, and of their span the best is taken (Lanczos
 * 1950; Rayleigh and Ritz): it comes far nearer to the top eigenvector than as many power iterations do, at the same number
 * of products, what the top eigenvectors of a training need, whose eigenvalues lie close together. With one product it is the
 * power iteration. Double precision. Not thread safe.
 */
final class Krylov {

    /** The two halves of A. */
    interface Curvature {

        /** into ← K·c. */
        void kernel(double[] c, double[] into);

        /** into ← H·q/B. */
        void hessian(double[] q, double[] into);
    }

    /** What is left here is rounding alone. */
    private static final double NOTHING = 1e-6;

    private final Curvature curvature;
    private final int numbers;
    /** v_j as cotangents. */
    private final List<double[]> basis = new ArrayList<>();
    /** K of them. */
    private final List<double[]> outputs = new ArrayList<>();
    /** Av_j as cotangents. */
    private final List<double[]> images = new ArrayList<>();
    /** vᵢᵀAv_j, of which the first {@link #size} rows and columns count. */
    private double[][] projected = {};

    private int size;
    private double residual;

    /**
     * Prepares.
     *
     * @param numbers examples times classes
     */
    Krylov(Curvature curvature, int numbers) {
        this.curvature = curvature;
        this.numbers = numbers;
    }

    /**
     * Looks for the top eigenvector.
     *
     * @param start cotangent to begin from
     * @param few products that are made at most while the residual can be trusted
     * @param most products at most
     * @param settled residual ‖Au − θu‖/‖Au‖ at which to stop
     * @return false where Jᵀ·start is 0 or not finite: nothing was found
     */
    boolean search(float[] start, int few, int most, double settled) {
        size = 0;
        residual = Double.POSITIVE_INFINITY;
        room(0);
        for (int k = 0; k < numbers; k++) {
            basis.get(0)[k] = start[k];
        }
        curvature.kernel(basis.get(0), outputs.get(0));
        double squares = dot(basis.get(0), outputs.get(0));
        if (!(squares > 0) || Double.isInfinite(squares)) {
            return false;
        }
        take(Math.sqrt(squares));
        while (size < most && residual > settled && (size < few || residual > PowerIteration.TRUSTED_RESIDUAL)) {
            if (!extend()) {
                break;
            }
        }
        return true;
    }

    /** Makes the next vector of what the last image has beyond the span; false where nothing is left. */
    private boolean extend() {
        room(size);
        double[] next = basis.get(size);
        System.arraycopy(images.get(size - 1), 0, next, 0, numbers);
        // Twice: what little is left may be rounding of the first time.
        orthogonalise(next);
        orthogonalise(next);
        curvature.kernel(next, outputs.get(size));
        double beyond = Math.max(0, dot(next, outputs.get(size)));
        double whole = beyond;
        for (int i = 0; i < size; i++) {
            whole += projected[i][size - 1] * projected[i][size - 1];
        }
        double[] best = SmallSymmetric.topEigenvector(projected, size);
        double off = beyond * best[size - 1] * best[size - 1];
        double along = along(best);
        residual = Math.sqrt(off / (along * along + off));
        if (!(beyond > NOTHING * NOTHING * whole)) {
            return false;
        }
        take(Math.sqrt(beyond));
        return true;
    }

    private void orthogonalise(double[] vector) {
        for (int i = 0; i < size; i++) {
            addScaled(basis.get(i), -dot(outputs.get(i), vector), vector);
        }
    }

    /** Makes the vector at {@link #size} and its output those of a unit vector, and multiplies it by A. */
    private void take(double norm) {
        for (int k = 0; k < numbers; k++) {
            basis.get(size)[k] /= norm;
            outputs.get(size)[k] /= norm;
        }
        curvature.hessian(outputs.get(size), images.get(size));
        for (int i = 0; i <= size; i++) {
            projected[i][size] = dot(outputs.get(i), images.get(size));
            projected[size][i] = projected[i][size];
        }
        size++;
    }

    private void room(int vector) {
        if (vector < basis.size()) {
            return;
        }
        basis.add(new double[numbers]);
        outputs.add(new double[numbers]);
        images.add(new double[numbers]);
        double[][] wider = new double[vector + 1][vector + 1];
        for (int i = 0; i < vector; i++) {
            System.arraycopy(projected[i], 0, wider[i], 0, vector);
        }
        projected = wider;
    }

    /** Returns how many products were made. */
    int size() {
        return size;
    }

    /**
     * Puts the cotangent of Au into {@code image}, u the best unit vector found.
     *
     * @return uᵀAu, the largest Ritz value
     */
    double best(double[] image) {
        double[] best = SmallSymmetric.topEigenvector(projected, size);
        Arrays.fill(image, 0);
        for (int i = 0; i < size; i++) {
            addScaled(images.get(i), best[i], image);
        }
        return along(best);
    }

    private double along(double[] s) {
        double along = 0;
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < s.length; j++) {
                along += s[i] * s[j] * projected[i][j];
            }
        }
        return along;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += x[k] * y[k];
        }
        return sum;
    }

    private static void addScaled(double[] x, double factor, double[] into) {
        for (int k = 0; k < x.length; k++) {
            into[k] += factor * x[k];
        }
    }
}
