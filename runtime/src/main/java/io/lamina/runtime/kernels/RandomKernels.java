package io.lamina.runtime.kernels;

import io.lamina.runtime.CounterRandom;

/** Random masks from a counter: element i depends on the key and on i alone, whoever computes it and when. */
public final class RandomKernels {
    private static final int UNIFORM_BITS = 24;

    private RandomKernels() {}

    /**
     * Dropout: {@code y[i] = x[i] / (1 - rate)} where {@link CounterRandom#uniform} of {@code key} and {@code first + i} is at
     * least {@code rate}, else 0. Applied to the gradient with the same key it is its own gradient. In place allowed.
     *
     * @param y result
     * @param yo offset of {@code y}
     * @param x input
     * @param xo offset of {@code x}
     * @param first where these elements begin in the whole tensor
     * @param n elements
     * @param key the mask's key
     * @param rate the share that is dropped, at least 0 and below 1
     */
    public static void dropout(float[] y, int yo, float[] x, int xo, int first, int n, long key, float rate) {
        dropout(y, yo, x, xo, first, 1, n, key, rate);
    }

    /**
     * The same for matrices whose elements are numbered column by column: of matrix q, {@code rows} by {@code columns}, element (i, j)
     * has number {@code (q * columns + j) * rows + i}. Channels last take this where a model counts channels first.
     *
     * @param y result
     * @param yo offset of {@code y}
     * @param x input
     * @param xo offset of {@code x}
     * @param first the number of the first matrix in the whole tensor
     * @param matrices how many
     * @param rows of each
     * @param columns of each
     * @param key the mask's key
     * @param rate the share that is dropped, at least 0 and below 1
     */
    public static void dropoutTransposed(
            float[] y,
            int yo,
            float[] x,
            int xo,
            int first,
            int matrices,
            int rows,
            int columns,
            long key,
            float rate) {
        for (int row = 0; row < matrices * rows; row++) {
            int at = row * columns;
            int from = (first + row / rows) * columns * rows + row % rows;
            dropout(y, yo + at, x, xo + at, from, rows, columns, key, rate);
        }
    }

    private static void dropout(
            float[] y, int yo, float[] x, int xo, int first, int step, int n, long key, float rate) {
        float scale = 1f / (1f - rate);
        // uniform >= rate exactly when the bits are at least ceil(rate * 2^24); the product is exact in double.
        long threshold = (long) Math.ceil((double) rate * (1 << UNIFORM_BITS));
        for (int i = 0; i < n; i++) {
            long bits = CounterRandom.bits(key, first + i * step) >>> (64 - UNIFORM_BITS);
            // All ones where the element is kept: a branch would be mispredicted half the time.
            int kept = (int) ((threshold - 1 - bits) >> 63);
            y[yo + i] = Float.intBitsToFloat(Float.floatToRawIntBits(x[xo + i] * scale) & kept);
        }
    }
}
