package io.lamina.runtime.kernels;

/**
 * Products of matrices, covered by the tiles of {@link VectorTile12} and {@link VectorTile4}. Every result is one chain of
 * fused multiply-adds with k ascending, whatever tile computes it: neither the number of rows nor where they are cut changes
 * a bit.
 */
final class VectorGemm {
    /**
     * Rows of the large tile. Twelve want more than 16 vector registers, as processors with 512-bit vectors have; and a JIT that
     * takes them: C1 of JDK 17 gives up on so large a method ("out of virtual registers"), which then stays interpreted.
     */
    static final int ROWS = VectorWidth.LANES == 16 && Runtime.version().feature() > 17 ? 12 : 4;

    /** Rows from which packing the right-hand matrix pays. */
    static final int PACKED_ROWS = 9;

    private static final int L = VectorWidth.LANES;

    private VectorGemm() {}

    /**
     * {@code y[m, n] = s + a[m, k] w[k, n]}, w packed by {@link VectorPanels#pack}; {@code scratch} has a row of zeros and
     * {@link #ROWS} rows of a vector for an n below that.
     */
    static void multiply(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            float[] a,
            int ao,
            int aStep,
            float[] panels,
            int po,
            float[] scratch,
            int co,
            int m,
            int k,
            int n) {
        int from = po;
        for (int j = 0; j < n; ) {
            int columns = VectorPanels.columns(n - j);
            panel(y, yo + j, yStep, s, so + j, a, ao, aStep, panels, from, scratch, co, m, k, columns);
            from += k * VectorPanels.width(columns);
            j += columns;
        }
    }

    /** {@link #multiply} for one panel: y and s begin at its first column. */
    static void panel(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            float[] a,
            int ao,
            int aStep,
            float[] w,
            int wo,
            float[] scratch,
            int co,
            int m,
            int k,
            int columns) {
        if (columns < L) {
            narrow(y, yo, yStep, s, so, a, ao, aStep, w, wo, scratch, co, m, k, columns);
            return;
        }
        boolean bias = s.length != 0;
        float[] start = bias ? s : VectorPanels.ZEROS;
        int first = Warmup.terms(k, m);
        block(y, yo, yStep, start, bias ? so : 0, 0, a, ao, aStep, w, wo, m, first, columns);
        for (int from = first; from < k; from += first) {
            int terms = Math.min(first, k - from);
            int row = wo + from * VectorPanels.width(columns);
            block(y, yo, yStep, y, yo, yStep, a, ao + from, aStep, w, row, m, terms, columns);
        }
    }

    /** The tiles of a panel. */
    private static void block(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            int aStep,
            float[] w,
            int wo,
            int m,
            int k,
            int columns) {
        int second = columns - L;
        for (int i = 0; i < m; ) {
            int left = m - i;
            int to = yo + i * yStep;
            int start = so + i * sStep;
            int from = ao + i * aStep;
            if (ROWS == 12 && left >= 12) {
                if (second == 0) {
                    VectorTile12.panel12x1(y, to, yStep, s, start, sStep, a, from, aStep, w, wo, k);
                } else {
                    VectorTile12.panel12x2(y, to, yStep, second, s, start, sStep, a, from, aStep, w, wo, k);
                }
                i += 12;
            } else {
                if (second == 0) {
                    VectorTile4.panel4x1(y, to, yStep, s, start, sStep, a, from, aStep, w, wo, k, left);
                } else {
                    VectorTile4.panel4x2(y, to, yStep, second, s, start, sStep, a, from, aStep, w, wo, k, left);
                }
                i += 4;
            }
        }
    }

    /** A panel of fewer columns than a vector has lanes: computed beside, and what counts copied. */
    private static void narrow(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            float[] a,
            int ao,
            int aStep,
            float[] w,
            int wo,
            float[] scratch,
            int co,
            int m,
            int k,
            int columns) {
        float[] from = VectorPanels.ZEROS;
        int start = 0;
        if (s.length != 0) {
            System.arraycopy(s, so, scratch, co, columns);
            from = scratch;
            start = co;
        }
        int tile = co + L;
        int rows;
        for (int i = 0; i < m; i += rows) {
            rows = m - i >= ROWS ? ROWS : Math.min(4, m - i);
            if (rows == 12) {
                VectorTile12.panel12x1(scratch, tile, L, from, start, 0, a, ao + i * aStep, aStep, w, wo, k);
            } else {
                VectorTile4.panel4x1(scratch, tile, L, from, start, 0, a, ao + i * aStep, aStep, w, wo, k, rows);
            }
            copyRows(y, yo + i * yStep, yStep, scratch, tile, L, rows, columns);
        }
    }

    /** Copies {@code rows} short rows. */
    static void copyRows(float[] y, int yo, int yStep, float[] x, int xo, int xStep, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            int to = yo + r * yStep;
            int from = xo + r * xStep;
            for (int j = 0; j < columns; j++) {
                y[to + j] = x[from + j];
            }
        }
    }

    /** {@code y[m, n] = s + a[m, k] w[k, n]} for few rows and w as it stands, n at least a vector's lanes. */
    static void rows(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            float[] a,
            int ao,
            int aStep,
            float[] w,
            int wo,
            int wStep,
            int m,
            int k,
            int n) {
        if (m == 1) {
            VectorRow.row(y, yo, s, so, a, ao, w, wo, wStep, k, n);
            return;
        }
        float[] s0 = s.length == 0 ? VectorPanels.ZEROS : s;
        for (int j = 0; j < n; ) {
            int columns = VectorPanels.columns(n - j);
            int second = columns - L;
            for (int i = 0; i < m; i += 4) {
                int to = yo + i * yStep + j;
                int start = s.length == 0 ? 0 : so + j;
                int from = ao + i * aStep;
                if (second == 0) {
                    VectorTile4.rows4x1(y, to, yStep, s0, start, 0, a, from, aStep, w, wo + j, wStep, k, m - i);
                } else {
                    VectorTile4.rows4x2(y, to, yStep, second, s0, start, 0, a, from, aStep, w, wo + j, wStep, k, m - i);
                }
            }
            j += columns;
        }
    }
}
