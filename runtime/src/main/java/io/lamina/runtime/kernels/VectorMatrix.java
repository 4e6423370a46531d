package io.lamina.runtime.kernels;

/**
 * {@link MatrixKernels} on the products of {@link VectorBlocks} and {@link VectorOuterBlocks}, and of {@link VectorGemm} and {@link VectorOuter} where blocks do not
 * pay.
 */
final class VectorMatrix {
    /** Rows below which there is none of the tiles that read copied rows. */
    private static final int FEW_ROWS = Math.min(8, VectorGemm.ROWS);

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
        float[] s = accumulate ? c : Kernels.NONE;
        boolean plain = !transposeB && alpha == 1f;
        if (transposeA) {
            if (plain && !VectorOuterBlocks.pays(m, n)) {
                VectorOuter.sum(c, co, ldc, a, ao, lda, b, bo, ldb, scratch, so, m, n, k, accumulate);
            } else {
                VectorOuterBlocks.multiply(
                        c, co, ldc, a, ao, lda, b, bo, ldb, scratch, so, m, n, k, transposeB, accumulate, alpha);
            }
        } else if (plain && VectorGemm.readsRows(b, bo, ldb, m, k, n)) {
            VectorGemm.rows(c, co, ldc, s, co, ldc, a, ao, lda, b, bo, ldb, scratch, so, m, k, n);
        } else {
            VectorBlocks.multiply(
                    c, co, ldc, s, co, ldc, a, ao, lda, b, bo, ldb, scratch, so, m, n, k, transposeB, alpha);
        }
    }

    static void pack(float[] p, int po, float[] b, int bo, int ldb, int n, int k, boolean transposeB) {
        VectorPanels.pack(p, po, b, bo, ldb, k, n, transposeB, false);
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
        multiplyPacked(c, co, ldc, s, co, ldc, a, ao, lda, p, po, scratch, so, m, n, k);
    }

    /** The same for sums that start from a bias ({@code sStep} 0), from c itself, or from {@link Kernels#NONE}. */
    static void multiplyPacked(
            float[] c,
            int co,
            int ldc,
            float[] s,
            int from,
            int sStep,
            float[] a,
            int ao,
            int lda,
            float[] p,
            int po,
            float[] scratch,
            int so,
            int m,
            int n,
            int k) {
        if (m < FEW_ROWS) {
            VectorGemm.multiply(c, co, ldc, s, from, sStep, a, ao, lda, p, po, scratch, so, m, k, n);
        } else {
            VectorBlocks.multiplyPacked(c, co, ldc, s, from, sStep, a, ao, lda, p, po, scratch, so, m, n, k);
        }
    }

    /**
     * Some of {@code all} rows, or none: {@code y[m, n] = s[m, n] + a[m, k] b[k, n]} by b packed at {@code so}, or where all are one by b as it
     * stands; s may be y.
     */
    static void multiplySome(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int from,
            int sStep,
            float[] a,
            int ao,
            int aStep,
            float[] b,
            int bo,
            int bStep,
            float[] scratch,
            int so,
            int rest,
            int all,
            int m,
            int n,
            int k) {
        if (all > 1) {
            multiplyPacked(y, yo, yStep, s, from, sStep, a, ao, aStep, scratch, so, scratch, rest, m, n, k);
        } else if (m == 1) {
            multiplyRow(y, yo, s, from, a, ao, b, bo, bStep, scratch, rest, n, k);
        }
    }

    /** One row by a right matrix as it stands: {@code y[n] = s[n] + a[k] b[k, n]}; s may be y. */
    static void multiplyRow(
            float[] y,
            int yo,
            float[] s,
            int from,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int ldb,
            float[] scratch,
            int so,
            int n,
            int k) {
        if (VectorGemm.readsRows(b, bo, ldb, 1, k, n)) {
            VectorGemm.rows(y, yo, n, s, from, n, a, ao, k, b, bo, ldb, scratch, so, 1, k, n);
        } else {
            VectorBlocks.multiply(y, yo, n, s, from, n, a, ao, k, b, bo, ldb, scratch, so, 1, n, k, false, 1f);
        }
    }
}
