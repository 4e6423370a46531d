package io.lamina.runtime.kernels;

/** {@link MatrixKernels} as plain loops; the inner ones run along rows of b where those are the result's. */
final class PlainMatrix {
    private PlainMatrix() {}

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
            int m,
            int n,
            int k,
            boolean transposeA,
            boolean transposeB,
            boolean accumulate,
            float alpha) {
        int row = transposeA ? 1 : lda;
        int term = transposeA ? lda : 1;
        for (int i = 0; i < m; i++) {
            int to = co + i * ldc;
            int from = ao + i * row;
            if (!accumulate) {
                ArithmeticKernels.fill(c, to, n, 0f);
            }
            if (transposeB) {
                for (int j = 0; j < n; j++) {
                    c[to + j] += alpha * dot(a, from, term, b, bo + j * ldb, k);
                }
            } else {
                for (int r = 0; r < k; r++) {
                    PlainDense.addScaled(c, to, b, bo + r * ldb, alpha * a[from + r * term], n);
                }
            }
        }
    }

    /** {@code a . b} for an a of that step. */
    private static float dot(float[] a, int ao, int step, float[] b, int bo, int n) {
        if (step == 1) {
            return PlainDense.dot(a, ao, b, bo, n);
        }
        float sum = 0f;
        for (int j = 0; j < n; j++) {
            sum += a[ao + j * step] * b[bo + j];
        }
        return sum;
    }

    /** A plain {@code [k, n]}. */
    static void pack(float[] p, int po, float[] b, int bo, int ldb, int n, int k, boolean transposeB) {
        for (int r = 0; r < k; r++) {
            for (int j = 0; j < n; j++) {
                p[po + r * n + j] = b[transposeB ? bo + j * ldb + r : bo + r * ldb + j];
            }
        }
    }
}
