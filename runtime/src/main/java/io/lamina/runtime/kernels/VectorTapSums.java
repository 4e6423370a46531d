package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The gradients by nine weights of a 3x3 kernel, of one input channel and the output channels of one vector or two: {@code y[kh, kw, :] += sum over
 * i of a[kh, i + kw] * dy[i, :]} over pixels next to one another, i ascending. All sums stay in registers.
 */
final class VectorTapSums {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorTapSums() {}

    /** Two vectors wide: 21 of them are live. */
    static void taps9x2(
            float[] y, int yo, int yStep, float[] a, int ao, int aStep, float[] dy, int dyo, int dyStep, int pixels) {
        FloatVector c0a = FloatVector.fromArray(S, y, yo);
        FloatVector c0b = FloatVector.fromArray(S, y, yo + L);
        FloatVector c1a = FloatVector.fromArray(S, y, yo + yStep);
        FloatVector c1b = FloatVector.fromArray(S, y, yo + yStep + L);
        FloatVector c2a = FloatVector.fromArray(S, y, yo + 2 * yStep);
        FloatVector c2b = FloatVector.fromArray(S, y, yo + 2 * yStep + L);
        FloatVector c3a = FloatVector.fromArray(S, y, yo + 3 * yStep);
        FloatVector c3b = FloatVector.fromArray(S, y, yo + 3 * yStep + L);
        FloatVector c4a = FloatVector.fromArray(S, y, yo + 4 * yStep);
        FloatVector c4b = FloatVector.fromArray(S, y, yo + 4 * yStep + L);
        FloatVector c5a = FloatVector.fromArray(S, y, yo + 5 * yStep);
        FloatVector c5b = FloatVector.fromArray(S, y, yo + 5 * yStep + L);
        FloatVector c6a = FloatVector.fromArray(S, y, yo + 6 * yStep);
        FloatVector c6b = FloatVector.fromArray(S, y, yo + 6 * yStep + L);
        FloatVector c7a = FloatVector.fromArray(S, y, yo + 7 * yStep);
        FloatVector c7b = FloatVector.fromArray(S, y, yo + 7 * yStep + L);
        FloatVector c8a = FloatVector.fromArray(S, y, yo + 8 * yStep);
        FloatVector c8b = FloatVector.fromArray(S, y, yo + 8 * yStep + L);
        for (int i = 0; i < pixels; i++) {
            int at = dyo + i * dyStep;
            int row = ao + i;
            FloatVector d0 = FloatVector.fromArray(S, dy, at);
            FloatVector d1 = FloatVector.fromArray(S, dy, at + L);
            FloatVector v = FloatVector.broadcast(S, a[row]);
            c0a = v.fma(d0, c0a);
            c0b = v.fma(d1, c0b);
            v = FloatVector.broadcast(S, a[row + 1]);
            c1a = v.fma(d0, c1a);
            c1b = v.fma(d1, c1b);
            v = FloatVector.broadcast(S, a[row + 2]);
            c2a = v.fma(d0, c2a);
            c2b = v.fma(d1, c2b);
            row += aStep;
            v = FloatVector.broadcast(S, a[row]);
            c3a = v.fma(d0, c3a);
            c3b = v.fma(d1, c3b);
            v = FloatVector.broadcast(S, a[row + 1]);
            c4a = v.fma(d0, c4a);
            c4b = v.fma(d1, c4b);
            v = FloatVector.broadcast(S, a[row + 2]);
            c5a = v.fma(d0, c5a);
            c5b = v.fma(d1, c5b);
            row += aStep;
            v = FloatVector.broadcast(S, a[row]);
            c6a = v.fma(d0, c6a);
            c6b = v.fma(d1, c6b);
            v = FloatVector.broadcast(S, a[row + 1]);
            c7a = v.fma(d0, c7a);
            c7b = v.fma(d1, c7b);
            v = FloatVector.broadcast(S, a[row + 2]);
            c8a = v.fma(d0, c8a);
            c8b = v.fma(d1, c8b);
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
    }

    /** One vector wide. */
    static void taps9x1(
            float[] y, int yo, int yStep, float[] a, int ao, int aStep, float[] dy, int dyo, int dyStep, int pixels) {
        FloatVector c0 = FloatVector.fromArray(S, y, yo);
        FloatVector c1 = FloatVector.fromArray(S, y, yo + yStep);
        FloatVector c2 = FloatVector.fromArray(S, y, yo + 2 * yStep);
        FloatVector c3 = FloatVector.fromArray(S, y, yo + 3 * yStep);
        FloatVector c4 = FloatVector.fromArray(S, y, yo + 4 * yStep);
        FloatVector c5 = FloatVector.fromArray(S, y, yo + 5 * yStep);
        FloatVector c6 = FloatVector.fromArray(S, y, yo + 6 * yStep);
        FloatVector c7 = FloatVector.fromArray(S, y, yo + 7 * yStep);
        FloatVector c8 = FloatVector.fromArray(S, y, yo + 8 * yStep);
        for (int i = 0; i < pixels; i++) {
            int at = dyo + i * dyStep;
            int row = ao + i;
            FloatVector d = FloatVector.fromArray(S, dy, at);
            c0 = FloatVector.broadcast(S, a[row]).fma(d, c0);
            c1 = FloatVector.broadcast(S, a[row + 1]).fma(d, c1);
            c2 = FloatVector.broadcast(S, a[row + 2]).fma(d, c2);
            row += aStep;
            c3 = FloatVector.broadcast(S, a[row]).fma(d, c3);
            c4 = FloatVector.broadcast(S, a[row + 1]).fma(d, c4);
            c5 = FloatVector.broadcast(S, a[row + 2]).fma(d, c5);
            row += aStep;
            c6 = FloatVector.broadcast(S, a[row]).fma(d, c6);
            c7 = FloatVector.broadcast(S, a[row + 1]).fma(d, c7);
            c8 = FloatVector.broadcast(S, a[row + 2]).fma(d, c8);
        }
        c0.intoArray(y, yo);
        c1.intoArray(y, yo + yStep);
        c2.intoArray(y, yo + 2 * yStep);
        c3.intoArray(y, yo + 3 * yStep);
        c4.intoArray(y, yo + 4 * yStep);
        c5.intoArray(y, yo + 5 * yStep);
        c6.intoArray(y, yo + 6 * yStep);
        c7.intoArray(y, yo + 7 * yStep);
        c8.intoArray(y, yo + 8 * yStep);
    }
}
