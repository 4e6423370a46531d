package io.lamina.runtime.kernels;

/** {@link SoftmaxKernels} as plain loops. */
final class PlainSoftmax {
    private PlainSoftmax() {}

    static void forward(float[] y, int yo, float[] x, int xo, int n, int c) {
        for (int r = 0; r < n; r++) {
            forwardRow(y, yo + r * c, x, xo + r * c, c);
        }
    }

    private static void forwardRow(float[] y, int yo, float[] x, int xo, int c) {
        float max = max(x, xo, c);
        for (int j = 0; j < c; j++) {
            y[yo + j] = PlainMath.exp(x[xo + j] - max);
        }
        ArithmeticKernels.scale(y, yo, y, yo, c, 1f / sum(y, yo, c));
    }

    /** The largest element. A NaN may be passed over: its exponential makes the sum NaN. */
    static float max(float[] x, int xo, int c) {
        float max = x[xo];
        for (int j = 1; j < c; j++) {
            max = x[xo + j] > max ? x[xo + j] : max;
        }
        return max;
    }

    /** {@code y = x - max}. */
    static void subtract(float[] y, int yo, float[] x, int xo, int c, float max) {
        for (int j = 0; j < c; j++) {
            y[yo + j] = x[xo + j] - max;
        }
    }

    static float sum(float[] x, int xo, int c) {
        float sum = 0f;
        for (int j = 0; j < c; j++) {
            sum += x[xo + j];
        }
        return sum;
    }

    static void backward(float[] dx, int dxo, float[] dy, int dyo, float[] y, int yo, int n, int c) {
        for (int r = 0; r < n; r++) {
            int row = r * c;
            float dot = PlainDense.dot(dy, dyo + row, y, yo + row, c);
            backwardRow(dx, dxo + row, dy, dyo + row, y, yo + row, c, dot);
        }
    }

    /** {@code dx = y * (dy - dot)}. */
    static void backwardRow(float[] dx, int dxo, float[] dy, int dyo, float[] y, int yo, int c, float dot) {
        for (int j = 0; j < c; j++) {
            dx[dxo + j] = y[yo + j] * (dy[dyo + j] - dot);
        }
    }
}
