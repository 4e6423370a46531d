package io.lamina.runtime.kernels;

/** Fully connected layers, which are products of matrices: {@code x[n, in]}, {@code w[in, out]}, {@code y[n, out]}. */
public final class DenseKernels {
    /** Floats of a result that a function goes over at a time. */
    private static final int STRIP = 12288;

    /** The largest weights that are packed as a whole for that. */
    private static final int STRIP_WEIGHTS = 1 << 18;

    private DenseKernels() {}

    /**
     * The floats of scratch memory that a product of {@code columns} columns needs whose sums have {@code terms} terms: {@link
     * #forward} has {@code out} and {@code in} of them, {@link #backwardInput} {@code in} and {@code out}, and {@link
     * #backwardWeights} {@code out} and {@code n}.
     */
    public static int scratch(int columns, int terms) {
        return MatrixKernels.scratch(columns, terms);
    }

    /**
     * {@code y[r, j] = activation(b[j] + sum over k of x[r, k] * w[k, j])}, k ascending.
     *
     * @param y result {@code [n, out]}
     * @param yo offset of {@code y}
     * @param x input {@code [n, in]}
     * @param xo offset of {@code x}
     * @param w weights {@code [in, out]}
     * @param wo offset of {@code w}
     * @param b bias {@code [out]}, or {@link Kernels#NONE}
     * @param bo offset of {@code b}
     * @param scratch {@link #scratch scratch(out, in)} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n rows
     * @param in inputs per row
     * @param out outputs per row
     * @param activation id from {@link Activations}
     * @param alpha slope of LEAKY_RELU, else ignored
     */
    public static void forward(
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
        if (Lane.VECTOR) {
            VectorDense.forward(y, yo, x, xo, w, wo, b, bo, scratch, so, n, in, out, activation, alpha);
        } else {
            PlainDense.forward(y, yo, x, xo, w, wo, b, bo, n, in, out, activation, alpha);
        }
    }

    /**
     * Gradient by the input: {@code dx[r, k] = sum over j of dy[r, j] * w[k, j]}.
     *
     * @param dx result {@code [n, in]}
     * @param dxo offset of {@code dx}
     * @param dy gradient by the sum before the activation, {@code [n, out]}
     * @param dyo offset of {@code dy}
     * @param w weights {@code [in, out]}
     * @param wo offset of {@code w}
     * @param scratch {@link #scratch scratch(in, out)} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n rows
     * @param in inputs per row
     * @param out outputs per row
     */
    public static void backwardInput(
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
        if (Lane.VECTOR) {
            VectorDense.backwardInput(dx, dxo, dy, dyo, w, wo, scratch, so, n, in, out);
        } else {
            PlainDense.backwardInput(dx, dxo, dy, dyo, w, wo, n, in, out);
        }
    }

    /** The floats of scratch memory that {@link #backwardInput} with a function needs for {@code w[in, out]}. */
    public static int gradientScratch(int in, int out) {
        return (goesInStrips(in, out) ? MatrixKernels.packed(in, out) : 0) + scratch(in, out);
    }

    /** Whether the weights are few enough to be packed as a whole. */
    private static boolean goesInStrips(int in, int out) {
        return in * (long) out <= STRIP_WEIGHTS;
    }

    /**
     * Gradient by what a function has been applied to: {@code dx[r, k] = f'(v[r, k]) * sum over j of dy[r, j] * w[k, j]}. Some rows at a
     * time are still in the caches when the function's gradient goes over them.
     *
     * @param dx result {@code [n, in]}
     * @param dxo offset of {@code dx}
     * @param dy gradient by the sum before the activation, {@code [n, out]}
     * @param dyo offset of {@code dy}
     * @param w weights {@code [in, out]}
     * @param wo offset of {@code w}
     * @param v what {@link ActivationKernels#backward} reads {@code [n, in]}
     * @param vo offset of {@code v}
     * @param scratch {@link #gradientScratch gradientScratch(in, out)} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n rows
     * @param in inputs per row
     * @param out outputs per row
     * @param activation id of f from {@link Activations}
     * @param alpha slope of LEAKY_RELU, else ignored
     */
    public static void backwardInput(
            float[] dx,
            int dxo,
            float[] dy,
            int dyo,
            float[] w,
            int wo,
            float[] v,
            int vo,
            float[] scratch,
            int so,
            int n,
            int in,
            int out,
            int activation,
            float alpha) {
        int strip = Math.max(12, STRIP / in / 12 * 12);
        if (!Lane.VECTOR || n <= strip || !goesInStrips(in, out)) {
            backwardInput(dx, dxo, dy, dyo, w, wo, scratch, so, n, in, out);
            ActivationKernels.backward(dx, dxo, dx, dxo, v, vo, n * in, activation, alpha);
            return;
        }
        int rest = so + MatrixKernels.packed(in, out);
        MatrixKernels.pack(scratch, so, w, wo, out, in, out, true);
        for (int r = 0; r < n; r += strip) {
            int rows = Math.min(strip, n - r);
            int to = dxo + r * in;
            int from = dyo + r * out;
            MatrixKernels.multiplyPacked(dx, to, in, dy, from, out, scratch, so, scratch, rest, rows, in, out, false);
            ActivationKernels.backward(dx, to, dx, to, v, vo + r * in, rows * in, activation, alpha);
        }
    }

    /**
     * Gradient by the weights: {@code dw[k, j] = sum over r of x[r, k] * dy[r, j]}, r ascending, for k in {@code [from, to)}.
     * The bias has {@link ReduceKernels#sumRows}.
     *
     * @param dw result {@code [in, out]}, of which the rows in the range are written
     * @param dwo offset of {@code dw}
     * @param x input {@code [n, in]}
     * @param xo offset of {@code x}
     * @param dy gradient by the sum before the activation, {@code [n, out]}
     * @param dyo offset of {@code dy}
     * @param scratch {@link #scratch scratch(out, n)} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n rows
     * @param in inputs per row
     * @param out outputs per row
     * @param from first row of {@code dw}
     * @param to one past the last row of {@code dw}
     */
    public static void backwardWeights(
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
        if (Lane.VECTOR) {
            VectorDense.backwardWeights(dw, dwo, x, xo, dy, dyo, scratch, so, n, in, out, from, to);
        } else {
            PlainDense.backwardWeights(dw, dwo, x, xo, dy, dyo, n, in, out, from, to);
        }
    }
}
