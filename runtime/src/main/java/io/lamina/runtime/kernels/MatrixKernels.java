package io.lamina.runtime.kernels;

/**
 * Products of matrices that lie anywhere in an array: {@code c[m, n] = alpha * op(a)[m, k] * op(b)[k, n]}, or added to what c holds. For
 * layers that are no plain dense layer: recurrent steps, attention's scores and weighted values, gradients.
 *
 * <p>A matrix is given by its array, the offset of its first element and its leading dimension, which is the distance between
 * the beginnings of two rows and may exceed their length. So the heads of {@code x[T, heads * size]} are multiplied where they
 * stand: head {@code h} begins at {@code h * size}, its rows are {@code heads * size} apart. Rows in between are not touched.
 *
 * <p>On the vector lane every element of c is one chain of fused multiply-adds with k ascending, which starts from 0 or from
 * what c holds. Which rows and columns are computed together changes no bit, so callers may cut m and n among threads.
 * Results must not overlap operands.
 *
 * <p>All heads of one sample, {@code scores[h] = q[h] k[h]^T / sqrt(size)}:
 *
 * <pre>{@code
 * MatrixKernels.multiplyAll(
 *         scores, 0, tokens, tokens * tokens, q, 0, width, size, k, 0, width, size, scratch, 0,
 *         heads, tokens, tokens, size, false, true, false, 1 / (float) Math.sqrt(size));
 * }</pre>
 */
public final class MatrixKernels {
    /** Terms that are summed in one go; longer sums go on from the result. */
    static final int DEPTH = 256;

    /** Rows of the left matrix that are copied at a time. */
    static final int FEW_ROWS = 180;

    /** Columns of the right matrix that are packed at a time. */
    static final int WIDTH = 512;

    private MatrixKernels() {}

    /**
     * The floats of scratch memory that the products need whose sums have {@code terms} terms, however many columns they have. It
     * grows up to 256 terms.
     */
    public static int scratch(int terms) {
        return scratch(WIDTH, terms);
    }

    /** The floats of scratch memory that the products of {@code columns} columns need, up to 512 of them, however many rows. */
    public static int scratch(int columns, int terms) {
        return Math.min(terms, DEPTH) * (Math.min(columns, WIDTH) + 16) + copies(columns) + 14 * 16;
    }

    /** Room for copies of the left matrix, each of up to twelve rows: one where columns are few, else 16. */
    static int copies(int columns) {
        return columns < 96 ? DEPTH * 16 : 16 * DEPTH * 16;
    }

    /** The floats that {@link VectorOuter} needs for a result narrower than a vector. */
    static int outerScratch() {
        return (DEPTH + 12) * 16;
    }

    /**
     * {@code c = alpha * op(a) op(b)}, or {@code c += alpha * op(a) op(b)}.
     *
     * @param c result {@code [m, n]}
     * @param co offset of {@code c}
     * @param ldc from row to row of {@code c}, at least n
     * @param a left matrix {@code [m, k]}; {@code [k, m]} if transposed
     * @param ao offset of {@code a}
     * @param lda from row to row of {@code a} as it is stored
     * @param b right matrix {@code [k, n]}; {@code [n, k]} if transposed
     * @param bo offset of {@code b}
     * @param ldb from row to row of {@code b} as it is stored
     * @param scratch {@link #scratch(int, int) scratch(n, k)} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param m rows of the result
     * @param n columns of the result
     * @param k terms of each sum, at least 1
     * @param transposeA whether a is stored transposed
     * @param transposeB whether b is stored transposed
     * @param accumulate whether products are added to what c holds; if not, c is overwritten and never read
     * @param alpha a factor; 1 costs nothing, others are multiplied into a copy of a
     */
    public static void multiply(
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
        if (Lane.VECTOR) {
            VectorMatrix.multiply(
                    c,
                    co,
                    ldc,
                    a,
                    ao,
                    lda,
                    b,
                    bo,
                    ldb,
                    scratch,
                    so,
                    m,
                    n,
                    k,
                    transposeA,
                    transposeB,
                    accumulate,
                    alpha);
        } else {
            PlainMatrix.multiply(
                    c, co, ldc, a, ao, lda, b, bo, ldb, m, n, k, transposeA, transposeB, accumulate, alpha);
        }
    }

    /**
     * {@link #multiply} for {@code count} matrices at equal distances, one after the other.
     *
     * @param cStep from one result to the next
     * @param aStep from one left matrix to the next
     * @param bStep from one right matrix to the next; 0 for the same one
     * @param count how many
     */
    public static void multiplyAll(
            float[] c,
            int co,
            int ldc,
            int cStep,
            float[] a,
            int ao,
            int lda,
            int aStep,
            float[] b,
            int bo,
            int ldb,
            int bStep,
            float[] scratch,
            int so,
            int count,
            int m,
            int n,
            int k,
            boolean transposeA,
            boolean transposeB,
            boolean accumulate,
            float alpha) {
        for (int i = 0; i < count; i++) {
            multiply(
                    c,
                    co + i * cStep,
                    ldc,
                    a,
                    ao + i * aStep,
                    lda,
                    b,
                    bo + i * bStep,
                    ldb,
                    scratch,
                    so,
                    m,
                    n,
                    k,
                    transposeA,
                    transposeB,
                    accumulate,
                    alpha);
        }
    }

    /** The floats that {@link #pack} writes for a right matrix {@code [k, n]}. */
    public static int packed(int n, int k) {
        return k * (n + 16);
    }

    /**
     * Lays out a right matrix as the products read it. It pays where several products have the same right matrix, such as the
     * steps of a recurrent layer, above all where it is stored transposed.
     *
     * @param p result, {@link #packed packed(n, k)} floats, in an order of the lane's own
     * @param po offset of {@code p}
     * @param b right matrix {@code [k, n]}; {@code [n, k]} if transposed
     * @param bo offset of {@code b}
     * @param ldb from row to row of {@code b} as it is stored
     * @param n columns of the product
     * @param k terms of each sum
     * @param transposeB whether b is stored transposed
     */
    public static void pack(float[] p, int po, float[] b, int bo, int ldb, int n, int k, boolean transposeB) {
        if (Lane.VECTOR) {
            VectorMatrix.pack(p, po, b, bo, ldb, n, k, transposeB);
        } else {
            PlainMatrix.pack(p, po, b, bo, ldb, n, k, transposeB);
        }
    }

    /**
     * {@link #multiply} by a right matrix that {@link #pack} has laid out, with the left one as it stands.
     *
     * @param c result {@code [m, n]}
     * @param co offset of {@code c}
     * @param ldc from row to row of {@code c}
     * @param a left matrix {@code [m, k]}
     * @param ao offset of {@code a}
     * @param lda from row to row of {@code a}
     * @param p what {@link #pack} wrote for this n and k
     * @param po offset of {@code p}
     * @param scratch {@link #scratch(int, int) scratch(n, k)} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param m rows of the result
     * @param n columns of the result
     * @param k terms of each sum, at least 1
     * @param accumulate whether products are added to what c holds; if not, c is overwritten and never read
     */
    public static void multiplyPacked(
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
        if (Lane.VECTOR) {
            VectorMatrix.multiplyPacked(c, co, ldc, a, ao, lda, p, po, scratch, so, m, n, k, accumulate);
        } else {
            PlainMatrix.multiply(c, co, ldc, a, ao, lda, p, po, n, m, n, k, false, false, accumulate, 1f);
        }
    }
}
