package io.plumbline.engine;

/** Eigenvectors of symmetric matrices of a few rows, by Jacobi's rotations (Golub and Van Loan 2013, section 8.5). */
final class SmallSymmetric {

    /** Sweeps converge quadratically; a handful is plenty for so few rows. */
    private static final int SWEEPS = 30;

    private SmallSymmetric() {}

    /**
     * Returns the unit eigenvector of the largest eigenvalue.
     *
     * @param matrix symmetric; the first {@code n} rows and columns count; not changed
     * @param n at least 1
     */
    static double[] topEigenvector(double[][] matrix, int n) {
        double[][] a = new double[n][n];
        double[][] v = new double[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, a[i], 0, n);
            v[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, v, p, q);
                }
            }
        }
        int top = 0;
        for (int i = 1; i < n; i++) {
            top = a[i][i] > a[top][top] ? i : top;
        }
        double[] vector = new double[n];
        for (int i = 0; i < n; i++) {
            vector[i] = v[i][top];
        }
        return vector;
    }

    /** Makes a[p][q] zero, and turns the vectors along. */
    private static void rotate(double[][] a, double[][] v, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
            double kp = v[k][p];
            double kq = v[k][q];
            v[k][p] = c * kp - s * kq;
            v[k][q] = s * kp + c * kq;
        }
    }
}
