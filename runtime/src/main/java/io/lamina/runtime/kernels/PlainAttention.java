package io.lamina.runtime.kernels;

/** The rows of a tile of scores, as plain loops. */
final class PlainAttention {
    private PlainAttention() {}

    /** {@code x = exp(x * scale - shift)}. */
    static void exponentials(float[] x, int xo, int n, float scale, float shift) {
        for (int j = 0; j < n; j++) {
            x[xo + j] = PlainMath.exp(x[xo + j] * scale - shift);
        }
    }

    /** {@code d = p * (d - delta)}. */
    static void gradient(float[] d, int dO, float[] p, int po, int n, float delta) {
        for (int j = 0; j < n; j++) {
            d[dO + j] = p[po + j] * (d[dO + j] - delta);
        }
    }
}
