package io.lamina.runtime.kernels;

import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of a convolution: two runs of four pixels next to one another, with what lies {@code second} apart in the images and {@code ySecond} in
 * the result, by the output channels of one vector or two: {@code y[p, :] = max(floor, b + sum over taps of a[p + tap] * w[tap, :])}.
 *
 * <p>Of kernels three wide, a row of taps is computed at a time, so that each input is read once for all of them: {@code kernelRows} rows of taps,
 * what they read {@code aStep} apart, and packed weights.
 */
final class VectorPixelTile {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorPixelTile() {}

    /** Kernels three wide, two vectors: 23 of them are live. */
    static void three8x2(
            float[] y,
            int yo,
            int yStep,
            int ySecond,
            float[] b,
            int bo,
            float floor,
            float[] a,
            int ao,
            int aStep,
            int second,
            float[] w,
            int wo,
            int kernelRows) {
        FloatVector start0 = FloatVector.fromArray(S, b, bo);
        FloatVector start1 = FloatVector.fromArray(S, b, bo + L);
        FloatVector c0a = start0;
        FloatVector c0b = start1;
        FloatVector c1a = start0;
        FloatVector c1b = start1;
        FloatVector c2a = start0;
        FloatVector c2b = start1;
        FloatVector c3a = start0;
        FloatVector c3b = start1;
        FloatVector c4a = start0;
        FloatVector c4b = start1;
        FloatVector c5a = start0;
        FloatVector c5b = start1;
        FloatVector c6a = start0;
        FloatVector c6b = start1;
        FloatVector c7a = start0;
        FloatVector c7b = start1;
        for (int k = 0; k < kernelRows; k++) {
            int upper = ao + k * aStep;
            int lower = upper + second;
            int at = wo + k * 6 * L;
            FloatVector w0a = FloatVector.fromArray(S, w, at);
            FloatVector w0b = FloatVector.fromArray(S, w, at + L);
            FloatVector w1a = FloatVector.fromArray(S, w, at + 2 * L);
            FloatVector w1b = FloatVector.fromArray(S, w, at + 3 * L);
            FloatVector w2a = FloatVector.fromArray(S, w, at + 4 * L);
            FloatVector w2b = FloatVector.fromArray(S, w, at + 5 * L);
            FloatVector v = FloatVector.broadcast(S, a[upper]);
            c0a = v.fma(w0a, c0a);
            c0b = v.fma(w0b, c0b);
            v = FloatVector.broadcast(S, a[upper + 1]);
            c0a = v.fma(w1a, c0a);
            c0b = v.fma(w1b, c0b);
            c1a = v.fma(w0a, c1a);
            c1b = v.fma(w0b, c1b);
            v = FloatVector.broadcast(S, a[upper + 2]);
            c0a = v.fma(w2a, c0a);
            c0b = v.fma(w2b, c0b);
            c1a = v.fma(w1a, c1a);
            c1b = v.fma(w1b, c1b);
            c2a = v.fma(w0a, c2a);
            c2b = v.fma(w0b, c2b);
            v = FloatVector.broadcast(S, a[upper + 3]);
            c1a = v.fma(w2a, c1a);
            c1b = v.fma(w2b, c1b);
            c2a = v.fma(w1a, c2a);
            c2b = v.fma(w1b, c2b);
            c3a = v.fma(w0a, c3a);
            c3b = v.fma(w0b, c3b);
            v = FloatVector.broadcast(S, a[upper + 4]);
            c2a = v.fma(w2a, c2a);
            c2b = v.fma(w2b, c2b);
            c3a = v.fma(w1a, c3a);
            c3b = v.fma(w1b, c3b);
            v = FloatVector.broadcast(S, a[upper + 5]);
            c3a = v.fma(w2a, c3a);
            c3b = v.fma(w2b, c3b);
            v = FloatVector.broadcast(S, a[lower]);
            c4a = v.fma(w0a, c4a);
            c4b = v.fma(w0b, c4b);
            v = FloatVector.broadcast(S, a[lower + 1]);
            c4a = v.fma(w1a, c4a);
            c4b = v.fma(w1b, c4b);
            c5a = v.fma(w0a, c5a);
            c5b = v.fma(w0b, c5b);
            v = FloatVector.broadcast(S, a[lower + 2]);
            c4a = v.fma(w2a, c4a);
            c4b = v.fma(w2b, c4b);
            c5a = v.fma(w1a, c5a);
            c5b = v.fma(w1b, c5b);
            c6a = v.fma(w0a, c6a);
            c6b = v.fma(w0b, c6b);
            v = FloatVector.broadcast(S, a[lower + 3]);
            c5a = v.fma(w2a, c5a);
            c5b = v.fma(w2b, c5b);
            c6a = v.fma(w1a, c6a);
            c6b = v.fma(w1b, c6b);
            c7a = v.fma(w0a, c7a);
            c7b = v.fma(w0b, c7b);
            v = FloatVector.broadcast(S, a[lower + 4]);
            c6a = v.fma(w2a, c6a);
            c6b = v.fma(w2b, c6b);
            c7a = v.fma(w1a, c7a);
            c7b = v.fma(w1b, c7b);
            v = FloatVector.broadcast(S, a[lower + 5]);
            c7a = v.fma(w2a, c7a);
            c7b = v.fma(w2b, c7b);
        }
        int to = yo + ySecond;
        c0a.blend(floor, c0a.compare(LE, floor)).intoArray(y, yo);
        c0b.blend(floor, c0b.compare(LE, floor)).intoArray(y, yo + L);
        c1a.blend(floor, c1a.compare(LE, floor)).intoArray(y, yo + yStep);
        c1b.blend(floor, c1b.compare(LE, floor)).intoArray(y, yo + yStep + L);
        c2a.blend(floor, c2a.compare(LE, floor)).intoArray(y, yo + 2 * yStep);
        c2b.blend(floor, c2b.compare(LE, floor)).intoArray(y, yo + 2 * yStep + L);
        c3a.blend(floor, c3a.compare(LE, floor)).intoArray(y, yo + 3 * yStep);
        c3b.blend(floor, c3b.compare(LE, floor)).intoArray(y, yo + 3 * yStep + L);
        c4a.blend(floor, c4a.compare(LE, floor)).intoArray(y, to);
        c4b.blend(floor, c4b.compare(LE, floor)).intoArray(y, to + L);
        c5a.blend(floor, c5a.compare(LE, floor)).intoArray(y, to + yStep);
        c5b.blend(floor, c5b.compare(LE, floor)).intoArray(y, to + yStep + L);
        c6a.blend(floor, c6a.compare(LE, floor)).intoArray(y, to + 2 * yStep);
        c6b.blend(floor, c6b.compare(LE, floor)).intoArray(y, to + 2 * yStep + L);
        c7a.blend(floor, c7a.compare(LE, floor)).intoArray(y, to + 3 * yStep);
        c7b.blend(floor, c7b.compare(LE, floor)).intoArray(y, to + 3 * yStep + L);
    }

    /** Kernels three wide, one vector: 12 are live. */
    static void three8x1(
            float[] y,
            int yo,
            int yStep,
            int ySecond,
            float[] b,
            int bo,
            float floor,
            float[] a,
            int ao,
            int aStep,
            int second,
            float[] w,
            int wo,
            int kernelRows) {
        FloatVector start = FloatVector.fromArray(S, b, bo);
        FloatVector c0 = start;
        FloatVector c1 = start;
        FloatVector c2 = start;
        FloatVector c3 = start;
        FloatVector c4 = start;
        FloatVector c5 = start;
        FloatVector c6 = start;
        FloatVector c7 = start;
        for (int k = 0; k < kernelRows; k++) {
            int upper = ao + k * aStep;
            int lower = upper + second;
            int at = wo + k * 3 * L;
            FloatVector w0 = FloatVector.fromArray(S, w, at);
            FloatVector w1 = FloatVector.fromArray(S, w, at + L);
            FloatVector w2 = FloatVector.fromArray(S, w, at + 2 * L);
            FloatVector v = FloatVector.broadcast(S, a[upper]);
            c0 = v.fma(w0, c0);
            v = FloatVector.broadcast(S, a[upper + 1]);
            c0 = v.fma(w1, c0);
            c1 = v.fma(w0, c1);
            v = FloatVector.broadcast(S, a[upper + 2]);
            c0 = v.fma(w2, c0);
            c1 = v.fma(w1, c1);
            c2 = v.fma(w0, c2);
            v = FloatVector.broadcast(S, a[upper + 3]);
            c1 = v.fma(w2, c1);
            c2 = v.fma(w1, c2);
            c3 = v.fma(w0, c3);
            v = FloatVector.broadcast(S, a[upper + 4]);
            c2 = v.fma(w2, c2);
            c3 = v.fma(w1, c3);
            v = FloatVector.broadcast(S, a[upper + 5]);
            c3 = v.fma(w2, c3);
            v = FloatVector.broadcast(S, a[lower]);
            c4 = v.fma(w0, c4);
            v = FloatVector.broadcast(S, a[lower + 1]);
            c4 = v.fma(w1, c4);
            c5 = v.fma(w0, c5);
            v = FloatVector.broadcast(S, a[lower + 2]);
            c4 = v.fma(w2, c4);
            c5 = v.fma(w1, c5);
            c6 = v.fma(w0, c6);
            v = FloatVector.broadcast(S, a[lower + 3]);
            c5 = v.fma(w2, c5);
            c6 = v.fma(w1, c6);
            c7 = v.fma(w0, c7);
            v = FloatVector.broadcast(S, a[lower + 4]);
            c6 = v.fma(w2, c6);
            c7 = v.fma(w1, c7);
            v = FloatVector.broadcast(S, a[lower + 5]);
            c7 = v.fma(w2, c7);
        }
        int to = yo + ySecond;
        c0.blend(floor, c0.compare(LE, floor)).intoArray(y, yo);
        c1.blend(floor, c1.compare(LE, floor)).intoArray(y, yo + yStep);
        c2.blend(floor, c2.compare(LE, floor)).intoArray(y, yo + 2 * yStep);
        c3.blend(floor, c3.compare(LE, floor)).intoArray(y, yo + 3 * yStep);
        c4.blend(floor, c4.compare(LE, floor)).intoArray(y, to);
        c5.blend(floor, c5.compare(LE, floor)).intoArray(y, to + yStep);
        c6.blend(floor, c6.compare(LE, floor)).intoArray(y, to + 2 * yStep);
        c7.blend(floor, c7.compare(LE, floor)).intoArray(y, to + 3 * yStep);
    }

    /** Any kernel, one vector: tap k reads {@code a[p + taps[k]]} and the weights from {@code w[k * wStep]} on. */
    static void any8x1(
            float[] y,
            int yo,
            int yStep,
            int ySecond,
            float[] b,
            int bo,
            float floor,
            float[] a,
            int ao,
            int second,
            int[] taps,
            float[] w,
            int wo,
            int wStep,
            int length) {
        FloatVector start = FloatVector.fromArray(S, b, bo);
        FloatVector c0 = start;
        FloatVector c1 = start;
        FloatVector c2 = start;
        FloatVector c3 = start;
        FloatVector c4 = start;
        FloatVector c5 = start;
        FloatVector c6 = start;
        FloatVector c7 = start;
        for (int k = 0; k < length; k++) {
            int upper = ao + taps[k];
            int lower = upper + second;
            int at = wo + k * wStep;
            FloatVector v = FloatVector.fromArray(S, w, at);
            c0 = FloatVector.broadcast(S, a[upper]).fma(v, c0);
            c1 = FloatVector.broadcast(S, a[upper + 1]).fma(v, c1);
            c2 = FloatVector.broadcast(S, a[upper + 2]).fma(v, c2);
            c3 = FloatVector.broadcast(S, a[upper + 3]).fma(v, c3);
            c4 = FloatVector.broadcast(S, a[lower]).fma(v, c4);
            c5 = FloatVector.broadcast(S, a[lower + 1]).fma(v, c5);
            c6 = FloatVector.broadcast(S, a[lower + 2]).fma(v, c6);
            c7 = FloatVector.broadcast(S, a[lower + 3]).fma(v, c7);
        }
        int to = yo + ySecond;
        c0.blend(floor, c0.compare(LE, floor)).intoArray(y, yo);
        c1.blend(floor, c1.compare(LE, floor)).intoArray(y, yo + yStep);
        c2.blend(floor, c2.compare(LE, floor)).intoArray(y, yo + 2 * yStep);
        c3.blend(floor, c3.compare(LE, floor)).intoArray(y, yo + 3 * yStep);
        c4.blend(floor, c4.compare(LE, floor)).intoArray(y, to);
        c5.blend(floor, c5.compare(LE, floor)).intoArray(y, to + yStep);
        c6.blend(floor, c6.compare(LE, floor)).intoArray(y, to + 2 * yStep);
        c7.blend(floor, c7.compare(LE, floor)).intoArray(y, to + 3 * yStep);
    }
}
