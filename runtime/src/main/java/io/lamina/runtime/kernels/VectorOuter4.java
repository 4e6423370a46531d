package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products of {@link VectorOuter12} for four rows, or the first {@code count} of them.
 *
 * <p>Sums start from {@code s}: a bias ({@code sStep} 0), the result itself to go on with it, or {@link VectorPanels#ZEROS}. Rows
 * past {@code count} repeat the last one: they are computed again and stored to the same place.
 */
final class VectorOuter4 {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;

    private VectorOuter4() {}

    /** Two vectors wide; the second one's columns start at {@code second}. */
    static void outer4x2(
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
            int count) {
        int last = count - 1;
        int r1 = Math.min(1, last);
        int r2 = Math.min(2, last);
        int r3 = Math.min(3, last);
        FloatVector c0a = FloatVector.fromArray(S, s, so);
        FloatVector c0b = FloatVector.fromArray(S, s, so + second);
        FloatVector c1a = FloatVector.fromArray(S, s, so + r1 * sStep);
        FloatVector c1b = FloatVector.fromArray(S, s, so + r1 * sStep + second);
        FloatVector c2a = FloatVector.fromArray(S, s, so + r2 * sStep);
        FloatVector c2b = FloatVector.fromArray(S, s, so + r2 * sStep + second);
        FloatVector c3a = FloatVector.fromArray(S, s, so + r3 * sStep);
        FloatVector c3b = FloatVector.fromArray(S, s, so + r3 * sStep + second);
        int even = length & -2;
        for (int k = 0; k < even; k += 2) {
            int ai = ao + k * aStep;
            int wi = wo + k * wStep;
            FloatVector w0 = FloatVector.fromArray(S, w, wi);
            FloatVector w1 = FloatVector.fromArray(S, w, wi + second);
            FloatVector v = FloatVector.broadcast(S, a[ai]);
            c0a = v.fma(w0, c0a);
            c0b = v.fma(w1, c0b);
            v = FloatVector.broadcast(S, a[ai + r1]);
            c1a = v.fma(w0, c1a);
            c1b = v.fma(w1, c1b);
            v = FloatVector.broadcast(S, a[ai + r2]);
            c2a = v.fma(w0, c2a);
            c2b = v.fma(w1, c2b);
            v = FloatVector.broadcast(S, a[ai + r3]);
            c3a = v.fma(w0, c3a);
            c3b = v.fma(w1, c3b);
            ai += aStep;
            wi += wStep;
            w0 = FloatVector.fromArray(S, w, wi);
            w1 = FloatVector.fromArray(S, w, wi + second);
            v = FloatVector.broadcast(S, a[ai]);
            c0a = v.fma(w0, c0a);
            c0b = v.fma(w1, c0b);
            v = FloatVector.broadcast(S, a[ai + r1]);
            c1a = v.fma(w0, c1a);
            c1b = v.fma(w1, c1b);
            v = FloatVector.broadcast(S, a[ai + r2]);
            c2a = v.fma(w0, c2a);
            c2b = v.fma(w1, c2b);
            v = FloatVector.broadcast(S, a[ai + r3]);
            c3a = v.fma(w0, c3a);
            c3b = v.fma(w1, c3b);
        }
        if (even < length) {
            int ai = ao + even * aStep;
            int wi = wo + even * wStep;
            FloatVector w0 = FloatVector.fromArray(S, w, wi);
            FloatVector w1 = FloatVector.fromArray(S, w, wi + second);
            FloatVector v = FloatVector.broadcast(S, a[ai]);
            c0a = v.fma(w0, c0a);
            c0b = v.fma(w1, c0b);
            v = FloatVector.broadcast(S, a[ai + r1]);
            c1a = v.fma(w0, c1a);
            c1b = v.fma(w1, c1b);
            v = FloatVector.broadcast(S, a[ai + r2]);
            c2a = v.fma(w0, c2a);
            c2b = v.fma(w1, c2b);
            v = FloatVector.broadcast(S, a[ai + r3]);
            c3a = v.fma(w0, c3a);
            c3b = v.fma(w1, c3b);
        }
        c0a.intoArray(y, yo);
        c0b.intoArray(y, yo + second);
        c1a.intoArray(y, yo + r1 * yStep);
        c1b.intoArray(y, yo + r1 * yStep + second);
        c2a.intoArray(y, yo + r2 * yStep);
        c2b.intoArray(y, yo + r2 * yStep + second);
        c3a.intoArray(y, yo + r3 * yStep);
        c3b.intoArray(y, yo + r3 * yStep + second);
    }

    /** One vector wide. */
    static void outer4x1(
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
            int wStep,
            int length,
            int count) {
        int last = count - 1;
        int r1 = Math.min(1, last);
        int r2 = Math.min(2, last);
        int r3 = Math.min(3, last);
        FloatVector c0a = FloatVector.fromArray(S, s, so);
        FloatVector c1a = FloatVector.fromArray(S, s, so + r1 * sStep);
        FloatVector c2a = FloatVector.fromArray(S, s, so + r2 * sStep);
        FloatVector c3a = FloatVector.fromArray(S, s, so + r3 * sStep);
        int even = length & -2;
        for (int k = 0; k < even; k += 2) {
            int ai = ao + k * aStep;
            int wi = wo + k * wStep;
            FloatVector w0 = FloatVector.fromArray(S, w, wi);
            FloatVector v = FloatVector.broadcast(S, a[ai]);
            c0a = v.fma(w0, c0a);
            v = FloatVector.broadcast(S, a[ai + r1]);
            c1a = v.fma(w0, c1a);
            v = FloatVector.broadcast(S, a[ai + r2]);
            c2a = v.fma(w0, c2a);
            v = FloatVector.broadcast(S, a[ai + r3]);
            c3a = v.fma(w0, c3a);
            ai += aStep;
            wi += wStep;
            w0 = FloatVector.fromArray(S, w, wi);
            v = FloatVector.broadcast(S, a[ai]);
            c0a = v.fma(w0, c0a);
            v = FloatVector.broadcast(S, a[ai + r1]);
            c1a = v.fma(w0, c1a);
            v = FloatVector.broadcast(S, a[ai + r2]);
            c2a = v.fma(w0, c2a);
            v = FloatVector.broadcast(S, a[ai + r3]);
            c3a = v.fma(w0, c3a);
        }
        if (even < length) {
            int ai = ao + even * aStep;
            int wi = wo + even * wStep;
            FloatVector w0 = FloatVector.fromArray(S, w, wi);
            FloatVector v = FloatVector.broadcast(S, a[ai]);
            c0a = v.fma(w0, c0a);
            v = FloatVector.broadcast(S, a[ai + r1]);
            c1a = v.fma(w0, c1a);
            v = FloatVector.broadcast(S, a[ai + r2]);
            c2a = v.fma(w0, c2a);
            v = FloatVector.broadcast(S, a[ai + r3]);
            c3a = v.fma(w0, c3a);
        }
        c0a.intoArray(y, yo);
        c1a.intoArray(y, yo + r1 * yStep);
        c2a.intoArray(y, yo + r2 * yStep);
        c3a.intoArray(y, yo + r3 * yStep);
    }
}
