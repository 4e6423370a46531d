package io.lamina.runtime.kernels;

import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of a convolution by 3x3 kernels over images of one channel, and two vectors of output channels: {@code y[p, :] = max(floor, b + sum over taps of a[p +
 * tap] * w[tap, :])}. Sums of nine terms are too short for tiles, whose beginnings and ends take as long. Here all weights stay in registers, and one pixel
 * follows the other: their sums are independent, and the processor works on several at a time by itself.
 */
final class VectorOneChannel {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorOneChannel() {}

    /** {@code columns} pixels, packed weights; the images' rows lie {@code pitch} apart. 24 vectors are live. */
    static void row(
            float[] y,
            int yo,
            int yStep,
            float[] b,
            int bo,
            float floor,
            float[] a,
            int ao,
            int pitch,
            float[] w,
            int wo,
            int columns) {
        FloatVector w0a = FloatVector.fromArray(S, w, wo);
        FloatVector w0b = FloatVector.fromArray(S, w, wo + L);
        FloatVector w1a = FloatVector.fromArray(S, w, wo + 2 * L);
        FloatVector w1b = FloatVector.fromArray(S, w, wo + 3 * L);
        FloatVector w2a = FloatVector.fromArray(S, w, wo + 4 * L);
        FloatVector w2b = FloatVector.fromArray(S, w, wo + 5 * L);
        FloatVector w3a = FloatVector.fromArray(S, w, wo + 6 * L);
        FloatVector w3b = FloatVector.fromArray(S, w, wo + 7 * L);
        FloatVector w4a = FloatVector.fromArray(S, w, wo + 8 * L);
        FloatVector w4b = FloatVector.fromArray(S, w, wo + 9 * L);
        FloatVector w5a = FloatVector.fromArray(S, w, wo + 10 * L);
        FloatVector w5b = FloatVector.fromArray(S, w, wo + 11 * L);
        FloatVector w6a = FloatVector.fromArray(S, w, wo + 12 * L);
        FloatVector w6b = FloatVector.fromArray(S, w, wo + 13 * L);
        FloatVector w7a = FloatVector.fromArray(S, w, wo + 14 * L);
        FloatVector w7b = FloatVector.fromArray(S, w, wo + 15 * L);
        FloatVector w8a = FloatVector.fromArray(S, w, wo + 16 * L);
        FloatVector w8b = FloatVector.fromArray(S, w, wo + 17 * L);
        FloatVector biasa = FloatVector.fromArray(S, b, bo);
        FloatVector biasb = FloatVector.fromArray(S, b, bo + L);
        int to = yo;
        for (int i = 0; i < columns; i++) {
            int p = ao + i;
            FloatVector v = FloatVector.broadcast(S, a[p]);
            FloatVector ca = v.fma(w0a, biasa);
            FloatVector cb = v.fma(w0b, biasb);
            v = FloatVector.broadcast(S, a[p + 1]);
            ca = v.fma(w1a, ca);
            cb = v.fma(w1b, cb);
            v = FloatVector.broadcast(S, a[p + 2]);
            ca = v.fma(w2a, ca);
            cb = v.fma(w2b, cb);
            p += pitch;
            v = FloatVector.broadcast(S, a[p]);
            ca = v.fma(w3a, ca);
            cb = v.fma(w3b, cb);
            v = FloatVector.broadcast(S, a[p + 1]);
            ca = v.fma(w4a, ca);
            cb = v.fma(w4b, cb);
            v = FloatVector.broadcast(S, a[p + 2]);
            ca = v.fma(w5a, ca);
            cb = v.fma(w5b, cb);
            p += pitch;
            v = FloatVector.broadcast(S, a[p]);
            ca = v.fma(w6a, ca);
            cb = v.fma(w6b, cb);
            v = FloatVector.broadcast(S, a[p + 1]);
            ca = v.fma(w7a, ca);
            cb = v.fma(w7b, cb);
            v = FloatVector.broadcast(S, a[p + 2]);
            ca = v.fma(w8a, ca);
            cb = v.fma(w8b, cb);
            ca.blend(floor, ca.compare(LE, floor)).intoArray(y, to);
            cb.blend(floor, cb.compare(LE, floor)).intoArray(y, to + L);
            to += yStep;
        }
    }
}
