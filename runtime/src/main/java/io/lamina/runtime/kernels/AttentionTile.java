package io.lamina.runtime.kernels;

import io.lamina.runtime.CounterRandom;

/**
 * A tile of scores, up to {@link #QUERIES} rows of {@link #KEYS}, {@link #STEP} apart: products of queries and keys, with what a query
 * does not see set to minus infinity. Columns up to the next whole vector are minus infinity, too, so that rows need no special end.
 */
final class AttentionTile {
    /** Rows of a tile. */
    static final int QUERIES = 72;
    /** Rows that are computed together: where queries see the keys before them alone, each few have a last key of their own. A rest joins the last ones. */
    static final int ROWS = 24;
    /** Columns of a tile, a multiple of {@link #PANEL}. */
    static final int KEYS = 256;
    /** From row to row: as far as in copies of the vector lane, whose products read a tile as it stands. */
    static final int STEP = MatrixKernels.DEPTH + 16;
    /** Floats of a tile. */
    static final int SIZE = QUERIES * STEP;

    private static final int WIDEST = 16;
    /** Columns of the widest panel that keys are packed in. */
    private static final int PANEL = 2 * WIDEST;

    private AttentionTile() {}

    /** The floats that a head's packed keys take, tile by tile. */
    static int packed(int s, int size) {
        return tiles(s) * MatrixKernels.packed(KEYS, size);
    }

    private static int tiles(int s) {
        return (s + KEYS - 1) / KEYS;
    }

    /** Packs the transpose of a head's rows {@code [s, size]}, tile by tile. */
    static void pack(float[] p, int po, float[] x, int xo, int step, int s, int size) {
        int to = po;
        for (int j = 0; j < s; j += KEYS) {
            MatrixKernels.pack(p, to, x, xo + j * step, step, Math.min(KEYS, s - j), size, true);
            to += MatrixKernels.packed(KEYS, size);
        }
    }

    /**
     * Where the first tile begins: with the panel that holds key {@code first}. Where less than a vector follows in the last tile, panels
     * are no longer of one width, and it begins with the one before. The plain lane packs a tile in one piece.
     */
    static int start(int first, int s) {
        if (!Lane.VECTOR) {
            return first - first % KEYS;
        }
        int panel = first - first % PANEL;
        return panel % KEYS > 0 && s - panel < WIDEST ? panel - PANEL : panel;
    }

    /** The columns of a tile from {@code j} on: up to the last key that is seen in whole panels, or all that are packed together. */
    static int columns(int j, int seen, int s) {
        int all = Math.min(KEYS - j % KEYS, s - j);
        if (!Lane.VECTOR) {
            return all;
        }
        int panels = (seen - j + PANEL - 1) / PANEL * PANEL;
        return all - panels >= WIDEST ? panels : all;
    }

    /** How many of the rows left are computed together. */
    static int rows(int left) {
        return left < ROWS + ROWS / 2 ? left : ROWS;
    }

    /** Where {@link #columns} from {@code j} on end, but for tiles that end before; {@code j} if nothing is seen of this one. */
    static int end(int j, int seen, int limit, int s) {
        return j < limit && j < seen ? j + columns(j, seen, s) : j;
    }

    /** Columns that {@link #start} and {@link #columns} do not part. */
    static int block(int columns) {
        return Lane.VECTOR ? PANEL : columns;
    }

    /** {@code y[rows, columns] = a[rows, size] times the packed columns from j on}, as {@link #start} and {@link #columns} give them. */
    static void multiply(
            float[] y,
            int yo,
            float[] a,
            int ao,
            int step,
            float[] p,
            int po,
            float[] scratch,
            int so,
            int j,
            int rows,
            int columns,
            int size) {
        int from = po + j / KEYS * MatrixKernels.packed(KEYS, size) + j % KEYS * size;
        MatrixKernels.multiplyPacked(y, yo, STEP, a, ao, step, p, from, scratch, so, rows, columns, size, false);
    }

    /** The floats that rows {@code [s, size]} take, packed by {@link #packRows}. */
    static int packedRows(int s, int size) {
        return MatrixKernels.packed(size, s);
    }

    /** Packs a head's rows {@code [s, size]} as they stand, for {@link #weigh}. The plain lane reads them in their place. */
    static void packRows(float[] p, int po, float[] x, int xo, int step, int s, int size) {
        if (Lane.VECTOR) {
            MatrixKernels.pack(p, po, x, xo, step, size, s, false);
        }
    }

    /**
     * {@code y[rows, size] = tile[rows, columns] x[j.., size]}, or added to y.
     *
     * @param x all rows of a head
     * @param po where in scratch {@link #packRows} has packed all {@code s} of them
     */
    static void weigh(
            float[] y,
            int yo,
            int yStep,
            float[] scratch,
            int tile,
            float[] x,
            int xo,
            int xStep,
            int po,
            int so,
            int s,
            int j,
            int rows,
            int columns,
            int size,
            boolean accumulate) {
        if (Lane.VECTOR) {
            VectorAttention.weigh(y, yo, yStep, scratch, tile, po, so, s, j, rows, columns, size, accumulate);
        } else {
            MatrixKernels.multiply(
                    y,
                    yo,
                    yStep,
                    scratch,
                    tile,
                    STEP,
                    x,
                    xo + j * xStep,
                    xStep,
                    scratch,
                    so,
                    rows,
                    size,
                    columns,
                    false,
                    false,
                    accumulate,
                    1f);
        }
    }

    /** Columns up to the next whole vector. */
    static int padded(int columns) {
        return (columns + WIDEST - 1) / WIDEST * WIDEST;
    }

    /**
     * {@code y = y * scale + bias}.
     *
     * @param bo where in the bias the tile's first row begins
     * @param step from row to row of the bias, or 0 for the same one
     */
    static void addBias(float[] y, int yo, float[] bias, int bo, int step, int rows, int columns, float scale) {
        for (int r = 0; r < rows; r++) {
            int row = yo + r * STEP;
            int from = bo + r * step;
            for (int j = 0; j < columns; j++) {
                y[row + j] = y[row + j] * scale + bias[from + j];
            }
        }
    }

    /** Minus infinity where the mask is 0; {@code mo} and {@code step} as in {@link #addBias}. */
    static void hide(float[] y, int yo, int[] mask, int mo, int step, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            int row = yo + r * STEP;
            int from = mo + r * step;
            for (int j = 0; j < columns; j++) {
                y[row + j] = mask[from + j] == 0 ? Float.NEGATIVE_INFINITY : y[row + j];
            }
        }
    }

    /**
     * Minus infinity for keys that a query does not see by their positions, and up to the next whole vector.
     *
     * @param i position of the first query
     * @param j position of the first key
     * @param keys how many keys there are; those behind are padding
     */
    static void hideByPosition(float[] y, int yo, AttentionGeometry g, int i, int j, int rows, int columns, int keys) {
        int end = padded(columns);
        for (int r = 0; r < rows; r++) {
            int row = yo + r * STEP;
            int seen = Math.min(columns, g.endKey(i + r + 1, keys) - j);
            for (int c = Math.max(0, seen); c < end; c++) {
                y[row + c] = Float.NEGATIVE_INFINITY;
            }
            int before = g.window > 0 ? Math.min(columns, i + r - g.window + 1 - j) : 0;
            for (int c = 0; c < before; c++) {
                y[row + c] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * {@code y = keep ? x / (1 - rate) : 0}.
     *
     * @param first the random number's index for the tile's first element
     * @param s from row to row of these indices
     */
    static void drop(
            float[] y, int yo, float[] x, int xo, int rows, int columns, long first, int s, long key, float rate) {
        float factor = 1f / (1f - rate);
        for (int r = 0; r < rows; r++) {
            int row = r * STEP;
            for (int j = 0; j < columns; j++) {
                float kept = CounterRandom.uniform(key, first + (long) r * s + j) >= rate ? factor : 0f;
                y[yo + row + j] = x[xo + row + j] * kept;
            }
        }
    }
}
