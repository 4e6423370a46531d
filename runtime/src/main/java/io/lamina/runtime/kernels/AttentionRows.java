package io.lamina.runtime.kernels;

/** The running softmax over the rows of a tile: a maximum and a sum of exponentials per row, which grow tile by tile. */
final class AttentionRows {
    private AttentionRows() {}

    /** {@code x = exp(x * scale - shift)}, or 0 where that is below {@code exp(-50)}; n a multiple of every vector's lanes. */
    static void exponentials(float[] x, int xo, int n, float scale, float shift) {
        if (Lane.VECTOR) {
            VectorAttention.exponentials(x, xo, n, scale, shift);
        } else {
            PlainAttention.exponentials(x, xo, n, scale, shift);
        }
    }

    /** {@code d = p * (d - delta) * scale}. */
    static void gradient(float[] d, int dO, float[] p, int po, int n, float delta, float scale) {
        if (Lane.VECTOR) {
            VectorAttention.gradient(d, dO, p, po, n, delta, scale);
        } else {
            PlainAttention.gradient(d, dO, p, po, n, delta, scale);
        }
    }

    private static float max(float[] x, int xo, int n) {
        if (Lane.VECTOR) {
            return VectorSoftmax.max(x, xo, n);
        }
        return PlainSoftmax.max(x, xo, n);
    }

    private static float sum(float[] x, int xo, int n) {
        if (Lane.VECTOR) {
            return VectorSoftmax.sum(x, xo, n);
        }
        return PlainSoftmax.sum(x, xo, n);
    }

    /**
     * A tile's part of the softmax: scores become {@code exp(score * scale - maximum)}, and what earlier tiles gave is brought to
     * the new maximum.
     *
     * @param y scores
     * @param yo offset of {@code y}
     * @param state maxima, then sums, {@link AttentionTile#QUERIES} of each
     * @param mo offset of the maxima
     * @param out the weighted values so far
     * @param oo offset of the tile's first row
     * @param step from row to row of {@code out}
     * @param size of a row of {@code out}
     * @param isFirst whether there are no earlier tiles: {@code out} is not touched then
     */
    static void update(
            float[] y,
            int yo,
            float[] state,
            int mo,
            float[] out,
            int oo,
            int step,
            int size,
            int rows,
            int columns,
            float scale,
            boolean isFirst) {
        int n = AttentionTile.padded(columns);
        int sums = mo + AttentionTile.QUERIES;
        for (int r = 0; r < rows; r++) {
            int row = yo + r * AttentionTile.KEYS;
            float before = isFirst ? Float.NEGATIVE_INFINITY : state[mo + r];
            float largest = max(y, row, n) * scale;
            largest = before > largest ? before : largest;
            // A row that sees nothing so far: its exponentials are 0 for any shift that is a number.
            float shift = largest == Float.NEGATIVE_INFINITY ? 0f : largest;
            exponentials(y, row, n, scale, shift);
            float sum = sum(y, row, n);
            if (!isFirst) {
                float factor = PlainMath.exp(before - shift);
                sum += state[sums + r] * factor;
                if (factor != 1f) {
                    ArithmeticKernels.scale(out, oo + r * step, out, oo + r * step, size, factor);
                }
            }
            state[mo + r] = largest;
            state[sums + r] = sum;
        }
    }

    /** Divides by the sums; a row that saw nothing is zeros. What {@link #update} left in the maxima becomes log-sum-exp. */
    static void finish(float[] state, int mo, float[] out, int oo, int step, int size, int rows) {
        int sums = mo + AttentionTile.QUERIES;
        for (int r = 0; r < rows; r++) {
            float sum = state[sums + r];
            boolean isEmpty = sum == 0f;
            ArithmeticKernels.scale(out, oo + r * step, out, oo + r * step, size, isEmpty ? 0f : 1f / sum);
            state[mo + r] = isEmpty ? 0f : state[mo + r] + PlainMath.log(sum);
        }
    }
}
