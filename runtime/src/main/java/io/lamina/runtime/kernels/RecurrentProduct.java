package io.lamina.runtime.kernels;

/**
 * The product of every step of a recurrence, {@code y[m, n] += a[m, k] w[k, n]}, in the two parts in which a sequence needs it:
 * the weights are packed once, then multiplied at each step. Each sum is one chain with k ascending, whatever m is.
 */
final class RecurrentProduct {
    /** The most rows that a kernel takes through a step at a time: as many as the largest tile has. */
    static final int ROWS = 12;

    private RecurrentProduct() {}

    /** The rows of the next such group where {@code left} are left. */
    static int rows(int left) {
        if (Lane.VECTOR) {
            return Math.min(left, VectorOuter.rows(left));
        }
        return Math.min(left, ROWS);
    }

    /** The floats of scratch memory for {@code w[k, n]}: the packed weights, and what a product takes. */
    static int scratch(int k, int n) {
        return MatrixKernels.packed(n, k) + MatrixKernels.scratch(n, k);
    }

    /** Packs {@code w[k, n]}, rows {@code wStep} apart, for products of {@code m} rows. One row reads the weights as they stand. */
    static void prepare(float[] scratch, int so, float[] w, int wo, int wStep, int m, int k, int n) {
        if (m > 1) {
            MatrixKernels.pack(scratch, so, w, wo, wStep, n, k, false);
        }
    }

    /**
     * {@code y[m, n] = s[m, n] + a[m, k] w[k, n]} behind {@link #prepare} for {@code all} rows, of which these are some or none; s may be y.
     */
    static void add(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int from,
            int sStep,
            float[] a,
            int ao,
            int aStep,
            float[] w,
            int wo,
            int wStep,
            float[] scratch,
            int so,
            int all,
            int m,
            int k,
            int n) {
        int rest = so + MatrixKernels.packed(n, k);
        if (Lane.VECTOR) {
            VectorMatrix.multiplySome(
                    y, yo, yStep, s, from, sStep, a, ao, aStep, w, wo, wStep, scratch, so, rest, all, m, n, k);
            return;
        }
        for (int r = 0; r < m; r++) {
            RecurrentSteps.copy(y, yo + r * yStep, s, from + r * sStep, n);
        }
        MatrixKernels.multiply(
                y, yo, yStep, a, ao, aStep, w, wo, wStep, scratch, rest, m, n, k, false, false, true, 1f);
    }

    /** Packs the transpose of {@code w[n, k]}. */
    static void prepareTransposed(float[] scratch, int so, float[] w, int wo, int k, int n) {
        MatrixKernels.pack(scratch, so, w, wo, k, n, k, true);
    }

    /** {@code y[m, n] += a[m, k]} times the transpose of {@code w[n, k]} that {@link #prepareTransposed} has packed. */
    static void addTransposed(
            float[] y, int yo, int yStep, float[] a, int ao, int aStep, float[] scratch, int so, int m, int k, int n) {
        int rest = so + MatrixKernels.packed(n, k);
        MatrixKernels.multiplyPacked(y, yo, yStep, a, ao, aStep, scratch, so, scratch, rest, m, n, k, true);
    }
}
