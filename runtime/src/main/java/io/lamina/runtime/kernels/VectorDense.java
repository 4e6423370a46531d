package io.lamina.runtime.kernels;

/** {@link DenseKernels} on the products of {@link VectorGemm} and {@link VectorOuter}. */
final class VectorDense {
    private static final int L = VectorWidth.LANES;

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
        if (n < VectorGemm.PACKED_ROWS && out >= L) {
            VectorGemm.rows(y, yo, out, b, bo, 0, x, xo, in, w, wo, out, n, in, out);
        } else {
            for (int j = 0; j < out; ) {
                int columns = VectorPanels.columns(out - j);
                VectorPanels.packPanel(scratch, so, w, wo + j, out, in, columns);
                panel(y, yo + j, out, b, bo + j, x, xo, scratch, so, n, in, columns);
                j += columns;
            }
        }
        VectorActivation.forward(y, yo, y, yo, n * out, activation, alpha);
    }

    private static void panel(
            float[] y,
            int yo,
            int yStep,
            float[] b,
            int bo,
            float[] x,
            int xo,
            float[] scratch,
            int so,
            int n,
            int in,
            int columns) {
        int edge = so + in * VectorPanels.width(columns);
        VectorGemm.panel(y, yo, yStep, b, bo, 0, x, xo, in, scratch, so, scratch, edge, n, in, columns);
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
        for (int j = 0; j < in; ) {
            int columns = VectorPanels.columns(in - j);
            VectorPanels.packTransposedPanel(scratch, so, w, wo + j * out, out, out, columns);
            panel(dx, dxo + j, in, Kernels.NONE, 0, dy, dyo, scratch, so, n, out, columns);
            j += columns;
        }
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
        VectorOuter.sum(
                dw, dwo + from * out, out, x, xo + from, in, dy, dyo, out, scratch, so, to - from, out, n, false);
    }
}
