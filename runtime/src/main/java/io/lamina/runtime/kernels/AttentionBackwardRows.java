package io.lamina.runtime.kernels;

/** A few queries of {@link AttentionBackward}'s tile against the keys that they see in it: probabilities, gradients of scores, and of queries. */
final class AttentionBackwardRows {
    private AttentionBackwardRows() {}

    /**
     * Offsets are those of the first row.
     *
     * @param at where in scratch the probabilities begin that it leaves; gradients of scores and what dropout keeps lie a tile and two behind
     * @param packed where the head's keys, values and rows of keys lie, packed
     * @param i first query
     * @param j first key
     * @param resume whether the gradient of queries goes on from earlier keys
     */
    static void run(
            float[] dq,
            int dqo,
            float[] dbias,
            int dbo,
            float[] dout,
            int doo,
            float[] dweights,
            int dwo,
            float[] lse,
            int lo,
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
            int at,
            int delta,
            int packed,
            int i,
            int j,
            int rows,
            int columns,
            boolean resume,
            int keys,
            int s,
            AttentionGeometry g,
            float scale,
            long index,
            long key,
            float rate) {
        int ds = at + AttentionTile.SIZE;
        int kept = at + 2 * AttentionTile.SIZE;
        int packedValues = packed + AttentionTile.packed(s, g.size);
        int packedRows = packedValues + AttentionTile.packed(s, g.valueSize);
        AttentionTile.multiply(scratch, at, q, qo, g.queryStep, scratch, packed, scratch, so, j, rows, columns, g.size);
        float left = AttentionForward.hide(scratch, at, mask, mo, bias, bo, i, j, rows, columns, keys, s, g, scale);
        int step = g.resultStep();
        AttentionTile.multiply(
                scratch, ds, dout, doo, step, scratch, packedValues, scratch, so, j, rows, columns, g.valueSize);
        boolean biased = dbias.length != 0;
        float factor = biased ? 1f : scale;
        int n = AttentionTile.padded(columns);
        if (rate > 0f || dweights.length != 0) {
            probabilities(scratch, at, lse, lo, rows, n, left);
            if (rate > 0f) {
                AttentionTile.drop(scratch, kept, scratch, at, rows, columns, index + j, s, key, rate);
                AttentionTile.drop(scratch, ds, scratch, ds, rows, columns, index + j, s, key, rate);
            }
            if (dweights.length != 0) {
                addRows(scratch, ds, AttentionTile.STEP, dweights, dwo + j, s, rows, columns);
            }
            gradients(scratch, ds, at, delta, rows, n, factor);
        } else {
            both(scratch, ds, at, lse, lo, delta, rows, n, left, factor);
        }
        if (biased) {
            addRows(dbias, dbo + j, g.maskOfPairs ? s : 0, scratch, ds, AttentionTile.STEP, rows, columns);
            for (int r = 0; r < rows; r++) {
                int row = ds + r * AttentionTile.STEP;
                ArithmeticKernels.scale(scratch, row, scratch, row, columns, scale);
            }
        }
        // dq += ds k
        AttentionTile.weigh(
                dq,
                dqo,
                g.queryStep,
                scratch,
                ds,
                k,
                ko,
                g.keyStep,
                packedRows,
                so,
                s,
                j,
                rows,
                columns,
                g.size,
                resume);
    }

    private static void probabilities(float[] p, int po, float[] lse, int lo, int rows, int n, float scale) {
        for (int r = 0; r < rows; r++) {
            AttentionRows.exponentials(p, po + r * AttentionTile.STEP, n, scale, lse[lo + r]);
        }
    }

    private static void gradients(float[] scratch, int ds, int p, int delta, int rows, int n, float scale) {
        for (int r = 0; r < rows; r++) {
            int row = r * AttentionTile.STEP;
            AttentionRows.gradient(scratch, ds + row, scratch, p + row, n, scratch[delta + r], scale);
        }
    }

    /** {@link #probabilities} and {@link #gradients} at once. */
    private static void both(
            float[] scratch,
            int ds,
            int p,
            float[] lse,
            int lo,
            int delta,
            int rows,
            int n,
            float scale,
            float factor) {
        for (int r = 0; r < rows; r++) {
            int row = r * AttentionTile.STEP;
            AttentionRows.both(scratch, ds + row, p + row, n, scale, lse[lo + r], scratch[delta + r], factor);
        }
    }

    /** {@code y += x}, row by row. */
    private static void addRows(float[] y, int yo, int yStep, float[] x, int xo, int xStep, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            ArithmeticKernels.add(y, yo + r * yStep, y, yo + r * yStep, x, xo + r * xStep, columns);
        }
    }
}
