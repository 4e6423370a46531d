package io.lamina.runtime.kernels;

/** {@link DenseKernels} on the products of {@link VectorMatrix}. */
final class VectorDense {
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
        if (VectorGemm.readsRows(w, wo, out, n, in, out)) {
            VectorGemm.rows(y, yo, out, b, bo, 0, x, xo, in, w, wo, out, scratch, so, n, in, out);
        } else {
            VectorBlocks.multiply(y, yo, out, b, bo, 0, x, xo, in, w, wo, out, scratch, so, n, out, in, false, 1f);
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
        VectorMatrix.multiply(
                dw,
                dwo + from * out,
                out,
                x,
                xo + from,
                in,
                dy,
                dyo,
                out,
                scratch,
                so,
                to - from,
                out,
                n,
                true,
                false,
                false,
                1f);
    }
}
