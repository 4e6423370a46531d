package io.lamina.runtime.kernels;

/** The running softmax over the rows of a tile: a maximum and a sum of exponentials per row, which grow tile by tile. */
final class AttentionRows {
    /** Floats of a row's sum in parts. */
    private static final int PARTS = 16;
    /** Floats that the rows of a tile keep: maxima, sums, and sums in parts. */
    static final int STATE = (2 + PARTS) * AttentionTile.QUERIES;

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

    /**
     * {@link #exponentials} and {@link #gradient} at once.
     *
     * @param dO gradients of the probabilities, which become those of the scores
     * @param po scores, which become probabilities
     */
    static void both(float[] x, int dO, int po, int n, float scale, float shift, float delta, float factor) {
        if (Lane.VECTOR) {
            VectorAttention.both(x, dO, po, n, scale, shift, delta, factor);
        } else {
            PlainAttention.exponentials(x, po, n, scale, shift);
            PlainAttention.gradient(x, dO, x, po, n, delta, factor);
        }
    }

    static float dot(float[] a, int ao, float[] b, int bo, int n) {
        if (Lane.VECTOR) {
            return VectorAttention.dot(a, ao, b, bo, n);
        }
        return PlainDense.dot(a, ao, b, bo, n);
    }

    private static float max(float[] x, int xo, int n) {
        if (Lane.VECTOR) {
            return VectorAttention.max(x, xo, n);
        }
        return PlainSoftmax.max(x, xo, n);
    }

    /** {@link #exponentials}, and their sum in parts: {@link #total} adds up what it leaves in {@code parts}. */
    private static void summed(float[] x, int xo, int n, float scale, float shift, float[] parts, int po) {
        if (Lane.VECTOR) {
            VectorAttention.summed(x, xo, n, scale, shift, parts, po);
        } else {
            PlainAttention.exponentials(x, xo, n, scale, shift);
            parts[po] = PlainSoftmax.sum(x, xo, n);
        }
    }

    private static float total(float[] parts, int po) {
        if (Lane.VECTOR) {
            return VectorFold.sum(parts, po);
        }
        return parts[po];
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
        int parts = sums + AttentionTile.QUERIES;
        for (int r = 0; r < rows; r++) {
            state[parts + r * PARTS] = max(y, yo + r * AttentionTile.STEP, n) * scale;
        }
        for (int r = 0; r < rows; r++) {
            float before = isFirst ? Float.NEGATIVE_INFINITY : state[mo + r];
            float largest = state[parts + r * PARTS];
            largest = before > largest ? before : largest;
            // A row that sees nothing so far: its exponentials are 0 for any shift that is a number.
            float shift = largest == Float.NEGATIVE_INFINITY ? 0f : largest;
            summed(y, yo + r * AttentionTile.STEP, n, scale, shift, state, parts + r * PARTS);
            if (!isFirst) {
                float factor = PlainMath.exp(before - shift);
                state[sums + r] *= factor;
                if (factor != 1f) {
                    ArithmeticKernels.scale(out, oo + r * step, out, oo + r * step, size, factor);
                }
            }
            state[mo + r] = largest;
        }
        for (int r = 0; r < rows; r++) {
            float sum = total(state, parts + r * PARTS);
            state[sums + r] = isFirst ? sum : state[sums + r] + sum;
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
