package io.lamina.runtime.kernels;

/**
 * {@link DenseKernels} on the products of {@link VectorMatrix}. Those of few columns, as a classifier's, have kernels that little else calls: they
 * are rehearsed.
 */
final class VectorDense {
    /** Columns of a panel: wider products run on tiles that are called often enough. */
    private static final int PANEL = 2 * VectorWidth.LANES;

    /** Terms of the sums in a {@link Rehearsal}: one turn of the tiles' loops. */
    private static final int TERMS = 2;

    private static final Rehearsal FORWARD = new Rehearsal();
    private static final Rehearsal WEIGHTS = new Rehearsal();

    private VectorDense() {}

    static void forward(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float[] scratch,
            int so,
            int n,
            int in,
            int out,
            int activation,
            float alpha) {
        if (out <= PANEL) {
            for (int calls = FORWARD.calls(); calls > 0; calls--) {
                product(
                        y,
                        yo,
                        x,
                        xo,
                        w,
                        wo,
                        b,
                        bo,
                        scratch,
                        so,
                        few(n),
                        in,
                        Math.min(in, TERMS),
                        out,
                        activation,
                        alpha);
            }
        }
        product(y, yo, x, xo, w, wo, b, bo, scratch, so, n, in, in, out, activation, alpha);
    }

    /** So many of {@code m} rows that all tiles occur, and that it is decided as for all whether matrices are packed. */
    private static int few(int m) {
        return Math.min(m, 12 + m % 12);
    }

    /** {@link #forward} with the first {@code k} of the {@code in} terms. */
    private static void product(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float[] scratch,
            int so,
            int n,
            int in,
            int k,
            int out,
            int activation,
            float alpha) {
        if (VectorGemm.readsRows(w, wo, out, n, in, out)) {
            VectorGemm.rows(y, yo, out, b, bo, 0, x, xo, in, w, wo, out, scratch, so, n, k, out);
        } else {
            VectorBlocks.multiply(y, yo, out, b, bo, 0, x, xo, in, w, wo, out, scratch, so, n, out, k, false, 1f);
        }
        VectorActivation.forward(y, yo, y, yo, n * out, activation, alpha);
    }

    static void backwardInput(
            float[] dx,
            int dxo,
            float[] dy,
            int dyo,
            float[] w,
            int wo,
            float[] scratch,
            int so,
            int n,
            int in,
            int out) {
        // dx[n, in] = dy[n, out] times the transpose of w[in, out]
        VectorMatrix.multiply(dx, dxo, in, dy, dyo, out, w, wo, out, scratch, so, n, in, out, false, true, false, 1f);
    }

    static void backwardWeights(
            float[] dw,
            int dwo,
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            float[] scratch,
            int so,
            int n,
            int in,
            int out,
            int from,
            int to) {
        int m = to - from;
        if (out <= PANEL) {
            for (int calls = WEIGHTS.calls(); calls > 0; calls--) {
                weights(dw, dwo + from * out, x, xo + from, dy, dyo, scratch, so, Math.min(n, TERMS), in, out, few(m));
            }
        }
        weights(dw, dwo + from * out, x, xo + from, dy, dyo, scratch, so, n, in, out, m);
    }

    /** {@code dw[m, out]}, the first rows of the weights' gradient. */
    private static void weights(
            float[] dw,
            int dwo,
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            float[] scratch,
            int so,
            int n,
            int in,
            int out,
            int m) {
        VectorMatrix.multiply(dw, dwo, out, x, xo, in, dy, dyo, out, scratch, so, m, out, n, true, false, false, 1f);
    }
}
