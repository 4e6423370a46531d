package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link MatrixKernels} on the products of {@link VectorGemm} and {@link VectorOuter}. */
final class VectorMatrix {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;
    private static final int DEPTH = MatrixKernels.DEPTH;
    private static final int BLOCK = MatrixKernels.BLOCK;

    private VectorMatrix() {}

    static void multiply(
            float[] c,
            int co,
            int ldc,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] scratch,
            int so,
            int m,
            int n,
            int k,
            boolean transposeA,
            boolean transposeB,
            boolean accumulate,
            float alpha) {
        for (int r = 0; r < k; r += DEPTH) {
            int terms = Math.min(DEPTH, k - r);
            int left = transposeA ? ao + r * lda : ao + r;
            int right = transposeB ? bo + r : bo + r * ldb;
            boolean resume = accumulate || r > 0;
            if (alpha == 1f) {
                block(
                        c,
                        co,
                        ldc,
                        a,
                        left,
                        lda,
                        b,
                        right,
                        ldb,
                        scratch,
                        so,
                        m,
                        n,
                        terms,
                        transposeA,
                        transposeB,
                        resume);
            } else {
                scaled(
                        c,
                        co,
                        ldc,
                        a,
                        left,
                        lda,
                        b,
                        right,
                        ldb,
                        scratch,
                        so,
                        m,
                        n,
                        terms,
                        transposeA,
                        transposeB,
                        resume,
                        alpha);
            }
        }
    }

    /** {@link #block} by block of rows of a, each copied with its factor. */
    private static void scaled(
            float[] c,
            int co,
            int ldc,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] scratch,
            int so,
            int m,
            int n,
            int k,
            boolean transposeA,
            boolean transposeB,
            boolean resume,
            float alpha) {
        int copy = so + room(k);
        for (int i = 0; i < m; i += BLOCK) {
            int rows = Math.min(BLOCK, m - i);
            int stored = transposeA ? k : rows;
            int length = transposeA ? rows : k;
            int from = transposeA ? ao + i : ao + i * lda;
            for (int r = 0; r < stored; r++) {
                scale(scratch, copy + r * length, a, from + r * lda, length, alpha);
            }
            block(
                    c,
                    co + i * ldc,
                    ldc,
                    scratch,
                    copy,
                    length,
                    b,
                    bo,
                    ldb,
                    scratch,
                    so,
                    rows,
                    n,
                    k,
                    transposeA,
                    transposeB,
                    resume);
        }
    }

    private static void scale(float[] y, int yo, float[] x, int xo, int n, float alpha) {
        int end = S.loopBound(n);
        for (int j = 0; j < end; j += L) {
            FloatVector.fromArray(S, x, xo + j).mul(alpha).intoArray(y, yo + j);
        }
        for (int j = end; j < n; j++) {
            y[yo + j] = x[xo + j] * alpha;
        }
    }

    /** A panel of b, padded rows of one, and a tile; behind it lie copies of a. */
    private static int room(int k) {
        return 2 * L * k + L * (k + 13);
    }

    /** At most {@link MatrixKernels#DEPTH} terms. */
    private static void block(
            float[] c,
            int co,
            int ldc,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] scratch,
            int so,
            int m,
            int n,
            int k,
            boolean transposeA,
            boolean transposeB,
            boolean resume) {
        if (transposeA) {
            outer(c, co, ldc, a, ao, lda, b, bo, ldb, scratch, so, m, n, k, transposeB, resume);
            return;
        }
        float[] s = resume ? c : Kernels.NONE;
        if (!transposeB && m < VectorGemm.PACKED_ROWS && n >= L) {
            VectorGemm.rows(c, co, ldc, s, co, ldc, a, ao, lda, b, bo, ldb, m, k, n);
            return;
        }
        int tile = so + 2 * L * k;
        for (int j = 0; j < n; ) {
            int columns = VectorPanels.columns(n - j);
            if (transposeB) {
                VectorPanels.packTransposedPanel(scratch, so, b, bo + j * ldb, ldb, k, columns);
            } else {
                VectorPanels.packPanel(scratch, so, b, bo + j, ldb, k, columns);
            }
            VectorGemm.panel(c, co + j, ldc, s, co + j, ldc, a, ao, lda, scratch, so, scratch, tile, m, k, columns);
            j += columns;
        }
    }

    private static void outer(
            float[] c,
            int co,
            int ldc,
            float[] a,
            int ao,
            int lda,
            float[] b,
            int bo,
            int ldb,
            float[] scratch,
            int so,
            int m,
            int n,
            int k,
            boolean transposeB,
            boolean resume) {
        int room = so + 2 * L * k;
        if (!transposeB) {
            VectorOuter.sum(c, co, ldc, a, ao, lda, b, bo, ldb, scratch, room, m, n, k, resume);
            return;
        }
        for (int j = 0; j < n; ) {
            int columns = VectorPanels.columns(n - j);
            for (int i = 0; i < columns; i++) {
                VectorPanels.column(scratch, so + i, columns, b, bo + (j + i) * ldb, k);
            }
            VectorOuter.sum(c, co + j, ldc, a, ao, lda, scratch, so, columns, scratch, room, m, columns, k, resume);
            j += columns;
        }
    }

    static void pack(float[] p, int po, float[] b, int bo, int ldb, int n, int k, boolean transposeB) {
        if (transposeB) {
            VectorPanels.packTransposed(p, po, b, bo, ldb, k, n);
        } else {
            VectorPanels.pack(p, po, b, bo, ldb, k, n);
        }
    }

    static void multiplyPacked(
            float[] c,
            int co,
            int ldc,
            float[] a,
            int ao,
            int lda,
            float[] p,
            int po,
            float[] scratch,
            int so,
            int m,
            int n,
            int k,
            boolean accumulate) {
        float[] s = accumulate ? c : Kernels.NONE;
        VectorGemm.multiply(c, co, ldc, s, co, ldc, a, ao, lda, p, po, scratch, so, m, k, n);
    }
}
