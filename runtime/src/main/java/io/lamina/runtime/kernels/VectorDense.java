package io.lamina.runtime.kernels;

/** {@link DenseKernels} on the tiles of {@link VectorSums} and {@link VectorDots}. */
final class VectorDense {
    /** Terms of a sum per pass, so that a panel of two vectors' width takes 16 KiB: half of a small first-level cache. */
    private static final int PASS = 2048 / VectorWidth.LANES;

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
            int n,
            int in,
            int out,
            int activation,
            float alpha) {
        // y[r, :] = b + sum over k of x[r, k] * w[k, :], in passes over k that go on from y
        VectorSums.block(y, yo, out, b, bo, 0, x, xo, in, 1, 0, 0, w, wo, out, 0, 0, Math.min(PASS, in), 1, 1, n, out);
        for (int k = PASS; k < in; k += PASS) {
            VectorSums.block(
                    y,
                    yo,
                    out,
                    y,
                    yo,
                    out,
                    x,
                    xo + k,
                    in,
                    1,
                    0,
                    0,
                    w,
                    wo + k * out,
                    out,
                    0,
                    0,
                    Math.min(PASS, in - k),
                    1,
                    1,
                    n,
                    out);
        }
        VectorActivation.forward(y, yo, y, yo, n * out, activation, alpha);
    }

    static void backwardInput(float[] dx, int dxo, float[] dy, int dyo, float[] w, int wo, int n, int in, int out) {
        // dx[r, k] = dy[r, :] . w[k, :]
        VectorDots.block(dx, dxo, in, dy, dyo, out, 0, 0, w, wo, out, 0, 0, out, 1, 1, n, in);
    }

    static void backwardWeights(float[] dw, int dwo, float[] x, int xo, float[] dy, int dyo, int n, int in, int out) {
        // dw[k, :] = sum over r of x[r, k] * dy[r, :], in passes over r that go on from dw
        VectorSums.block(
                dw,
                dwo,
                out,
                Kernels.NONE,
                0,
                0,
                x,
                xo,
                1,
                in,
                0,
                0,
                dy,
                dyo,
                out,
                0,
                0,
                Math.min(PASS, n),
                1,
                1,
                in,
                out);
        for (int r = PASS; r < n; r += PASS) {
            VectorSums.block(
                    dw,
                    dwo,
                    out,
                    dw,
                    dwo,
                    out,
                    x,
                    xo + r * in,
                    1,
                    in,
                    0,
                    0,
                    dy,
                    dyo + r * out,
                    out,
                    0,
                    0,
                    Math.min(PASS, n - r),
                    1,
                    1,
                    in,
                    out);
        }
    }
}
