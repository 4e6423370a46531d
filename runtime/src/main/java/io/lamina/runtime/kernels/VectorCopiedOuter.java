package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VectorOuter}'s tiles for columns that have been copied to rows of 16, and whole packed panels: all addresses are constants behind two
 * pointers, as in {@link VectorCopied}.
 */
final class VectorCopiedOuter {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorCopiedOuter() {}

    /** Twelve rows, two vectors wide. */
    static void outer12x2(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            float[] w,
            int wo,
            int length) {
        FloatVector c0a = FloatVector.fromArray(S, s, so);
        FloatVector c0b = FloatVector.fromArray(S, s, so + L);
        FloatVector c1a = FloatVector.fromArray(S, s, so + sStep);
        FloatVector c1b = FloatVector.fromArray(S, s, so + sStep + L);
        FloatVector c2a = FloatVector.fromArray(S, s, so + 2 * sStep);
        FloatVector c2b = FloatVector.fromArray(S, s, so + 2 * sStep + L);
        FloatVector c3a = FloatVector.fromArray(S, s, so + 3 * sStep);
        FloatVector c3b = FloatVector.fromArray(S, s, so + 3 * sStep + L);
        FloatVector c4a = FloatVector.fromArray(S, s, so + 4 * sStep);
        FloatVector c4b = FloatVector.fromArray(S, s, so + 4 * sStep + L);
        FloatVector c5a = FloatVector.fromArray(S, s, so + 5 * sStep);
        FloatVector c5b = FloatVector.fromArray(S, s, so + 5 * sStep + L);
        FloatVector c6a = FloatVector.fromArray(S, s, so + 6 * sStep);
        FloatVector c6b = FloatVector.fromArray(S, s, so + 6 * sStep + L);
        FloatVector c7a = FloatVector.fromArray(S, s, so + 7 * sStep);
        FloatVector c7b = FloatVector.fromArray(S, s, so + 7 * sStep + L);
        FloatVector c8a = FloatVector.fromArray(S, s, so + 8 * sStep);
        FloatVector c8b = FloatVector.fromArray(S, s, so + 8 * sStep + L);
        FloatVector c9a = FloatVector.fromArray(S, s, so + 9 * sStep);
        FloatVector c9b = FloatVector.fromArray(S, s, so + 9 * sStep + L);
        FloatVector c10a = FloatVector.fromArray(S, s, so + 10 * sStep);
        FloatVector c10b = FloatVector.fromArray(S, s, so + 10 * sStep + L);
        FloatVector c11a = FloatVector.fromArray(S, s, so + 11 * sStep);
        FloatVector c11b = FloatVector.fromArray(S, s, so + 11 * sStep + L);
        for (int k = 0; k < length; k++) {
            FloatVector w0 = FloatVector.fromArray(S, w, wo + k * 2 * L);
            FloatVector w1 = FloatVector.fromArray(S, w, wo + k * 2 * L + L);
            FloatVector v = FloatVector.broadcast(S, a[ao + k * 16]);
            c0a = v.fma(w0, c0a);
            c0b = v.fma(w1, c0b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 1]);
            c1a = v.fma(w0, c1a);
            c1b = v.fma(w1, c1b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 2]);
            c2a = v.fma(w0, c2a);
            c2b = v.fma(w1, c2b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 3]);
            c3a = v.fma(w0, c3a);
            c3b = v.fma(w1, c3b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 4]);
            c4a = v.fma(w0, c4a);
            c4b = v.fma(w1, c4b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 5]);
            c5a = v.fma(w0, c5a);
            c5b = v.fma(w1, c5b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 6]);
            c6a = v.fma(w0, c6a);
            c6b = v.fma(w1, c6b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 7]);
            c7a = v.fma(w0, c7a);
            c7b = v.fma(w1, c7b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 8]);
            c8a = v.fma(w0, c8a);
            c8b = v.fma(w1, c8b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 9]);
            c9a = v.fma(w0, c9a);
            c9b = v.fma(w1, c9b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 10]);
            c10a = v.fma(w0, c10a);
            c10b = v.fma(w1, c10b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 11]);
            c11a = v.fma(w0, c11a);
            c11b = v.fma(w1, c11b);
        }
        c0a.intoArray(y, yo);
        c0b.intoArray(y, yo + L);
        c1a.intoArray(y, yo + yStep);
        c1b.intoArray(y, yo + yStep + L);
        c2a.intoArray(y, yo + 2 * yStep);
        c2b.intoArray(y, yo + 2 * yStep + L);
        c3a.intoArray(y, yo + 3 * yStep);
        c3b.intoArray(y, yo + 3 * yStep + L);
        c4a.intoArray(y, yo + 4 * yStep);
        c4b.intoArray(y, yo + 4 * yStep + L);
        c5a.intoArray(y, yo + 5 * yStep);
        c5b.intoArray(y, yo + 5 * yStep + L);
        c6a.intoArray(y, yo + 6 * yStep);
        c6b.intoArray(y, yo + 6 * yStep + L);
        c7a.intoArray(y, yo + 7 * yStep);
        c7b.intoArray(y, yo + 7 * yStep + L);
        c8a.intoArray(y, yo + 8 * yStep);
        c8b.intoArray(y, yo + 8 * yStep + L);
        c9a.intoArray(y, yo + 9 * yStep);
        c9b.intoArray(y, yo + 9 * yStep + L);
        c10a.intoArray(y, yo + 10 * yStep);
        c10b.intoArray(y, yo + 10 * yStep + L);
        c11a.intoArray(y, yo + 11 * yStep);
        c11b.intoArray(y, yo + 11 * yStep + L);
    }

    /** Eight rows, two vectors wide. */
    static void outer8x2(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            float[] w,
            int wo,
            int length) {
        FloatVector c0a = FloatVector.fromArray(S, s, so);
        FloatVector c0b = FloatVector.fromArray(S, s, so + L);
        FloatVector c1a = FloatVector.fromArray(S, s, so + sStep);
        FloatVector c1b = FloatVector.fromArray(S, s, so + sStep + L);
        FloatVector c2a = FloatVector.fromArray(S, s, so + 2 * sStep);
        FloatVector c2b = FloatVector.fromArray(S, s, so + 2 * sStep + L);
        FloatVector c3a = FloatVector.fromArray(S, s, so + 3 * sStep);
        FloatVector c3b = FloatVector.fromArray(S, s, so + 3 * sStep + L);
        FloatVector c4a = FloatVector.fromArray(S, s, so + 4 * sStep);
        FloatVector c4b = FloatVector.fromArray(S, s, so + 4 * sStep + L);
        FloatVector c5a = FloatVector.fromArray(S, s, so + 5 * sStep);
        FloatVector c5b = FloatVector.fromArray(S, s, so + 5 * sStep + L);
        FloatVector c6a = FloatVector.fromArray(S, s, so + 6 * sStep);
        FloatVector c6b = FloatVector.fromArray(S, s, so + 6 * sStep + L);
        FloatVector c7a = FloatVector.fromArray(S, s, so + 7 * sStep);
        FloatVector c7b = FloatVector.fromArray(S, s, so + 7 * sStep + L);
        for (int k = 0; k < length; k++) {
            FloatVector w0 = FloatVector.fromArray(S, w, wo + k * 2 * L);
            FloatVector w1 = FloatVector.fromArray(S, w, wo + k * 2 * L + L);
            FloatVector v = FloatVector.broadcast(S, a[ao + k * 16]);
            c0a = v.fma(w0, c0a);
            c0b = v.fma(w1, c0b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 1]);
            c1a = v.fma(w0, c1a);
            c1b = v.fma(w1, c1b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 2]);
            c2a = v.fma(w0, c2a);
            c2b = v.fma(w1, c2b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 3]);
            c3a = v.fma(w0, c3a);
            c3b = v.fma(w1, c3b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 4]);
            c4a = v.fma(w0, c4a);
            c4b = v.fma(w1, c4b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 5]);
            c5a = v.fma(w0, c5a);
            c5b = v.fma(w1, c5b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 6]);
            c6a = v.fma(w0, c6a);
            c6b = v.fma(w1, c6b);
            v = FloatVector.broadcast(S, a[ao + k * 16 + 7]);
            c7a = v.fma(w0, c7a);
            c7b = v.fma(w1, c7b);
        }
        c0a.intoArray(y, yo);
        c0b.intoArray(y, yo + L);
        c1a.intoArray(y, yo + yStep);
        c1b.intoArray(y, yo + yStep + L);
        c2a.intoArray(y, yo + 2 * yStep);
        c2b.intoArray(y, yo + 2 * yStep + L);
        c3a.intoArray(y, yo + 3 * yStep);
        c3b.intoArray(y, yo + 3 * yStep + L);
        c4a.intoArray(y, yo + 4 * yStep);
        c4b.intoArray(y, yo + 4 * yStep + L);
        c5a.intoArray(y, yo + 5 * yStep);
        c5b.intoArray(y, yo + 5 * yStep + L);
        c6a.intoArray(y, yo + 6 * yStep);
        c6b.intoArray(y, yo + 6 * yStep + L);
        c7a.intoArray(y, yo + 7 * yStep);
        c7b.intoArray(y, yo + 7 * yStep + L);
    }
}
