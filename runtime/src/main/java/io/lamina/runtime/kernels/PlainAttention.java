package io.lamina.runtime.kernels;

/** The rows of a tile of scores, as plain loops. */
final class PlainAttention {
    private PlainAttention() {}

    /** {@code x = exp(x * scale - shift)}, 0 where next to nothing is left of it. */
    static void exponentials(float[] x, int xo, int n, float scale, float shift) {
        for (int j = 0; j < n; j++) {
            float argument = x[xo + j] * scale - shift;
            x[xo + j] = argument < PlainMath.NOTHING ? 0f : PlainMath.exp(argument);
        }
    }

    /** {@code d = p * (d - delta) * scale}. */
    static void gradient(float[] d, int dO, float[] p, int po, int n, float delta, float scale) {
        for (int j = 0; j < n; j++) {
            d[dO + j] = p[po + j] * (d[dO + j] - delta) * scale;
        }
    }
}
