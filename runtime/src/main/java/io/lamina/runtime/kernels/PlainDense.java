package io.lamina.runtime.kernels;

/** {@link DenseKernels} as plain loops. The inner ones run along rows of the weights, where C2 makes vectors of them. */
final class PlainDense {
    private PlainDense() {}

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
        // y[r, :] = b + sum over k of x[r, k] * w[k, :]
        for (int r = 0; r < n; r++) {
            int row = yo + r * out;
            start(y, row, b, bo, out);
            for (int k = 0; k < in; k++) {
                addScaled(y, row, w, wo + k * out, x[xo + r * in + k], out);
            }
        }
        PlainActivation.forward(y, yo, y, yo, n * out, activation, alpha);
    }

    static void backwardInput(float[] dx, int dxo, float[] dy, int dyo, float[] w, int wo, int n, int in, int out) {
        // dx[r, k] = dy[r, :] . w[k, :]
        for (int r = 0; r < n; r++) {
            for (int k = 0; k < in; k++) {
                dx[dxo + r * in + k] = dot(dy, dyo + r * out, w, wo + k * out, out);
            }
        }
    }

    static void backwardWeights(
            float[] dw, int dwo, float[] x, int xo, float[] dy, int dyo, int n, int in, int out, int from, int to) {
        // dw[k, :] = sum over r of x[r, k] * dy[r, :]
        ArithmeticKernels.fill(dw, dwo + from * out, (to - from) * out, 0f);
        for (int r = 0; r < n; r++) {
            for (int k = from; k < to; k++) {
                addScaled(dw, dwo + k * out, dy, dyo + r * out, x[xo + r * in + k], out);
            }
        }
    }

    /** {@code y = b}, or zeros where b is absent; y may be b itself. */
    static void start(float[] y, int yo, float[] b, int bo, int n) {
        if (b.length == 0) {
            ArithmeticKernels.fill(y, yo, n, 0f);
        } else if (y != b || yo != bo) {
            System.arraycopy(b, bo, y, yo, n);
        }
    }

    /** {@code y += factor * x}. */
    static void addScaled(float[] y, int yo, float[] x, int xo, float factor, int n) {
        for (int j = 0; j < n; j++) {
            y[yo + j] += factor * x[xo + j];
        }
    }

    /** {@code a . b}, in four interleaved sums so that additions need not wait for one another. */
    static float dot(float[] a, int ao, float[] b, int bo, int n) {
        float s0 = 0f;
        float s1 = 0f;
        float s2 = 0f;
        float s3 = 0f;
        int j = 0;
        for (; j < n - 3; j += 4) {
            s0 += a[ao + j] * b[bo + j];
            s1 += a[ao + j + 1] * b[bo + j + 1];
            s2 += a[ao + j + 2] * b[bo + j + 2];
            s3 += a[ao + j + 3] * b[bo + j + 3];
        }
        for (; j < n; j++) {
            s0 += a[ao + j] * b[bo + j];
        }
        return (s0 + s2) + (s1 + s3);
    }
}
