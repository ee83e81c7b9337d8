package io.plumbline.engine;

import io.plumbline.core.model.Architecture;

/**
 * A few vectors v_1 … v_j that span {v, Av, A²v, …}, and their images under a symmetric operator A. The best vector in
 * their span (Rayleigh and Ritz; Lanczos 1950) comes far nearer to the top eigenvector than as many power iterations do,
 * at the same number of products with A: what the top eigenvectors of a training need, whose eigenvalues lie close
 * together. Vectors are orthogonalised against all before them, twice where much cancels, so that single precision does. Not thread safe.
 */
final class Krylov {

    /** Four vectors and their images: enough for a probe, little enough memory for a large network. */
    static final int MOST = 4;

    /** Where so little is left, rounding is a hundredth of it: once more. */
    private static final double CANCELLED = 1e-3;

    /** What is left here is rounding alone. */
    private static final double NOTHING = 1e-6;

    private final Parameters[] basis = new Parameters[MOST];
    private final Parameters[] images = new Parameters[MOST];
    /** VᵀAV, of which the first {@link #size} rows and columns count. */
    private final double[][] projected = new double[MOST][MOST];

    private int size;

    Krylov(Architecture network) {
        for (int j = 0; j < MOST; j++) {
            basis[j] = new Parameters(network);
            images[j] = new Parameters(network);
        }
    }

    /** Begins anew with a unit vector. */
    void begin(Parameters v) {
        size = 0;
        basis[0].copyOf(v);
    }

    /** Returns the vector whose image is to come next. */
    Parameters next() {
        return basis[size];
    }

    /** Returns how many images there are. */
    int size() {
        return size;
    }

    /** Takes the image of {@link #next}. Entries where the basis is 0 do no harm: they meet zeros. */
    void take(Parameters image) {
        images[size].copyOf(image);
        for (int i = 0; i <= size; i++) {
            projected[i][size] = basis[i].dot(image);
            projected[size][i] = projected[i][size];
        }
        size++;
    }

    /**
     * Makes the next vector of what the last image has beyond the span.
     *
     * @param residue a copy of the last image, 0 wherever vectors are to be 0; changed
     * @return false where nothing is left or there is no room: the span is all there is
     */
    boolean extend(Parameters residue) {
        if (size == MOST) {
            return false;
        }
        double before = Math.sqrt(residue.dot(residue));
        double norm = orthogonalise(residue);
        if (norm < CANCELLED * before) {
            norm = orthogonalise(residue);
        }
        if (!(norm > NOTHING * before)) {
            return false;
        }
        basis[size].fill(0);
        basis[size].addScaled(residue, (float) (1 / norm));
        return true;
    }

    private double orthogonalise(Parameters residue) {
        for (int i = 0; i < size; i++) {
            residue.addScaled(basis[i], (float) -basis[i].dot(residue));
        }
        return Math.sqrt(residue.dot(residue));
    }

    /**
     * Puts the image z = A·u of the best unit vector u in the span into {@code z}.
     *
     * @return uᵀz, the largest Ritz value
     */
    double best(Parameters z) {
        double[] c = SmallSymmetric.topEigenvector(projected, size);
        z.fill(0);
        double along = 0;
        for (int i = 0; i < size; i++) {
            z.addScaled(images[i], (float) c[i]);
            for (int j = 0; j < size; j++) {
                along += c[i] * c[j] * projected[i][j];
            }
        }
        return along;
    }
}
