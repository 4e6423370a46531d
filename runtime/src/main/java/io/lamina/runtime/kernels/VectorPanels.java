package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How the columns of a product fall into panels, and the packing of the right-hand matrix into them: row {@code k} of a
 * panel follows row {@code k - 1} at once, so a product reads it as one stream.
 *
 * <p>A panel is one vector or two vectors wide. Where the columns are no multiple of a vector, the last panel's second vector
 * overlaps the first: its shared columns are computed twice, to the same value, and no masks are needed. Panels share no
 * columns, so sums may be continued panel by panel. What pads a matrix narrower than a vector is computed, too, and dropped.
 */
final class VectorPanels {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    /** What sums start from that have no bias: a row of any panel. (A branch in the tiles would be one more way to deoptimise.) */
    static final float[] ZEROS = new float[8 * L];

    private VectorPanels() {}

    /**
     * The columns of the next panel where {@code left} are left: up to a vector's lanes it is one vector wide, else two, and
     * the second one begins at the panel's columns less the lanes.
     */
    static int columns(int left) {
        if (left >= 3 * L || left == 2 * L) {
            return 2 * L;
        }
        return left > 2 * L ? L : left;
    }

    /** The floats in a row of a panel of {@code columns}. */
    static int width(int columns) {
        return columns <= L ? L : 2 * L;
    }

    /** Packs all {@code n} columns of {@code w[k, n]}, rows {@code wStep} apart. */
    static void pack(float[] p, int po, float[] w, int wo, int wStep, int k, int n) {
        pack(p, po, w, wo, wStep, k, n, false, false);
    }

    /** Packs the transpose of {@code w[n, k]}, rows {@code wStep} apart. */
    static void packTransposed(float[] p, int po, float[] w, int wo, int wStep, int k, int n) {
        pack(p, po, w, wo, wStep, k, n, true, false);
    }

    /**
     * Packs all {@code n} columns.
     *
     * @param joined whether a panel's second vector begins at its own columns behind the first, as in a matrix, rather than at a
     *     vector's distance
     */
    static void pack(
            float[] p, int po, float[] w, int wo, int wStep, int k, int n, boolean transposed, boolean joined) {
        int to = po;
        for (int j = 0; j < n; ) {
            int columns = columns(n - j);
            int second = joined ? columns - L : L;
            if (transposed) {
                packTransposedPanel(p, to, second, w, wo + j * wStep, wStep, k, columns);
            } else {
                packPanel(p, to, second, w, wo + j, wStep, k, columns);
            }
            to += k * width(columns);
            j += columns;
        }
    }

    /** Packs the {@code columns} of a panel that begin at {@code wo}. */
    static void packPanel(float[] p, int po, float[] w, int wo, int wStep, int k, int columns) {
        packPanel(p, po, L, w, wo, wStep, k, columns);
    }

    private static void packPanel(float[] p, int po, int second, float[] w, int wo, int wStep, int k, int columns) {
        if (columns < L) {
            narrow(p, po, w, wo, wStep, k, columns);
        } else if (columns == L) {
            for (int i = 0; i < k; i++) {
                FloatVector.fromArray(S, w, wo + i * wStep).intoArray(p, po + i * L);
            }
        } else {
            int rest = columns - L;
            for (int i = 0; i < k; i++) {
                FloatVector v = FloatVector.fromArray(S, w, wo + i * wStep);
                FloatVector.fromArray(S, w, wo + i * wStep + rest).intoArray(p, po + i * 2 * L + second);
                v.intoArray(p, po + i * 2 * L);
            }
        }
    }

    /** Fewer columns than a vector has lanes: the lanes behind them get what follows in w, or where w ends, nothing. */
    private static void narrow(float[] p, int po, float[] w, int wo, int wStep, int k, int columns) {
        int room = w.length - L - wo;
        int whole = room < 0 ? 0 : Math.min(k, room / wStep + 1);
        for (int i = 0; i < whole; i++) {
            FloatVector.fromArray(S, w, wo + i * wStep).intoArray(p, po + i * L);
        }
        for (int i = whole; i < k; i++) {
            for (int j = 0; j < columns; j++) {
                p[po + i * L + j] = w[wo + i * wStep + j];
            }
        }
    }

    /** Packs the {@code columns} of a panel of the transpose of {@code w[n, k]}: the rows of {@code w} from {@code wo} on. */
    static void packTransposedPanel(float[] p, int po, float[] w, int wo, int wStep, int k, int columns) {
        packTransposedPanel(p, po, L, w, wo, wStep, k, columns);
    }

    private static void packTransposedPanel(
            float[] p, int po, int second, float[] w, int wo, int wStep, int k, int columns) {
        int width = width(columns);
        columns(p, po, width, w, wo, wStep, k, Math.min(L, columns));
        if (columns > L) {
            columns(p, po + second, width, w, wo + (columns - L) * wStep, wStep, k, L);
        }
    }

    /** Up to a vector's lanes of rows of w as columns of p, whose rows are {@code width} apart; the others hold what follows, or the last one. */
    private static void columns(float[] p, int po, int width, float[] w, int wo, int wStep, int k, int rows) {
        if (VectorTranspose.FAST && k >= VectorTranspose.COLUMNS && wo + (L - 1) * wStep + k <= w.length) {
            VectorTranspose.columns(p, po, width, w, wo, wStep, k);
            return;
        }
        int last = wo + (rows - 1) * wStep;
        for (int j = 0; j < L; j++) {
            column(p, po + j, width, w, Math.min(wo + j * wStep, last), k);
        }
    }

    /** A row of w as a column of p, whose rows are {@code width} apart. */
    private static void column(float[] p, int po, int width, float[] w, int wo, int k) {
        int to = po;
        for (int i = 0; i < k; i++) {
            p[to] = w[wo + i];
            to += width;
        }
    }
}
