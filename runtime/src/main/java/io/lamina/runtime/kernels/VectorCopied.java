package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@link VectorTile12} for rows that have been copied to a fixed distance of one another. All addresses are then
 * constants behind two pointers, and the loop is loads and multiply-adds alone: on the whole a tenth faster, so that the copy pays
 * from some 100 columns on. One term per turn, as two would be one register too many for C2.
 *
 * <p>Sums start from {@code s}: a bias ({@code sStep} 0), the result itself to go on with it, or {@link VectorPanels#ZEROS}.
 */
final class VectorCopied {
    /** From row to row of a copy. No power of two: rows would lie in the same few sets of the cache. */
    static final int ROW = MatrixKernels.DEPTH + 16;

    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorCopied() {}

    /** Twelve rows, two vectors wide; the second one's columns start at {@code second}. */
    static void tile12x2(
            float[] y,
            int yo,
            int yStep,
            int second,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            float[] w,
            int wo,
            int length) {
        FloatVector c0a = FloatVector.fromArray(S, s, so);
        FloatVector c0b = FloatVector.fromArray(S, s, so + second);
        FloatVector c1a = FloatVector.fromArray(S, s, so + sStep);
        FloatVector c1b = FloatVector.fromArray(S, s, so + sStep + second);
        FloatVector c2a = FloatVector.fromArray(S, s, so + 2 * sStep);
        FloatVector c2b = FloatVector.fromArray(S, s, so + 2 * sStep + second);
        FloatVector c3a = FloatVector.fromArray(S, s, so + 3 * sStep);
        FloatVector c3b = FloatVector.fromArray(S, s, so + 3 * sStep + second);
        FloatVector c4a = FloatVector.fromArray(S, s, so + 4 * sStep);
        FloatVector c4b = FloatVector.fromArray(S, s, so + 4 * sStep + second);
        FloatVector c5a = FloatVector.fromArray(S, s, so + 5 * sStep);
        FloatVector c5b = FloatVector.fromArray(S, s, so + 5 * sStep + second);
        FloatVector c6a = FloatVector.fromArray(S, s, so + 6 * sStep);
        FloatVector c6b = FloatVector.fromArray(S, s, so + 6 * sStep + second);
        FloatVector c7a = FloatVector.fromArray(S, s, so + 7 * sStep);
        FloatVector c7b = FloatVector.fromArray(S, s, so + 7 * sStep + second);
        FloatVector c8a = FloatVector.fromArray(S, s, so + 8 * sStep);
        FloatVector c8b = FloatVector.fromArray(S, s, so + 8 * sStep + second);
        FloatVector c9a = FloatVector.fromArray(S, s, so + 9 * sStep);
        FloatVector c9b = FloatVector.fromArray(S, s, so + 9 * sStep + second);
        FloatVector c10a = FloatVector.fromArray(S, s, so + 10 * sStep);
        FloatVector c10b = FloatVector.fromArray(S, s, so + 10 * sStep + second);
        FloatVector c11a = FloatVector.fromArray(S, s, so + 11 * sStep);
        FloatVector c11b = FloatVector.fromArray(S, s, so + 11 * sStep + second);
        // The counter is the index of the first row's term. With a sum in its place C2 (JDK 25) computes that row's
        // address apart, loads rows long before they are needed, and keeps two of the sums in memory: the loop would
        // take a third longer.
        int end = ao + length;
        int wi = wo - ao * 2 * L;
        for (int k = ao; k < end; k++) {
            FloatVector w0 = FloatVector.fromArray(S, w, wi + k * 2 * L);
            FloatVector w1 = FloatVector.fromArray(S, w, wi + k * 2 * L + L);
            FloatVector v = FloatVector.broadcast(S, a[k]);
            c0a = v.fma(w0, c0a);
            c0b = v.fma(w1, c0b);
            v = FloatVector.broadcast(S, a[k + ROW]);
            c1a = v.fma(w0, c1a);
            c1b = v.fma(w1, c1b);
            v = FloatVector.broadcast(S, a[k + 2 * ROW]);
            c2a = v.fma(w0, c2a);
            c2b = v.fma(w1, c2b);
            v = FloatVector.broadcast(S, a[k + 3 * ROW]);
            c3a = v.fma(w0, c3a);
            c3b = v.fma(w1, c3b);
            v = FloatVector.broadcast(S, a[k + 4 * ROW]);
            c4a = v.fma(w0, c4a);
            c4b = v.fma(w1, c4b);
            v = FloatVector.broadcast(S, a[k + 5 * ROW]);
            c5a = v.fma(w0, c5a);
            c5b = v.fma(w1, c5b);
            v = FloatVector.broadcast(S, a[k + 6 * ROW]);
            c6a = v.fma(w0, c6a);
            c6b = v.fma(w1, c6b);
            v = FloatVector.broadcast(S, a[k + 7 * ROW]);
            c7a = v.fma(w0, c7a);
            c7b = v.fma(w1, c7b);
            v = FloatVector.broadcast(S, a[k + 8 * ROW]);
            c8a = v.fma(w0, c8a);
            c8b = v.fma(w1, c8b);
            v = FloatVector.broadcast(S, a[k + 9 * ROW]);
            c9a = v.fma(w0, c9a);
            c9b = v.fma(w1, c9b);
            v = FloatVector.broadcast(S, a[k + 10 * ROW]);
            c10a = v.fma(w0, c10a);
            c10b = v.fma(w1, c10b);
            v = FloatVector.broadcast(S, a[k + 11 * ROW]);
            c11a = v.fma(w0, c11a);
            c11b = v.fma(w1, c11b);
        }
        c0a.intoArray(y, yo);
        c0b.intoArray(y, yo + second);
        c1a.intoArray(y, yo + yStep);
        c1b.intoArray(y, yo + yStep + second);
        c2a.intoArray(y, yo + 2 * yStep);
        c2b.intoArray(y, yo + 2 * yStep + second);
        c3a.intoArray(y, yo + 3 * yStep);
        c3b.intoArray(y, yo + 3 * yStep + second);
        c4a.intoArray(y, yo + 4 * yStep);
        c4b.intoArray(y, yo + 4 * yStep + second);
        c5a.intoArray(y, yo + 5 * yStep);
        c5b.intoArray(y, yo + 5 * yStep + second);
        c6a.intoArray(y, yo + 6 * yStep);
        c6b.intoArray(y, yo + 6 * yStep + second);
        c7a.intoArray(y, yo + 7 * yStep);
        c7b.intoArray(y, yo + 7 * yStep + second);
        c8a.intoArray(y, yo + 8 * yStep);
        c8b.intoArray(y, yo + 8 * yStep + second);
        c9a.intoArray(y, yo + 9 * yStep);
        c9b.intoArray(y, yo + 9 * yStep + second);
        c10a.intoArray(y, yo + 10 * yStep);
        c10b.intoArray(y, yo + 10 * yStep + second);
        c11a.intoArray(y, yo + 11 * yStep);
        c11b.intoArray(y, yo + 11 * yStep + second);
    }

    /** Eight rows, two vectors wide. */
    static void tile8x2(
            float[] y,
            int yo,
            int yStep,
            int second,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            float[] w,
            int wo,
            int length) {
        FloatVector c0a = FloatVector.fromArray(S, s, so);
        FloatVector c0b = FloatVector.fromArray(S, s, so + second);
        FloatVector c1a = FloatVector.fromArray(S, s, so + sStep);
        FloatVector c1b = FloatVector.fromArray(S, s, so + sStep + second);
        FloatVector c2a = FloatVector.fromArray(S, s, so + 2 * sStep);
        FloatVector c2b = FloatVector.fromArray(S, s, so + 2 * sStep + second);
        FloatVector c3a = FloatVector.fromArray(S, s, so + 3 * sStep);
        FloatVector c3b = FloatVector.fromArray(S, s, so + 3 * sStep + second);
        FloatVector c4a = FloatVector.fromArray(S, s, so + 4 * sStep);
        FloatVector c4b = FloatVector.fromArray(S, s, so + 4 * sStep + second);
        FloatVector c5a = FloatVector.fromArray(S, s, so + 5 * sStep);
        FloatVector c5b = FloatVector.fromArray(S, s, so + 5 * sStep + second);
        FloatVector c6a = FloatVector.fromArray(S, s, so + 6 * sStep);
        FloatVector c6b = FloatVector.fromArray(S, s, so + 6 * sStep + second);
        FloatVector c7a = FloatVector.fromArray(S, s, so + 7 * sStep);
        FloatVector c7b = FloatVector.fromArray(S, s, so + 7 * sStep + second);
        for (int k = 0; k < length; k++) {
            FloatVector w0 = FloatVector.fromArray(S, w, wo + k * 2 * L);
            FloatVector w1 = FloatVector.fromArray(S, w, wo + k * 2 * L + L);
            FloatVector v = FloatVector.broadcast(S, a[ao + k]);
            c0a = v.fma(w0, c0a);
            c0b = v.fma(w1, c0b);
            v = FloatVector.broadcast(S, a[ao + k + ROW]);
            c1a = v.fma(w0, c1a);
            c1b = v.fma(w1, c1b);
            v = FloatVector.broadcast(S, a[ao + k + 2 * ROW]);
            c2a = v.fma(w0, c2a);
            c2b = v.fma(w1, c2b);
            v = FloatVector.broadcast(S, a[ao + k + 3 * ROW]);
            c3a = v.fma(w0, c3a);
            c3b = v.fma(w1, c3b);
            v = FloatVector.broadcast(S, a[ao + k + 4 * ROW]);
            c4a = v.fma(w0, c4a);
            c4b = v.fma(w1, c4b);
            v = FloatVector.broadcast(S, a[ao + k + 5 * ROW]);
            c5a = v.fma(w0, c5a);
            c5b = v.fma(w1, c5b);
            v = FloatVector.broadcast(S, a[ao + k + 6 * ROW]);
            c6a = v.fma(w0, c6a);
            c6b = v.fma(w1, c6b);
            v = FloatVector.broadcast(S, a[ao + k + 7 * ROW]);
            c7a = v.fma(w0, c7a);
            c7b = v.fma(w1, c7b);
        }
        c0a.intoArray(y, yo);
        c0b.intoArray(y, yo + second);
        c1a.intoArray(y, yo + yStep);
        c1b.intoArray(y, yo + yStep + second);
        c2a.intoArray(y, yo + 2 * yStep);
        c2b.intoArray(y, yo + 2 * yStep + second);
        c3a.intoArray(y, yo + 3 * yStep);
        c3b.intoArray(y, yo + 3 * yStep + second);
        c4a.intoArray(y, yo + 4 * yStep);
        c4b.intoArray(y, yo + 4 * yStep + second);
        c5a.intoArray(y, yo + 5 * yStep);
        c5b.intoArray(y, yo + 5 * yStep + second);
        c6a.intoArray(y, yo + 6 * yStep);
        c6b.intoArray(y, yo + 6 * yStep + second);
        c7a.intoArray(y, yo + 7 * yStep);
        c7b.intoArray(y, yo + 7 * yStep + second);
    }

    /** Copies rows of a, each term times {@code alpha}. */
    static void rows(float[] y, int yo, float[] a, int ao, int aStep, int rows, int k, float alpha) {
        for (int r = 0; r < rows; r++) {
            row(y, yo + r * ROW, a, ao + r * aStep, k, alpha);
        }
    }

    /** Whether it pays to copy so many columns as rows: the tiles for rows are a tenth faster. */
    static boolean transposes(int columns) {
        return VectorGemm.ROWS == 12 && VectorTranspose.FAST && columns >= L;
    }

    /**
     * Copies {@code columns} columns of {@code a[k, ...]}, at least a vector's lanes, as rows, each term times {@code alpha}. Columns come a
     * vector at a time, the last of them again where they are no multiple.
     */
    static void transposed(float[] y, int yo, float[] a, int ao, int aStep, int columns, int k, float alpha) {
        for (int j = 0; j < columns; j += L) {
            int column = Math.min(j, columns - L);
            for (int r = 0; r < k; r += L) {
                int from = ao + r * aStep + column;
                int to = yo + column * ROW + r;
                if (from + (L - 1) * aStep + L <= a.length) {
                    VectorTranspose.columns(y, to, ROW, a, from, aStep, L);
                } else {
                    lastRows(y, to, a, from, aStep, k - r);
                }
            }
        }
        if (alpha != 1f) {
            rows(y, yo, y, yo, ROW, columns, k, alpha);
        }
    }

    /** A vector's lanes of columns of the rows with which the array ends. */
    private static void lastRows(float[] y, int yo, float[] a, int ao, int aStep, int rows) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < L; j++) {
                y[yo + j * ROW + r] = a[ao + r * aStep + j];
            }
        }
    }

    /** The last vector may read past the row's end, though not past a's, and write behind the copy, where there is room. */
    private static void row(float[] y, int yo, float[] a, int ao, int k, float alpha) {
        int whole = Math.min(k + L - 1, a.length - ao) & -L;
        for (int j = 0; j < whole; j += L) {
            FloatVector.fromArray(S, a, ao + j).mul(alpha).intoArray(y, yo + j);
        }
        for (int j = whole; j < k; j++) {
            y[yo + j] = a[ao + j] * alpha;
        }
    }

    /**
     * Copies {@code columns} columns of {@code a[k, ...]}, at most twelve, each term times {@code alpha}, to rows of 16; what is behind
     * them in a may be copied, too.
     */
    static void columns(float[] y, int yo, float[] a, int ao, int aStep, int columns, int k, float alpha) {
        for (int j = 0; j < columns; j += L) {
            // The last rows may end where the array ends.
            int room = a.length - L - ao - j;
            int whole = room < 0 ? 0 : Math.min(k, room / aStep + 1);
            column(y, yo + j, a, ao + j, aStep, whole, alpha);
            for (int r = whole; r < k; r++) {
                for (int i = j; i < Math.min(j + L, columns); i++) {
                    y[yo + r * 16 + i] = a[ao + r * aStep + i] * alpha;
                }
            }
        }
    }

    private static void column(float[] y, int yo, float[] a, int ao, int aStep, int k, float alpha) {
        int from = ao;
        for (int r = 0; r < k; r++) {
            FloatVector.fromArray(S, a, from).mul(alpha).intoArray(y, yo + r * 16);
            from += aStep;
        }
    }
}
