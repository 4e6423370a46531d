package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tile of {@link VectorTile12#panel12x2} for sums of few terms that all start from one row, a bias or zeros: two loads in place of
 * 24, each with a check of its bounds, which take as long as three terms. It is also the tile of nine to eleven rows that are left
 * over, in two thirds of the time that three tiles of four rows take: rows past {@code count} repeat the last one, as in {@link
 * VectorTile4}.
 */
final class VectorShortTile12 {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    /** Terms up to which it is worth code of its own. */
    private static final int MOST = 128;

    /** Rows from which one of these takes less time than tiles of four. */
    private static final int LEAST_ROWS = 9;

    private VectorShortTile12() {}

    /** Whether it is the fastest tile for so many rows that are left, and terms. */
    static boolean fits(int rows, int terms) {
        return rows >= LEAST_ROWS && (terms <= MOST || rows < VectorGemm.ROWS);
    }

    /** Two vectors wide; the second one's columns start at {@code second}. */
    static void panel12x2(
            float[] y,
            int yo,
            int yStep,
            int second,
            float[] s,
            int so,
            float[] a,
            int ao,
            int aStep,
            float[] w,
            int wo,
            int length,
            int count) {
        int r9 = Math.min(9, count - 1);
        int r10 = Math.min(10, count - 1);
        int r11 = Math.min(11, count - 1);
        FloatVector startA = FloatVector.fromArray(S, s, so);
        FloatVector startB = FloatVector.fromArray(S, s, so + second);
        FloatVector c0a = startA;
        FloatVector c0b = startB;
        FloatVector c1a = startA;
        FloatVector c1b = startB;
        FloatVector c2a = startA;
        FloatVector c2b = startB;
        FloatVector c3a = startA;
        FloatVector c3b = startB;
        FloatVector c4a = startA;
        FloatVector c4b = startB;
        FloatVector c5a = startA;
        FloatVector c5b = startB;
        FloatVector c6a = startA;
        FloatVector c6b = startB;
        FloatVector c7a = startA;
        FloatVector c7b = startB;
        FloatVector c8a = startA;
        FloatVector c8b = startB;
        FloatVector c9a = startA;
        FloatVector c9b = startB;
        FloatVector c10a = startA;
        FloatVector c10b = startB;
        FloatVector c11a = startA;
        FloatVector c11b = startB;
        int a0 = ao;
        int a1 = a0 + aStep;
        int a2 = a1 + aStep;
        int a3 = a2 + aStep;
        int a4 = a3 + aStep;
        int a5 = a4 + aStep;
        int a6 = a5 + aStep;
        int a7 = a6 + aStep;
        int a8 = a7 + aStep;
        int a9 = ao + r9 * aStep;
        int a10 = ao + r10 * aStep;
        int a11 = ao + r11 * aStep;
        int even = length & -2;
        for (int k = 0; k < even; k += 2) {
            FloatVector w0 = FloatVector.fromArray(S, w, wo + k * 2 * L);
            FloatVector w1 = FloatVector.fromArray(S, w, wo + k * 2 * L + L);
            FloatVector v = FloatVector.broadcast(S, a[a0 + k]);
            c0a = v.fma(w0, c0a);
            c0b = v.fma(w1, c0b);
            v = FloatVector.broadcast(S, a[a1 + k]);
            c1a = v.fma(w0, c1a);
            c1b = v.fma(w1, c1b);
            v = FloatVector.broadcast(S, a[a2 + k]);
            c2a = v.fma(w0, c2a);
            c2b = v.fma(w1, c2b);
            v = FloatVector.broadcast(S, a[a3 + k]);
            c3a = v.fma(w0, c3a);
            c3b = v.fma(w1, c3b);
            v = FloatVector.broadcast(S, a[a4 + k]);
            c4a = v.fma(w0, c4a);
            c4b = v.fma(w1, c4b);
            v = FloatVector.broadcast(S, a[a5 + k]);
            c5a = v.fma(w0, c5a);
            c5b = v.fma(w1, c5b);
            v = FloatVector.broadcast(S, a[a6 + k]);
            c6a = v.fma(w0, c6a);
            c6b = v.fma(w1, c6b);
            v = FloatVector.broadcast(S, a[a7 + k]);
            c7a = v.fma(w0, c7a);
            c7b = v.fma(w1, c7b);
            v = FloatVector.broadcast(S, a[a8 + k]);
            c8a = v.fma(w0, c8a);
            c8b = v.fma(w1, c8b);
            v = FloatVector.broadcast(S, a[a9 + k]);
            c9a = v.fma(w0, c9a);
            c9b = v.fma(w1, c9b);
            v = FloatVector.broadcast(S, a[a10 + k]);
            c10a = v.fma(w0, c10a);
            c10b = v.fma(w1, c10b);
            v = FloatVector.broadcast(S, a[a11 + k]);
            c11a = v.fma(w0, c11a);
            c11b = v.fma(w1, c11b);
            w0 = FloatVector.fromArray(S, w, wo + k * 2 * L + 2 * L);
            w1 = FloatVector.fromArray(S, w, wo + k * 2 * L + 3 * L);
            v = FloatVector.broadcast(S, a[a0 + k + 1]);
            c0a = v.fma(w0, c0a);
            c0b = v.fma(w1, c0b);
            v = FloatVector.broadcast(S, a[a1 + k + 1]);
            c1a = v.fma(w0, c1a);
            c1b = v.fma(w1, c1b);
            v = FloatVector.broadcast(S, a[a2 + k + 1]);
            c2a = v.fma(w0, c2a);
            c2b = v.fma(w1, c2b);
            v = FloatVector.broadcast(S, a[a3 + k + 1]);
            c3a = v.fma(w0, c3a);
            c3b = v.fma(w1, c3b);
            v = FloatVector.broadcast(S, a[a4 + k + 1]);
            c4a = v.fma(w0, c4a);
            c4b = v.fma(w1, c4b);
            v = FloatVector.broadcast(S, a[a5 + k + 1]);
            c5a = v.fma(w0, c5a);
            c5b = v.fma(w1, c5b);
            v = FloatVector.broadcast(S, a[a6 + k + 1]);
            c6a = v.fma(w0, c6a);
            c6b = v.fma(w1, c6b);
            v = FloatVector.broadcast(S, a[a7 + k + 1]);
            c7a = v.fma(w0, c7a);
            c7b = v.fma(w1, c7b);
            v = FloatVector.broadcast(S, a[a8 + k + 1]);
            c8a = v.fma(w0, c8a);
            c8b = v.fma(w1, c8b);
            v = FloatVector.broadcast(S, a[a9 + k + 1]);
            c9a = v.fma(w0, c9a);
            c9b = v.fma(w1, c9b);
            v = FloatVector.broadcast(S, a[a10 + k + 1]);
            c10a = v.fma(w0, c10a);
            c10b = v.fma(w1, c10b);
            v = FloatVector.broadcast(S, a[a11 + k + 1]);
            c11a = v.fma(w0, c11a);
            c11b = v.fma(w1, c11b);
        }
        if (even < length) {
            FloatVector w0 = FloatVector.fromArray(S, w, wo + even * 2 * L);
            FloatVector w1 = FloatVector.fromArray(S, w, wo + even * 2 * L + L);
            FloatVector v = FloatVector.broadcast(S, a[a0 + even]);
            c0a = v.fma(w0, c0a);
            c0b = v.fma(w1, c0b);
            v = FloatVector.broadcast(S, a[a1 + even]);
            c1a = v.fma(w0, c1a);
            c1b = v.fma(w1, c1b);
            v = FloatVector.broadcast(S, a[a2 + even]);
            c2a = v.fma(w0, c2a);
            c2b = v.fma(w1, c2b);
            v = FloatVector.broadcast(S, a[a3 + even]);
            c3a = v.fma(w0, c3a);
            c3b = v.fma(w1, c3b);
            v = FloatVector.broadcast(S, a[a4 + even]);
            c4a = v.fma(w0, c4a);
            c4b = v.fma(w1, c4b);
            v = FloatVector.broadcast(S, a[a5 + even]);
            c5a = v.fma(w0, c5a);
            c5b = v.fma(w1, c5b);
            v = FloatVector.broadcast(S, a[a6 + even]);
            c6a = v.fma(w0, c6a);
            c6b = v.fma(w1, c6b);
            v = FloatVector.broadcast(S, a[a7 + even]);
            c7a = v.fma(w0, c7a);
            c7b = v.fma(w1, c7b);
            v = FloatVector.broadcast(S, a[a8 + even]);
            c8a = v.fma(w0, c8a);
            c8b = v.fma(w1, c8b);
            v = FloatVector.broadcast(S, a[a9 + even]);
            c9a = v.fma(w0, c9a);
            c9b = v.fma(w1, c9b);
            v = FloatVector.broadcast(S, a[a10 + even]);
            c10a = v.fma(w0, c10a);
            c10b = v.fma(w1, c10b);
            v = FloatVector.broadcast(S, a[a11 + even]);
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
        c9a.intoArray(y, yo + r9 * yStep);
        c9b.intoArray(y, yo + r9 * yStep + second);
        c10a.intoArray(y, yo + r10 * yStep);
        c10b.intoArray(y, yo + r10 * yStep + second);
        c11a.intoArray(y, yo + r11 * yStep);
        c11b.intoArray(y, yo + r11 * yStep + second);
    }
}
