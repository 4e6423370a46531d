package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

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

    /** JDK 17 boxes masks, and vectors of four lanes may be those of processors without. */
    private static final boolean MASKS = Runtime.version().feature() > 17 && VectorWidth.LANES >= 8;

    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private static final VectorWarmup WARMUP = new VectorWarmup();

    private VectorGemm() {}

    /**
     * {@code y[m, n] = s + a[m, k] w[k, n]}, w packed by {@link VectorPanels#pack}.
     *
     * @param s a bias ({@code sStep} 0), y itself to go on with it, or {@link Kernels#NONE} for zeros
     * @param scratch {@link #ROWS} and one rows of a vector, for an n below that
     */
    static void multiply(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            int sStep,
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
            panel(y, yo + j, yStep, s, so + j, sStep, a, ao, aStep, panels, from, scratch, co, m, k, columns);
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
            int sStep,
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
        int first = WARMUP.terms(k, m, columns);
        tiles(y, yo, yStep, s, so, sStep, a, ao, aStep, w, wo, scratch, co, m, first, columns);
        for (int from = first; from < k; from += first) {
            int terms = Math.min(first, k - from);
            int row = wo + from * VectorPanels.width(columns);
            tiles(y, yo, yStep, y, yo, yStep, a, ao + from, aStep, w, row, scratch, co, m, terms, columns);
        }
    }

    /** {@link #panel} in one go. */
    static void tiles(
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
            float[] scratch,
            int co,
            int m,
            int k,
            int columns) {
        if (columns < L) {
            narrow(y, yo, yStep, s, so, sStep, a, ao, aStep, w, wo, L, scratch, co, m, k, columns);
        } else if (s.length == 0) {
            block(y, yo, yStep, VectorPanels.ZEROS, 0, 0, a, ao, aStep, w, wo, m, k, columns);
        } else {
            block(y, yo, yStep, s, so, sStep, a, ao, aStep, w, wo, m, k, columns);
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
        boolean fresh = sStep == 0 && second != 0;
        for (int i = 0; i < m; ) {
            int left = m - i;
            int to = yo + i * yStep;
            int start = so + i * sStep;
            int from = ao + i * aStep;
            if (ROWS == 12 && fresh && VectorShortTile12.fits(left, k)) {
                VectorShortTile12.panel12x2(y, to, yStep, second, s, so, a, from, aStep, w, wo, k, left);
                i += 12;
            } else if (ROWS == 12 && left >= 12) {
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
            int sStep,
            float[] a,
            int ao,
            int aStep,
            float[] w,
            int wo,
            int wStep,
            float[] scratch,
            int co,
            int m,
            int k,
            int columns) {
        boolean resume = s.length != 0 && sStep != 0;
        boolean bias = s.length != 0 && sStep == 0;
        if (bias) {
            System.arraycopy(s, so, scratch, co, columns);
        }
        int tile = co + L;
        float[] from = bias || resume ? scratch : VectorPanels.ZEROS;
        int start = resume ? tile : bias ? co : 0;
        int step = resume ? L : 0;
        int rows;
        for (int i = 0; i < m; i += rows) {
            rows = m - i >= ROWS ? ROWS : Math.min(4, m - i);
            if (resume) {
                copyRows(scratch, tile, L, s, so + i * sStep, sStep, rows, columns);
            }
            int left = ao + i * aStep;
            if (m == 1) {
                VectorRow.row(scratch, tile, from, start, a, left, w, wo, wStep, k, L);
            } else if (wStep != L) {
                VectorTile4.rows4x1(scratch, tile, L, from, start, step, a, left, aStep, w, wo, wStep, k, rows);
            } else if (rows == 12) {
                VectorTile12.panel12x1(scratch, tile, L, from, start, step, a, left, aStep, w, wo, k);
            } else {
                VectorTile4.panel4x1(scratch, tile, L, from, start, step, a, left, aStep, w, wo, k, rows);
            }
            copyRows(y, yo + i * yStep, yStep, scratch, tile, L, rows, columns);
        }
    }

    /** Copies {@code rows} rows shorter than a vector. */
    static void copyRows(float[] y, int yo, int yStep, float[] x, int xo, int xStep, int rows, int columns) {
        if (MASKS) {
            VectorMask<Float> some = S.indexInRange(0, columns);
            for (int r = 0; r < rows; r++) {
                FloatVector.fromArray(S, x, xo + r * xStep, some).intoArray(y, yo + r * yStep, some);
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            int to = yo + r * yStep;
            int from = xo + r * xStep;
            for (int j = 0; j < columns; j++) {
                y[to + j] = x[from + j];
            }
        }
    }

    /** Whether {@link #rows} can do it, and faster than {@link #multiply}. */
    static boolean readsRows(float[] w, int wo, int wStep, int m, int k, int n) {
        return m < PACKED_ROWS && (n >= L || wo + (k - 1) * wStep + L <= w.length);
    }

    /** {@link #multiply} for few rows and w as it stands; where n is below a vector's lanes, each of its rows is read past its end. */
    static void rows(
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
            int wStep,
            float[] scratch,
            int co,
            int m,
            int k,
            int n) {
        if (n < L) {
            narrow(y, yo, yStep, s, so, sStep, a, ao, aStep, w, wo, wStep, scratch, co, m, k, n);
            return;
        }
        if (m == 1) {
            // The row's last vector may overlap the one before, which must not be if sums go on from the result.
            int whole = sStep == 0 || s.length == 0 || n % L == 0 ? n : n / L * L - L;
            VectorRow.row(y, yo, s, so, a, ao, w, wo, wStep, k, whole);
            if (whole < n) {
                VectorTile4.rows4x2(
                        y,
                        yo + whole,
                        yStep,
                        n - whole - L,
                        s,
                        so + whole,
                        sStep,
                        a,
                        ao,
                        aStep,
                        w,
                        wo + whole,
                        wStep,
                        k,
                        1);
            }
            return;
        }
        boolean given = s.length != 0;
        float[] s0 = given ? s : VectorPanels.ZEROS;
        int step = given ? sStep : 0;
        for (int j = 0; j < n; ) {
            int columns = VectorPanels.columns(n - j);
            int second = columns - L;
            for (int i = 0; i < m; i += 4) {
                int to = yo + i * yStep + j;
                int start = given ? so + i * sStep + j : 0;
                int from = ao + i * aStep;
                if (second == 0) {
                    VectorTile4.rows4x1(y, to, yStep, s0, start, step, a, from, aStep, w, wo + j, wStep, k, m - i);
                } else {
                    VectorTile4.rows4x2(
                            y, to, yStep, second, s0, start, step, a, from, aStep, w, wo + j, wStep, k, m - i);
                }
            }
            j += columns;
        }
    }
}
