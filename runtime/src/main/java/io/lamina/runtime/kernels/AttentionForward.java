package io.lamina.runtime.kernels;

/** {@link AttentionKernels#forward}: head by head, a few queries at a time, over the tiles of keys that it sees. */
final class AttentionForward {
    private AttentionForward() {}

    static int scratch(int s, int size, int valueSize) {
        return products(size, valueSize)
                + AttentionTile.SIZE
                + AttentionRows.STATE
                + AttentionTile.packed(s, size)
                + AttentionTile.packedRows(s, valueSize);
    }

    /** The scratch memory of the products themselves, which lies in front. */
    static int products(int size, int valueSize) {
        int most = Math.max(AttentionTile.KEYS, Math.max(size, valueSize));
        return MatrixKernels.scratch(most, most);
    }

    static void run(
            float[] out,
            int oo,
            float[] lse,
            int lo,
            float[] weights,
            int wo,
            float[] q,
            int qo,
            float[] k,
            int ko,
            float[] v,
            int vo,
            int[] mask,
            int mo,
            float[] bias,
            int bo,
            int[] lengths,
            int no,
            float[] scratch,
            int so,
            int n,
            int t,
            int s,
            AttentionGeometry g,
            float scale,
            int first,
            long key,
            float rate) {
        int packed = so + products(g.size, g.valueSize) + AttentionTile.SIZE + AttentionRows.STATE;
        int packedValues = packed + AttentionTile.packed(s, g.size);
        int maskSize = g.maskSize(t, s);
        for (int b = 0; b < n; b++) {
            int keys = keys(lengths, no + b, s);
            for (int h = 0; h < g.heads; h++) {
                int kv = h / g.group();
                if (h % g.group() == 0) {
                    int from = ko + b * s * g.keyStep + kv * g.size;
                    AttentionTile.pack(scratch, packed, k, from, g.keyStep, s, g.size);
                    int values = vo + b * s * g.valueStep + kv * g.valueSize;
                    AttentionTile.packRows(scratch, packedValues, v, values, g.valueStep, s, g.valueSize);
                }
                int head = b * g.heads + h;
                int rows;
                for (int i = 0; i < t; i += rows) {
                    rows = AttentionTile.rows(t - i);
                    queries(
                            out,
                            oo + (b * t + i) * g.resultStep() + h * g.valueSize,
                            lse,
                            lo + head * t + i,
                            weights,
                            wo + (head * t + i) * s,
                            q,
                            qo + (b * t + i) * g.queryStep + h * g.size,
                            v,
                            vo + b * s * g.valueStep + kv * g.valueSize,
                            mask,
                            mo + b * maskSize + (g.maskOfPairs ? i * s : 0),
                            bias,
                            bo + b * maskSize + (g.maskOfPairs ? i * s : 0),
                            scratch,
                            so,
                            packed,
                            packedValues,
                            i,
                            rows,
                            keys,
                            s,
                            g,
                            scale,
                            (first + (long) head * t + i) * s,
                            key,
                            rate);
                }
            }
        }
    }

    /** How many keys of a sample count. */
    static int keys(int[] lengths, int at, int s) {
        return lengths.length == 0 ? s : Math.max(0, Math.min(s, lengths[at]));
    }

    /** One tile of queries of one head; offsets are those of its first row. */
    private static void queries(
            float[] out,
            int oo,
            float[] lse,
            int lo,
            float[] weights,
            int wo,
            float[] q,
            int qo,
            float[] v,
            int vo,
            int[] mask,
            int mo,
            float[] bias,
            int bo,
            float[] scratch,
            int so,
            int packed,
            int packedValues,
            int i,
            int rows,
            int keys,
            int s,
            AttentionGeometry g,
            float scale,
            long index,
            long key,
            float rate) {
        int scores = so + products(g.size, g.valueSize);
        int state = scores + AttentionTile.SIZE;
        int step = g.resultStep();
        int from = AttentionTile.start(g.firstKey(i), s);
        int to = g.endKey(i + rows, keys);
        if (weights.length != 0) {
            ArithmeticKernels.fill(weights, wo, rows * s, Float.NEGATIVE_INFINITY);
        }
        int columns;
        for (int j = from; j < to; j += columns) {
            columns = AttentionTile.columns(j, to, s);
            AttentionTile.multiply(
                    scratch, scores, q, qo, g.queryStep, scratch, packed, scratch, so, j, rows, columns, g.size);
            float left = hide(scratch, scores, mask, mo, bias, bo, i, j, rows, columns, keys, s, g, scale);
            if (weights.length != 0) {
                copyScaled(weights, wo + j, s, scratch, scores, rows, columns, left);
            }
            AttentionRows.update(
                    scratch, scores, scratch, state, out, oo, step, g.valueSize, rows, columns, left, j == from);
            if (rate > 0f) {
                AttentionTile.drop(scratch, scores, scratch, scores, rows, columns, index + j, s, key, rate);
            }
            AttentionTile.weigh(
                    out,
                    oo,
                    step,
                    scratch,
                    scores,
                    v,
                    vo,
                    g.valueStep,
                    packedValues,
                    so,
                    s,
                    j,
                    rows,
                    columns,
                    g.valueSize,
                    j > from);
        }
        if (to <= from) {
            nothing(scratch, state, out, oo, step, g.valueSize, rows);
        } else {
            AttentionRows.finish(scratch, state, out, oo, step, g.valueSize, rows);
        }
        if (lse.length != 0) {
            System.arraycopy(scratch, state, lse, lo, rows);
        }
        if (weights.length != 0) {
            probabilities(weights, wo, scratch, state, rows, s);
        }
    }

    /** Sets what is not seen to minus infinity; gives the factor that scores still lack. */
    static float hide(
            float[] y,
            int yo,
            int[] mask,
            int mo,
            float[] bias,
            int bo,
            int i,
            int j,
            int rows,
            int columns,
            int keys,
            int s,
            AttentionGeometry g,
            float scale) {
        int step = g.maskOfPairs ? s : 0;
        if (bias.length != 0) {
            AttentionTile.addBias(y, yo, bias, bo + j, step, rows, columns, scale);
        }
        if (mask.length != 0) {
            AttentionTile.hide(y, yo, mask, mo + j, step, rows, columns);
        }
        AttentionTile.hideByPosition(y, yo, g, i, j, rows, columns, keys);
        return bias.length != 0 ? 1f : scale;
    }

    /** A tile of queries that sees no key at all. */
    private static void nothing(float[] state, int mo, float[] out, int oo, int step, int size, int rows) {
        for (int r = 0; r < rows; r++) {
            ArithmeticKernels.fill(out, oo + r * step, size, 0f);
            state[mo + r] = 0f;
        }
    }

    private static void copyScaled(float[] y, int yo, int step, float[] x, int xo, int rows, int columns, float scale) {
        for (int r = 0; r < rows; r++) {
            ArithmeticKernels.scale(y, yo + r * step, x, xo + r * AttentionTile.STEP, columns, scale);
        }
    }

    /** {@code w = exp(w - lse)}. */
    private static void probabilities(float[] w, int wo, float[] lse, int lo, int rows, int s) {
        for (int r = 0; r < rows; r++) {
            PlainSoftmax.subtract(w, wo + r * s, w, wo + r * s, s, lse[lo + r]);
        }
        ActivationKernels.forward(w, wo, w, wo, rows * s, Activations.EXP, 0f);
    }
}
