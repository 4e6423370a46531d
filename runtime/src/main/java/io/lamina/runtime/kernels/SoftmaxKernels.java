package io.lamina.runtime.kernels;

/** Softmax over the last dimension: {@code x[n, c]}, {@code y[n, c]}. */
public final class SoftmaxKernels {
    private SoftmaxKernels() {}

    /**
     * {@code y[r, j] = exp(x[r, j] - m) / sum over k of exp(x[r, k] - m)} with m the row's maximum. In place allowed. A row
     * that holds NaN or positive infinity becomes NaN.
     *
     * @param y result {@code [n, c]}
     * @param yo offset of {@code y}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param n rows
     * @param c classes, at least 1
     */
    public static void forward(float[] y, int yo, float[] x, int xo, int n, int c) {
        if (Lane.VECTOR) {
            VectorSoftmax.forward(y, yo, x, xo, n, c);
        } else {
            PlainSoftmax.forward(y, yo, x, xo, n, c);
        }
    }

    /**
     * {@code dx[r, j] = y[r, j] * (dy[r, j] - sum over k of dy[r, k] * y[r, k])}. In place allowed, on {@code dy} and on
     * {@code y}.
     *
     * @param dx result {@code [n, c]}
     * @param dxo offset of {@code dx}
     * @param dy gradient by the result {@code [n, c]}
     * @param dyo offset of {@code dy}
     * @param y what {@link #forward} wrote
     * @param yo offset of {@code y}
     * @param n rows
     * @param c classes, at least 1
     */
    public static void backward(float[] dx, int dxo, float[] dy, int dyo, float[] y, int yo, int n, int c) {
        if (Lane.VECTOR) {
            VectorSoftmax.backward(dx, dxo, dy, dyo, y, yo, n, c);
        } else {
            PlainSoftmax.backward(dx, dxo, dy, dyo, y, yo, n, c);
        }
    }
}
