package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@link VectorOuter12} for eight rows, two vectors wide: with it row counts such as 32 and 64 leave none over.
 *
 * <p>Sums start from {@code s}: the result itself to go on with it, or {@link VectorPanels#ZEROS}.
 */
final class VectorOuter8 {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;

    private VectorOuter8() {}

    /** The second vector's columns start at {@code second}. */
    static void outer8x2(
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
        int even = length & -2;
        for (int k = 0; k < even; k += 2) {
            int ai = ao + k * aStep;
            int wi = wo + k * wStep;
            FloatVector w0 = FloatVector.fromArray(S, w, wi);
            FloatVector w1 = FloatVector.fromArray(S, w, wi + second);
            FloatVector v = FloatVector.broadcast(S, a[ai]);
            c0a = v.fma(w0, c0a);
            c0b = v.fma(w1, c0b);
            v = FloatVector.broadcast(S, a[ai + 1]);
            c1a = v.fma(w0, c1a);
            c1b = v.fma(w1, c1b);
            v = FloatVector.broadcast(S, a[ai + 2]);
            c2a = v.fma(w0, c2a);
            c2b = v.fma(w1, c2b);
            v = FloatVector.broadcast(S, a[ai + 3]);
            c3a = v.fma(w0, c3a);
            c3b = v.fma(w1, c3b);
            v = FloatVector.broadcast(S, a[ai + 4]);
            c4a = v.fma(w0, c4a);
            c4b = v.fma(w1, c4b);
            v = FloatVector.broadcast(S, a[ai + 5]);
            c5a = v.fma(w0, c5a);
            c5b = v.fma(w1, c5b);
            v = FloatVector.broadcast(S, a[ai + 6]);
            c6a = v.fma(w0, c6a);
            c6b = v.fma(w1, c6b);
            v = FloatVector.broadcast(S, a[ai + 7]);
            c7a = v.fma(w0, c7a);
            c7b = v.fma(w1, c7b);
            ai += aStep;
            wi += wStep;
            w0 = FloatVector.fromArray(S, w, wi);
            w1 = FloatVector.fromArray(S, w, wi + second);
            v = FloatVector.broadcast(S, a[ai]);
            c0a = v.fma(w0, c0a);
            c0b = v.fma(w1, c0b);
            v = FloatVector.broadcast(S, a[ai + 1]);
            c1a = v.fma(w0, c1a);
            c1b = v.fma(w1, c1b);
            v = FloatVector.broadcast(S, a[ai + 2]);
            c2a = v.fma(w0, c2a);
            c2b = v.fma(w1, c2b);
            v = FloatVector.broadcast(S, a[ai + 3]);
            c3a = v.fma(w0, c3a);
            c3b = v.fma(w1, c3b);
            v = FloatVector.broadcast(S, a[ai + 4]);
            c4a = v.fma(w0, c4a);
            c4b = v.fma(w1, c4b);
            v = FloatVector.broadcast(S, a[ai + 5]);
            c5a = v.fma(w0, c5a);
            c5b = v.fma(w1, c5b);
            v = FloatVector.broadcast(S, a[ai + 6]);
            c6a = v.fma(w0, c6a);
            c6b = v.fma(w1, c6b);
            v = FloatVector.broadcast(S, a[ai + 7]);
            c7a = v.fma(w0, c7a);
            c7b = v.fma(w1, c7b);
        }
        if (even < length) {
            int ai = ao + even * aStep;
            int wi = wo + even * wStep;
            FloatVector w0 = FloatVector.fromArray(S, w, wi);
            FloatVector w1 = FloatVector.fromArray(S, w, wi + second);
            FloatVector v = FloatVector.broadcast(S, a[ai]);
            c0a = v.fma(w0, c0a);
            c0b = v.fma(w1, c0b);
            v = FloatVector.broadcast(S, a[ai + 1]);
            c1a = v.fma(w0, c1a);
            c1b = v.fma(w1, c1b);
            v = FloatVector.broadcast(S, a[ai + 2]);
            c2a = v.fma(w0, c2a);
            c2b = v.fma(w1, c2b);
            v = FloatVector.broadcast(S, a[ai + 3]);
            c3a = v.fma(w0, c3a);
            c3b = v.fma(w1, c3b);
            v = FloatVector.broadcast(S, a[ai + 4]);
            c4a = v.fma(w0, c4a);
            c4b = v.fma(w1, c4b);
            v = FloatVector.broadcast(S, a[ai + 5]);
            c5a = v.fma(w0, c5a);
            c5b = v.fma(w1, c5b);
            v = FloatVector.broadcast(S, a[ai + 6]);
            c6a = v.fma(w0, c6a);
            c6b = v.fma(w1, c6b);
            v = FloatVector.broadcast(S, a[ai + 7]);
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
}
