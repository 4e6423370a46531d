package io.lamina.runtime.kernels;

/**
 * {@link AttentionKernels#backward}: the tiles of {@link AttentionForward} once more. Probabilities are computed again from the scores and
 * log-sum-exp, for a few queries at a time; gradients of keys and values are products of a whole tile, less what its queries do not see. They
 * sum over the heads that read them, and over queries, both ascending.
 */
final class AttentionBackward {
    /** A column of a tile, in whole vectors, so that what follows begins with a cache line. */
    private static final int DELTAS = AttentionTile.padded(AttentionTile.QUERIES);

    private AttentionBackward() {}

    static int scratch(int s, int size, int valueSize) {
        return AttentionForward.products(size, valueSize)
                + 3 * AttentionTile.SIZE
                + DELTAS
                + AttentionTile.packed(s, size)
                + AttentionTile.packed(s, valueSize)
                + AttentionTile.packedRows(s, size);
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
        int packed = so + AttentionForward.products(g.size, g.valueSize) + 3 * AttentionTile.SIZE + DELTAS;
        int packedValues = packed + AttentionTile.packed(s, g.size);
        int packedRows = packedValues + AttentionTile.packed(s, g.valueSize);
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
                    AttentionTile.packRows(scratch, packedRows, k, ko + keyAt, g.keyStep, s, g.size);
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
        int biasStep = g.maskOfPairs ? s : 0;
        deltas(scratch, delta, dout, doo, out, oo, step, g.valueSize, rows);
        if (dweights.length != 0) {
            addDots(scratch, delta, dweights, dwo, weights, wo, s, rows);
        }
        zeroUnseeing(dq, dqo, i, rows, keys, s, g);
        int columns;
        for (int j = from; j < to; j += columns) {
            columns = AttentionTile.columns(j, to, s);
            int few;
            for (int r = 0; r < rows; r += few) {
                few = AttentionTile.rows(rows - r);
                int start = AttentionTile.start(g.firstKey(i + r), s);
                int begin = Math.max(j, start);
                int end = AttentionTile.end(begin, g.endKey(i + r + few, keys), j + columns, s);
                if (begin < end) {
                    AttentionBackwardRows.run(
                            dq,
                            dqo + r * g.queryStep,
                            dbias,
                            dbo + r * biasStep,
                            dout,
                            doo + r * step,
                            dweights,
                            dwo + r * s,
                            lse,
                            lo + r,
                            q,
                            qo + r * g.queryStep,
                            k,
                            ko,
                            mask,
                            mo + r * biasStep,
                            bias,
                            bo + r * biasStep,
                            scratch,
                            so,
                            p + r * AttentionTile.STEP + begin - j,
                            delta + r,
                            packed,
                            i + r,
                            begin,
                            few,
                            end - begin,
                            begin > start,
                            keys,
                            s,
                            g,
                            scale,
                            index + (long) r * s,
                            key,
                            rate);
                }
            }
            int last;
            for (int c = j; c < j + columns; c = last) {
                int block = AttentionTile.block(columns);
                int first = firstRow(i, j, c, rows, columns, keys, s, g);
                int behind = endRow(i, j, c, rows, columns, keys, s, g);
                last = Math.min(c + block, j + columns);
                while (last < j + columns
                        && first == firstRow(i, j, last, rows, columns, keys, s, g)
                        && behind == endRow(i, j, last, rows, columns, keys, s, g)) {
                    last = Math.min(last + block, j + columns);
                }
                int at = first * AttentionTile.STEP + c - j;
                int some = behind - first;
                // dv += kept^T dout, dk += ds^T q
                int dOut = doo + first * step;
                int value = dvo + c * g.valueStep;
                outer(dv, value, g.valueStep, scratch, kept + at, dout, dOut, step, so, some, last - c, g.valueSize);
                int query = qo + first * g.queryStep;
                int keyAt = dko + c * g.keyStep;
                outer(dk, keyAt, g.keyStep, scratch, ds + at, q, query, g.queryStep, so, some, last - c, g.size);
            }
        }
    }

    /** Queries that see no key at all. */
    private static void zeroUnseeing(float[] dq, int dqo, int i, int rows, int keys, int s, AttentionGeometry g) {
        int few;
        for (int r = 0; r < rows; r += few) {
            few = AttentionTile.rows(rows - r);
            if (g.endKey(i + r + few, keys) <= AttentionTile.start(g.firstKey(i + r), s)) {
                zero(dq, dqo + r * g.queryStep, g.queryStep, few, g.size);
            }
        }
    }

    /** The first row of a tile whose part of it, from key {@code j} on, has column {@code c}. */
    private static int firstRow(int i, int j, int c, int rows, int columns, int keys, int s, AttentionGeometry g) {
        int r = 0;
        while (r < rows && !has(i, j, c, r, rows, columns, keys, s, g)) {
            r += AttentionTile.rows(rows - r);
        }
        return r;
    }

    /** One behind the last such row. */
    private static int endRow(int i, int j, int c, int rows, int columns, int keys, int s, AttentionGeometry g) {
        int r = firstRow(i, j, c, rows, columns, keys, s, g);
        while (r < rows && has(i, j, c, r, rows, columns, keys, s, g)) {
            r += AttentionTile.rows(rows - r);
        }
        return r;
    }

    private static boolean has(
            int i, int j, int c, int r, int rows, int columns, int keys, int s, AttentionGeometry g) {
        int begin = Math.max(j, AttentionTile.start(g.firstKey(i + r), s));
        int seen = g.endKey(i + r + AttentionTile.rows(rows - r), keys);
        return begin <= c && c < AttentionTile.end(begin, seen, j + columns, s);
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
                AttentionTile.STEP,
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
            delta[at + r] = AttentionRows.dot(dout, doo + r * step, out, oo + r * step, size);
        }
    }

    private static void addDots(
            float[] delta, int at, float[] dweights, int dwo, float[] weights, int wo, int s, int rows) {
        for (int r = 0; r < rows; r++) {
            delta[at + r] += AttentionRows.dot(dweights, dwo + r * s, weights, wo + r * s, s);
        }
    }
}
