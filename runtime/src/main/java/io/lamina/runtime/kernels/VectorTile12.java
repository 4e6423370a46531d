package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.VectorPanels.start;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Twelve rows of a matrix times a packed panel of another, two vectors or one vector wide: {@code y[p, :] = s[p, :] + sum
 * over k of a[p, k] * w[k, :]}, k ascending. Twelve by two sums, two vectors of the panel and a broadcast value are 27 live
 * vectors: for processors with 32 vector registers.
 *
 * <p>Sums start from {@code s}: a bias ({@code sStep} 0), the result itself to go on with it, or {@link Kernels#NONE}. Rows
 * past {@code count} repeat the last one: they are computed again and stored to the same place.
 */
final class VectorTile12 {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorTile12() {}

    /** Two vectors wide; the second one's columns start at {@code second}. */
    static void panel12x2(
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
            int length,
            int count) {
        int last = count - 1;
        int r1 = Math.min(1, last);
        int r2 = Math.min(2, last);
        int r3 = Math.min(3, last);
        int r4 = Math.min(4, last);
        int r5 = Math.min(5, last);
        int r6 = Math.min(6, last);
        int r7 = Math.min(7, last);
        int r8 = Math.min(8, last);
        int r9 = Math.min(9, last);
        int r10 = Math.min(10, last);
        int r11 = Math.min(11, last);
        FloatVector c0a = start(s, so);
        FloatVector c0b = start(s, so + second);
        FloatVector c1a = start(s, so + r1 * sStep);
        FloatVector c1b = start(s, so + r1 * sStep + second);
        FloatVector c2a = start(s, so + r2 * sStep);
        FloatVector c2b = start(s, so + r2 * sStep + second);
        FloatVector c3a = start(s, so + r3 * sStep);
        FloatVector c3b = start(s, so + r3 * sStep + second);
        FloatVector c4a = start(s, so + r4 * sStep);
        FloatVector c4b = start(s, so + r4 * sStep + second);
        FloatVector c5a = start(s, so + r5 * sStep);
        FloatVector c5b = start(s, so + r5 * sStep + second);
        FloatVector c6a = start(s, so + r6 * sStep);
        FloatVector c6b = start(s, so + r6 * sStep + second);
        FloatVector c7a = start(s, so + r7 * sStep);
        FloatVector c7b = start(s, so + r7 * sStep + second);
        FloatVector c8a = start(s, so + r8 * sStep);
        FloatVector c8b = start(s, so + r8 * sStep + second);
        FloatVector c9a = start(s, so + r9 * sStep);
        FloatVector c9b = start(s, so + r9 * sStep + second);
        FloatVector c10a = start(s, so + r10 * sStep);
        FloatVector c10b = start(s, so + r10 * sStep + second);
        FloatVector c11a = start(s, so + r11 * sStep);
        FloatVector c11b = start(s, so + r11 * sStep + second);
        int a0 = ao;
        int a1 = ao + r1 * aStep;
        int a2 = ao + r2 * aStep;
        int a3 = ao + r3 * aStep;
        int a4 = ao + r4 * aStep;
        int a5 = ao + r5 * aStep;
        int a6 = ao + r6 * aStep;
        int a7 = ao + r7 * aStep;
        int a8 = ao + r8 * aStep;
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
        c1a.intoArray(y, yo + r1 * yStep);
        c1b.intoArray(y, yo + r1 * yStep + second);
        c2a.intoArray(y, yo + r2 * yStep);
        c2b.intoArray(y, yo + r2 * yStep + second);
        c3a.intoArray(y, yo + r3 * yStep);
        c3b.intoArray(y, yo + r3 * yStep + second);
        c4a.intoArray(y, yo + r4 * yStep);
        c4b.intoArray(y, yo + r4 * yStep + second);
        c5a.intoArray(y, yo + r5 * yStep);
        c5b.intoArray(y, yo + r5 * yStep + second);
        c6a.intoArray(y, yo + r6 * yStep);
        c6b.intoArray(y, yo + r6 * yStep + second);
        c7a.intoArray(y, yo + r7 * yStep);
        c7b.intoArray(y, yo + r7 * yStep + second);
        c8a.intoArray(y, yo + r8 * yStep);
        c8b.intoArray(y, yo + r8 * yStep + second);
        c9a.intoArray(y, yo + r9 * yStep);
        c9b.intoArray(y, yo + r9 * yStep + second);
        c10a.intoArray(y, yo + r10 * yStep);
        c10b.intoArray(y, yo + r10 * yStep + second);
        c11a.intoArray(y, yo + r11 * yStep);
        c11b.intoArray(y, yo + r11 * yStep + second);
    }

    /** One vector wide. */
    static void panel12x1(
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
            int length,
            int count) {
        int last = count - 1;
        int r1 = Math.min(1, last);
        int r2 = Math.min(2, last);
        int r3 = Math.min(3, last);
        int r4 = Math.min(4, last);
        int r5 = Math.min(5, last);
        int r6 = Math.min(6, last);
        int r7 = Math.min(7, last);
        int r8 = Math.min(8, last);
        int r9 = Math.min(9, last);
        int r10 = Math.min(10, last);
        int r11 = Math.min(11, last);
        FloatVector c0a = start(s, so);
        FloatVector c1a = start(s, so + r1 * sStep);
        FloatVector c2a = start(s, so + r2 * sStep);
        FloatVector c3a = start(s, so + r3 * sStep);
        FloatVector c4a = start(s, so + r4 * sStep);
        FloatVector c5a = start(s, so + r5 * sStep);
        FloatVector c6a = start(s, so + r6 * sStep);
        FloatVector c7a = start(s, so + r7 * sStep);
        FloatVector c8a = start(s, so + r8 * sStep);
        FloatVector c9a = start(s, so + r9 * sStep);
        FloatVector c10a = start(s, so + r10 * sStep);
        FloatVector c11a = start(s, so + r11 * sStep);
        int a0 = ao;
        int a1 = ao + r1 * aStep;
        int a2 = ao + r2 * aStep;
        int a3 = ao + r3 * aStep;
        int a4 = ao + r4 * aStep;
        int a5 = ao + r5 * aStep;
        int a6 = ao + r6 * aStep;
        int a7 = ao + r7 * aStep;
        int a8 = ao + r8 * aStep;
        int a9 = ao + r9 * aStep;
        int a10 = ao + r10 * aStep;
        int a11 = ao + r11 * aStep;
        int even = length & -2;
        for (int k = 0; k < even; k += 2) {
            FloatVector w0 = FloatVector.fromArray(S, w, wo + k * L);
            FloatVector v = FloatVector.broadcast(S, a[a0 + k]);
            c0a = v.fma(w0, c0a);
            v = FloatVector.broadcast(S, a[a1 + k]);
            c1a = v.fma(w0, c1a);
            v = FloatVector.broadcast(S, a[a2 + k]);
            c2a = v.fma(w0, c2a);
            v = FloatVector.broadcast(S, a[a3 + k]);
            c3a = v.fma(w0, c3a);
            v = FloatVector.broadcast(S, a[a4 + k]);
            c4a = v.fma(w0, c4a);
            v = FloatVector.broadcast(S, a[a5 + k]);
            c5a = v.fma(w0, c5a);
            v = FloatVector.broadcast(S, a[a6 + k]);
            c6a = v.fma(w0, c6a);
            v = FloatVector.broadcast(S, a[a7 + k]);
            c7a = v.fma(w0, c7a);
            v = FloatVector.broadcast(S, a[a8 + k]);
            c8a = v.fma(w0, c8a);
            v = FloatVector.broadcast(S, a[a9 + k]);
            c9a = v.fma(w0, c9a);
            v = FloatVector.broadcast(S, a[a10 + k]);
            c10a = v.fma(w0, c10a);
            v = FloatVector.broadcast(S, a[a11 + k]);
            c11a = v.fma(w0, c11a);
            w0 = FloatVector.fromArray(S, w, wo + k * L + L);
            v = FloatVector.broadcast(S, a[a0 + k + 1]);
            c0a = v.fma(w0, c0a);
            v = FloatVector.broadcast(S, a[a1 + k + 1]);
            c1a = v.fma(w0, c1a);
            v = FloatVector.broadcast(S, a[a2 + k + 1]);
            c2a = v.fma(w0, c2a);
            v = FloatVector.broadcast(S, a[a3 + k + 1]);
            c3a = v.fma(w0, c3a);
            v = FloatVector.broadcast(S, a[a4 + k + 1]);
            c4a = v.fma(w0, c4a);
            v = FloatVector.broadcast(S, a[a5 + k + 1]);
            c5a = v.fma(w0, c5a);
            v = FloatVector.broadcast(S, a[a6 + k + 1]);
            c6a = v.fma(w0, c6a);
            v = FloatVector.broadcast(S, a[a7 + k + 1]);
            c7a = v.fma(w0, c7a);
            v = FloatVector.broadcast(S, a[a8 + k + 1]);
            c8a = v.fma(w0, c8a);
            v = FloatVector.broadcast(S, a[a9 + k + 1]);
            c9a = v.fma(w0, c9a);
            v = FloatVector.broadcast(S, a[a10 + k + 1]);
            c10a = v.fma(w0, c10a);
            v = FloatVector.broadcast(S, a[a11 + k + 1]);
            c11a = v.fma(w0, c11a);
        }
        if (even < length) {
            FloatVector w0 = FloatVector.fromArray(S, w, wo + even * L);
            FloatVector v = FloatVector.broadcast(S, a[a0 + even]);
            c0a = v.fma(w0, c0a);
            v = FloatVector.broadcast(S, a[a1 + even]);
            c1a = v.fma(w0, c1a);
            v = FloatVector.broadcast(S, a[a2 + even]);
            c2a = v.fma(w0, c2a);
            v = FloatVector.broadcast(S, a[a3 + even]);
            c3a = v.fma(w0, c3a);
            v = FloatVector.broadcast(S, a[a4 + even]);
            c4a = v.fma(w0, c4a);
            v = FloatVector.broadcast(S, a[a5 + even]);
            c5a = v.fma(w0, c5a);
            v = FloatVector.broadcast(S, a[a6 + even]);
            c6a = v.fma(w0, c6a);
            v = FloatVector.broadcast(S, a[a7 + even]);
            c7a = v.fma(w0, c7a);
            v = FloatVector.broadcast(S, a[a8 + even]);
            c8a = v.fma(w0, c8a);
            v = FloatVector.broadcast(S, a[a9 + even]);
            c9a = v.fma(w0, c9a);
            v = FloatVector.broadcast(S, a[a10 + even]);
            c10a = v.fma(w0, c10a);
            v = FloatVector.broadcast(S, a[a11 + even]);
            c11a = v.fma(w0, c11a);
        }
        c0a.intoArray(y, yo);
        c1a.intoArray(y, yo + r1 * yStep);
        c2a.intoArray(y, yo + r2 * yStep);
        c3a.intoArray(y, yo + r3 * yStep);
        c4a.intoArray(y, yo + r4 * yStep);
        c5a.intoArray(y, yo + r5 * yStep);
        c6a.intoArray(y, yo + r6 * yStep);
        c7a.intoArray(y, yo + r7 * yStep);
        c8a.intoArray(y, yo + r8 * yStep);
        c9a.intoArray(y, yo + r9 * yStep);
        c10a.intoArray(y, yo + r10 * yStep);
        c11a.intoArray(y, yo + r11 * yStep);
    }
}
