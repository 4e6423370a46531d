package io.lamina.runtime.kernels;

/** {@link AttentionKernels#steps}: the newest queries of a session against all keys so far, in tiles with a running softmax. */
final class AttentionSteps {
    private AttentionSteps() {}

    static int scratch(int size, int valueSize) {
        return AttentionForward.products(size, valueSize) + AttentionTile.SIZE + AttentionRows.STATE;
    }

    static void run(
            float[] out,
            int oo,
            float[] q,
            int qo,
            float[] k,
            int ko,
            float[] v,
            int vo,
            float[] scratch,
            int so,
            int n,
            int t,
            int capacity,
            int position,
            AttentionGeometry g,
            float scale) {
        for (int b = 0; b < n; b++) {
            for (int h = 0; h < g.heads; h++) {
                int kv = h / g.group();
                for (int i = 0; i < t; i += AttentionTile.QUERIES) {
                    queries(
                            out,
                            oo + (b * t + i) * g.resultStep() + h * g.valueSize,
                            q,
                            qo + (b * t + i) * g.queryStep + h * g.size,
                            k,
                            ko + b * capacity * g.keyStep + kv * g.size,
                            v,
                            vo + b * capacity * g.valueStep + kv * g.valueSize,
                            scratch,
                            so,
                            position + i,
                            Math.min(AttentionTile.QUERIES, t - i),
                            position + t,
                            g,
                            scale);
                }
            }
        }
    }

    /** One tile of queries of one head, the first at position {@code i}; there are {@code keys} keys. */
    private static void queries(
            float[] out,
            int oo,
            float[] q,
            int qo,
            float[] k,
            int ko,
            float[] v,
            int vo,
            float[] scratch,
            int so,
            int i,
            int rows,
            int keys,
            AttentionGeometry g,
            float scale) {
        int scores = so + AttentionForward.products(g.size, g.valueSize);
        int state = scores + AttentionTile.SIZE;
        int step = g.resultStep();
        int from = g.firstKey(i);
        int to = g.endKey(i + rows, keys);
        for (int j = from; j < to; j += AttentionTile.KEYS) {
            int columns = Math.min(AttentionTile.KEYS, to - j);
            MatrixKernels.multiply(
                    scratch,
                    scores,
                    AttentionTile.STEP,
                    q,
                    qo,
                    g.queryStep,
                    k,
                    ko + j * g.keyStep,
                    g.keyStep,
                    scratch,
                    so,
                    rows,
                    columns,
                    g.size,
                    false,
                    true,
                    false,
                    1f);
            AttentionTile.hideByPosition(scratch, scores, g, i, j, rows, columns, keys);
            AttentionRows.update(
                    scratch, scores, scratch, state, out, oo, step, g.valueSize, rows, columns, scale, j == from);
            MatrixKernels.multiply(
                    out,
                    oo,
                    step,
                    scratch,
                    scores,
                    AttentionTile.STEP,
                    v,
                    vo + j * g.valueStep,
                    g.valueStep,
                    scratch,
                    so,
                    rows,
                    g.valueSize,
                    columns,
                    false,
                    false,
                    j > from,
                    1f);
        }
        AttentionRows.finish(scratch, state, out, oo, step, g.valueSize, rows);
    }
}
