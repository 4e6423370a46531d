package io.lamina.runtime.kernels;

/**
 * The product of a transposed matrix with another, as in the gradient of weights: {@code y[m, n] = s + sum over r of a[r, m] *
 * w[r, n]}, r ascending, on the tiles of {@link VectorOuter12} and {@link VectorOuter4}. Both matrices are read as they stand.
 */
final class VectorOuter {
    private static final int L = VectorWidth.LANES;

    private static final VectorWarmup WARMUP = new VectorWarmup();

    private VectorOuter() {}

    /**
     * All terms, in passes.
     *
     * @param resume whether sums go on from {@code y}; else they start at 0
     * @param scratch room of {@link MatrixKernels#outerScratch} floats if n is below a vector's lanes
     */
    static void sum(
            float[] y,
            int yo,
            int yStep,
            float[] a,
            int ao,
            int aStep,
            float[] w,
            int wo,
            int wStep,
            float[] scratch,
            int co,
            int m,
            int n,
            int terms,
            boolean resume) {
        int most = Math.min(MatrixKernels.DEPTH, WARMUP.terms(terms, m, n));
        for (int r = 0; r < terms; r += most) {
            int length = Math.min(most, terms - r);
            int from = ao + r * aStep;
            boolean start = r == 0 && !resume;
            if (n < L) {
                narrow(y, yo, yStep, start, a, from, aStep, w, wo + r * wStep, wStep, scratch, co, m, n, length);
            } else {
                pass(y, yo, yStep, start, a, from, aStep, w, wo + r * wStep, wStep, m, n, length);
            }
        }
    }

    /** Rows are the outer loop: their terms are strided, and stay in the first-level cache for all columns. */
    private static void pass(
            float[] y,
            int yo,
            int yStep,
            boolean start,
            float[] a,
            int ao,
            int aStep,
            float[] w,
            int wo,
            int wStep,
            int m,
            int n,
            int length) {
        float[] s = start ? VectorPanels.ZEROS : y;
        int sStep = start ? 0 : yStep;
        for (int i = 0; i < m; ) {
            int left = m - i;
            int rows = rows(left);
            for (int j = 0; j < n; ) {
                int columns = VectorPanels.columns(n - j);
                int second = columns - L;
                int to = yo + i * yStep + j;
                int so = start ? 0 : to;
                tile(
                        y,
                        to,
                        yStep,
                        second,
                        s,
                        so,
                        sStep,
                        a,
                        ao + i,
                        aStep,
                        w,
                        wo + j,
                        wStep,
                        length,
                        Math.min(rows, left));
                j += columns;
            }
            i += rows;
        }
    }

    /** A tile of 12, 8, or at most 4 rows; the second vector's columns start at {@code second}, or there is none for 0. */
    static void tile(
            float[] y,
            int yo,
            int yStep,
            int second,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            int aStep,
            float[] w,
            int wo,
            int wStep,
            int length,
            int rows) {
        if (rows == 12) {
            if (second > 0) {
                VectorOuter12.outer12x2(y, yo, yStep, second, s, so, sStep, a, ao, aStep, w, wo, wStep, length);
            } else {
                VectorOuter12.outer12x1(y, yo, yStep, s, so, sStep, a, ao, aStep, w, wo, wStep, length);
            }
        } else if (rows == 8) {
            if (second > 0) {
                VectorOuter8.outer8x2(y, yo, yStep, second, s, so, sStep, a, ao, aStep, w, wo, wStep, length);
            } else {
                VectorOuter4.outer4x1(y, yo, yStep, s, so, sStep, a, ao, aStep, w, wo, wStep, length, 4);
                VectorOuter4.outer4x1(
                        y, yo + 4 * yStep, yStep, s, so + 4 * sStep, sStep, a, ao + 4, aStep, w, wo, wStep, length, 4);
            }
        } else if (second > 0) {
            VectorOuter4.outer4x2(y, yo, yStep, second, s, so, sStep, a, ao, aStep, w, wo, wStep, length, rows);
        } else {
            VectorOuter4.outer4x1(y, yo, yStep, s, so, sStep, a, ao, aStep, w, wo, wStep, length, rows);
        }
    }

    /** The rows of the next tile: such that four or fewer are left over only where they must be. */
    static int rows(int left) {
        if (VectorGemm.ROWS < 12 || left < 8) {
            return 4;
        }
        return left < 12 || left % 12 == 4 ? 8 : 12;
    }

    /** Fewer columns than a vector has lanes: w is padded, tiles are computed beside, and what counts is copied. */
    private static void narrow(
            float[] y,
            int yo,
            int yStep,
            boolean start,
            float[] a,
            int ao,
            int aStep,
            float[] w,
            int wo,
            int wStep,
            float[] scratch,
            int co,
            int m,
            int n,
            int length) {
        VectorPanels.packPanel(scratch, co, w, wo, wStep, length, n);
        int tile = co + length * L;
        for (int i = 0; i < m; i += VectorGemm.ROWS) {
            int rows = Math.min(VectorGemm.ROWS, m - i);
            if (!start) {
                VectorGemm.copyRows(scratch, tile, L, y, yo + i * yStep, yStep, rows, n);
            }
            pass(scratch, tile, L, start, a, ao + i, aStep, scratch, co, L, rows, L, length);
            VectorGemm.copyRows(y, yo + i * yStep, yStep, scratch, tile, L, rows, n);
        }
    }
}
