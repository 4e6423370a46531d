package io.lamina.runtime.kernels;

/**
 * {@link AttentionKernels#backward}: the tiles of {@link AttentionForward} once more. Probabilities are computed again from the scores and
 * log-sum-exp. Gradients of keys and values sum over the heads that read them, and over queries, both ascending.
 */
final class AttentionBackward {
    private AttentionBackward() {}

    static int scratch(int s, int size, int valueSize) {
        return AttentionForward.products(size, valueSize)
                + 3 * AttentionTile.SIZE
                + AttentionTile.QUERIES
                + AttentionTile.packed(s, size)
                + AttentionTile.packed(s, valueSize);
    }

    static void run(
            float[] dq,
            int dqo,
            float[] dk,
            int dko,
            float[] dv,
            int dvo,
            float[] dbias,
            int dbo,
            float[] dout,
            int doo,
            float[] dweights,
            int dwo,
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
        int packed =
                so + AttentionForward.products(g.size, g.valueSize) + 3 * AttentionTile.SIZE + AttentionTile.QUERIES;
        int packedValues = packed + AttentionTile.packed(s, g.size);
        int maskSize = g.maskSize(t, s);
        if (dbias.length != 0) {
            ArithmeticKernels.fill(dbias, dbo, n * maskSize, 0f);
        }
        for (int b = 0; b < n; b++) {
            int keys = AttentionForward.keys(lengths, no + b, s);
            for (int h = 0; h < g.heads; h++) {
                int kv = h / g.group();
                int keyAt = b * s * g.keyStep + kv * g.size;
                int valueAt = b * s * g.valueStep + kv * g.valueSize;
                if (h % g.group() == 0) {
                    AttentionTile.pack(scratch, packed, k, ko + keyAt, g.keyStep, s, g.size);
                    AttentionTile.pack(scratch, packedValues, v, vo + valueAt, g.valueStep, s, g.valueSize);
                    zero(dk, dko + keyAt, g.keyStep, s, g.size);
                    zero(dv, dvo + valueAt, g.valueStep, s, g.valueSize);
                }
                int head = b * g.heads + h;
                for (int i = 0; i < t; i += AttentionTile.QUERIES) {
                    int rows = Math.min(AttentionTile.QUERIES, t - i);
                    int result = (b * t + i) * g.resultStep() + h * g.valueSize;
                    int query = (b * t + i) * g.queryStep + h * g.size;
                    int pair = (head * t + i) * s;
                    int masked = b * maskSize + (g.maskOfPairs ? i * s : 0);
                    queries(
                            dq,
                            dqo + query,
                            dk,
                            dko + keyAt,
                            dv,
                            dvo + valueAt,
                            dbias,
                            dbo + masked,
                            dout,
                            doo + result,
                            dweights,
                            dwo + pair,
                            out,
                            oo + result,
                            lse,
                            lo + head * t + i,
                            weights,
                            wo + pair,
                            q,
                            qo + query,
                            k,
                            ko + keyAt,
                            mask,
                            mo + masked,
                            bias,
                            bo + masked,
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

    private static void zero(float[] y, int yo, int step, int rows, int size) {
        for (int r = 0; r < rows; r++) {
            ArithmeticKernels.fill(y, yo + r * step, size, 0f);
        }
    }

    /** One tile of queries of one head; offsets are those of its first row, of keys and values those of the head's first. */
    private static void queries(
            float[] dq,
            int dqo,
            float[] dk,
            int dko,
            float[] dv,
            int dvo,
            float[] dbias,
            int dbo,
            float[] dout,
            int doo,
            float[] dweights,
            int dwo,
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
        int p = so + AttentionForward.products(g.size, g.valueSize);
        int ds = p + AttentionTile.SIZE;
        int kept = rate > 0f ? ds + AttentionTile.SIZE : p;
        int delta = ds + 2 * AttentionTile.SIZE;
        int step = g.resultStep();
        int from = AttentionTile.start(g.firstKey(i), s);
        int to = g.endKey(i + rows, keys);
        deltas(scratch, delta, dout, doo, out, oo, step, g.valueSize, rows);
        if (dweights.length != 0) {
            addDots(scratch, delta, dweights, dwo, weights, wo, s, rows);
        }
        if (to <= from) {
            zero(dq, dqo, g.queryStep, rows, g.size);
        }
        int columns;
        for (int j = from; j < to; j += columns) {
            columns = AttentionTile.columns(j, to, s);
            AttentionTile.multiply(
                    scratch, p, q, qo, g.queryStep, scratch, packed, scratch, so, j, rows, columns, g.size);
            float left = AttentionForward.hide(scratch, p, mask, mo, bias, bo, i, j, rows, columns, keys, s, g, scale);
            probabilities(scratch, p, lse, lo, rows, columns, left);
            AttentionTile.multiply(
                    scratch, ds, dout, doo, step, scratch, packedValues, scratch, so, j, rows, columns, g.valueSize);
            if (rate > 0f) {
                AttentionTile.drop(scratch, kept, scratch, p, rows, columns, index + j, s, key, rate);
                AttentionTile.drop(scratch, ds, scratch, ds, rows, columns, index + j, s, key, rate);
            }
            // dv += kept^T dout
            outer(
                    dv,
                    dvo + j * g.valueStep,
                    g.valueStep,
                    scratch,
                    kept,
                    dout,
                    doo,
                    step,
                    so,
                    rows,
                    columns,
                    g.valueSize);
            if (dweights.length != 0) {
                addRows(scratch, ds, AttentionTile.KEYS, dweights, dwo + j, s, rows, columns);
            }
            boolean biased = dbias.length != 0;
            gradients(scratch, ds, p, delta, rows, columns, biased ? 1f : scale);
            if (biased) {
                addRows(dbias, dbo + j, g.maskOfPairs ? s : 0, scratch, ds, AttentionTile.KEYS, rows, columns);
                ArithmeticKernels.scale(scratch, ds, scratch, ds, rows * AttentionTile.KEYS, scale);
            }
            // dq += ds k
            MatrixKernels.multiply(
                    dq,
                    dqo,
                    g.queryStep,
                    scratch,
                    ds,
                    AttentionTile.KEYS,
                    k,
                    ko + j * g.keyStep,
                    g.keyStep,
                    scratch,
                    so,
                    rows,
                    g.size,
                    columns,
                    false,
                    false,
                    j > from,
                    1f);
            // dk += ds^T q
            outer(dk, dko + j * g.keyStep, g.keyStep, scratch, ds, q, qo, g.queryStep, so, rows, columns, g.size);
        }
    }

    /** {@code y[columns, size] += tile[rows, columns]^T x[rows, size]}. */
    private static void outer(
            float[] y,
            int yo,
            int yStep,
            float[] scratch,
            int tile,
            float[] x,
            int xo,
            int xStep,
            int so,
            int rows,
            int columns,
            int size) {
        MatrixKernels.multiply(
                y,
                yo,
                yStep,
                scratch,
                tile,
                AttentionTile.KEYS,
                x,
                xo,
                xStep,
                scratch,
                so,
                columns,
                size,
                rows,
                true,
                false,
                true,
                1f);
    }

    /** {@code delta[r] = dout[r] . out[r]}: what softmax's gradient subtracts in a row. */
    private static void deltas(
            float[] delta, int at, float[] dout, int doo, float[] out, int oo, int step, int size, int rows) {
        for (int r = 0; r < rows; r++) {
            delta[at + r] = PlainDense.dot(dout, doo + r * step, out, oo + r * step, size);
        }
    }

    private static void addDots(
            float[] delta, int at, float[] dweights, int dwo, float[] weights, int wo, int s, int rows) {
        for (int r = 0; r < rows; r++) {
            delta[at + r] += PlainDense.dot(dweights, dwo + r * s, weights, wo + r * s, s);
        }
    }

    private static void probabilities(float[] p, int po, float[] lse, int lo, int rows, int columns, float scale) {
        int n = AttentionTile.padded(columns);
        for (int r = 0; r < rows; r++) {
            AttentionRows.exponentials(p, po + r * AttentionTile.KEYS, n, scale, lse[lo + r]);
        }
    }

    private static void gradients(float[] scratch, int ds, int p, int delta, int rows, int columns, float scale) {
        int n = AttentionTile.padded(columns);
        for (int r = 0; r < rows; r++) {
            int row = r * AttentionTile.KEYS;
            AttentionRows.gradient(scratch, ds + row, scratch, p + row, n, scratch[delta + r], scale);
        }
    }

    /** {@code y += x}, row by row. */
    private static void addRows(float[] y, int yo, int yStep, float[] x, int xo, int xStep, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            ArithmeticKernels.add(y, yo + r * yStep, y, yo + r * yStep, x, xo + r * xStep, columns);
        }
    }
}
