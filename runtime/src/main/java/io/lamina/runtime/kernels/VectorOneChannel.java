package io.lamina.runtime.kernels;

import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The sums of {@link VectorVerticalWinograd} for one channel: {@link VectorVerticalTile} after another, without loops inside. */
final class VectorOneChannel {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorOneChannel() {}

    /**
     * {@code y = max(floor, b + convolution)} for {@code columns} pixels, at least four, in each of two rows, two vectors of output channels wide: 24 vectors are live.
     * Transformed rows lie {@code pitch} apart; the second row of the result begins {@code ySecond} behind the first.
     */
    static void rows2(
            float[] y,
            int yo,
            int yStep,
            int ySecond,
            float[] b,
            int bo,
            float floor,
            float[] a,
            int ao,
            int pitch,
            float[] w,
            int wo,
            int columns) {
        for (int i = 0; i < columns; i += 4) {
            int column = Math.min(i, columns - 4);
            int from = ao + column;
            FloatVector start0 = FloatVector.fromArray(S, b, bo);
            FloatVector start1 = FloatVector.fromArray(S, b, bo + L);
            FloatVector zero = FloatVector.zero(S);
            FloatVector m0a = start0;
            FloatVector m0b = start1;
            FloatVector m1a = start0;
            FloatVector m1b = start1;
            FloatVector m2a = start0;
            FloatVector m2b = start1;
            FloatVector m3a = start0;
            FloatVector m3b = start1;
            FloatVector n0a = zero;
            FloatVector n0b = zero;
            FloatVector n1a = zero;
            FloatVector n1b = zero;
            FloatVector n2a = zero;
            FloatVector n2b = zero;
            FloatVector n3a = zero;
            FloatVector n3b = zero;
            FloatVector v;
            int p = from + pitch;
            int at = wo + 6 * L;
            FloatVector w0a = FloatVector.fromArray(S, w, at);
            FloatVector w0b = FloatVector.fromArray(S, w, at + L);
            FloatVector w1a = FloatVector.fromArray(S, w, at + 2 * L);
            FloatVector w1b = FloatVector.fromArray(S, w, at + 3 * L);
            FloatVector w2a = FloatVector.fromArray(S, w, at + 4 * L);
            FloatVector w2b = FloatVector.fromArray(S, w, at + 5 * L);
            v = FloatVector.broadcast(S, a[p]);
            m0a = v.fma(w0a, m0a);
            m0b = v.fma(w0b, m0b);
            v = FloatVector.broadcast(S, a[p + 1]);
            m0a = v.fma(w1a, m0a);
            m0b = v.fma(w1b, m0b);
            m1a = v.fma(w0a, m1a);
            m1b = v.fma(w0b, m1b);
            v = FloatVector.broadcast(S, a[p + 2]);
            m0a = v.fma(w2a, m0a);
            m0b = v.fma(w2b, m0b);
            m1a = v.fma(w1a, m1a);
            m1b = v.fma(w1b, m1b);
            m2a = v.fma(w0a, m2a);
            m2b = v.fma(w0b, m2b);
            v = FloatVector.broadcast(S, a[p + 3]);
            m1a = v.fma(w2a, m1a);
            m1b = v.fma(w2b, m1b);
            m2a = v.fma(w1a, m2a);
            m2b = v.fma(w1b, m2b);
            m3a = v.fma(w0a, m3a);
            m3b = v.fma(w0b, m3b);
            v = FloatVector.broadcast(S, a[p + 4]);
            m2a = v.fma(w2a, m2a);
            m2b = v.fma(w2b, m2b);
            m3a = v.fma(w1a, m3a);
            m3b = v.fma(w1b, m3b);
            v = FloatVector.broadcast(S, a[p + 5]);
            m3a = v.fma(w2a, m3a);
            m3b = v.fma(w2b, m3b);
            p = from + 2 * pitch;
            at = wo + 12 * L;
            w0a = FloatVector.fromArray(S, w, at);
            w0b = FloatVector.fromArray(S, w, at + L);
            w1a = FloatVector.fromArray(S, w, at + 2 * L);
            w1b = FloatVector.fromArray(S, w, at + 3 * L);
            w2a = FloatVector.fromArray(S, w, at + 4 * L);
            w2b = FloatVector.fromArray(S, w, at + 5 * L);
            v = FloatVector.broadcast(S, a[p]);
            n0a = v.fma(w0a, n0a);
            n0b = v.fma(w0b, n0b);
            v = FloatVector.broadcast(S, a[p + 1]);
            n0a = v.fma(w1a, n0a);
            n0b = v.fma(w1b, n0b);
            n1a = v.fma(w0a, n1a);
            n1b = v.fma(w0b, n1b);
            v = FloatVector.broadcast(S, a[p + 2]);
            n0a = v.fma(w2a, n0a);
            n0b = v.fma(w2b, n0b);
            n1a = v.fma(w1a, n1a);
            n1b = v.fma(w1b, n1b);
            n2a = v.fma(w0a, n2a);
            n2b = v.fma(w0b, n2b);
            v = FloatVector.broadcast(S, a[p + 3]);
            n1a = v.fma(w2a, n1a);
            n1b = v.fma(w2b, n1b);
            n2a = v.fma(w1a, n2a);
            n2b = v.fma(w1b, n2b);
            n3a = v.fma(w0a, n3a);
            n3b = v.fma(w0b, n3b);
            v = FloatVector.broadcast(S, a[p + 4]);
            n2a = v.fma(w2a, n2a);
            n2b = v.fma(w2b, n2b);
            n3a = v.fma(w1a, n3a);
            n3b = v.fma(w1b, n3b);
            v = FloatVector.broadcast(S, a[p + 5]);
            n3a = v.fma(w2a, n3a);
            n3b = v.fma(w2b, n3b);
            FloatVector sum = m0a.add(n0a);
            n0a = m0a.sub(n0a);
            m0a = sum;
            sum = m0b.add(n0b);
            n0b = m0b.sub(n0b);
            m0b = sum;
            sum = m1a.add(n1a);
            n1a = m1a.sub(n1a);
            m1a = sum;
            sum = m1b.add(n1b);
            n1b = m1b.sub(n1b);
            m1b = sum;
            sum = m2a.add(n2a);
            n2a = m2a.sub(n2a);
            m2a = sum;
            sum = m2b.add(n2b);
            n2b = m2b.sub(n2b);
            m2b = sum;
            sum = m3a.add(n3a);
            n3a = m3a.sub(n3a);
            m3a = sum;
            sum = m3b.add(n3b);
            n3b = m3b.sub(n3b);
            m3b = sum;
            p = from;
            at = wo;
            w0a = FloatVector.fromArray(S, w, at);
            w0b = FloatVector.fromArray(S, w, at + L);
            w1a = FloatVector.fromArray(S, w, at + 2 * L);
            w1b = FloatVector.fromArray(S, w, at + 3 * L);
            w2a = FloatVector.fromArray(S, w, at + 4 * L);
            w2b = FloatVector.fromArray(S, w, at + 5 * L);
            v = FloatVector.broadcast(S, a[p]);
            m0a = v.fma(w0a, m0a);
            m0b = v.fma(w0b, m0b);
            v = FloatVector.broadcast(S, a[p + 1]);
            m0a = v.fma(w1a, m0a);
            m0b = v.fma(w1b, m0b);
            m1a = v.fma(w0a, m1a);
            m1b = v.fma(w0b, m1b);
            v = FloatVector.broadcast(S, a[p + 2]);
            m0a = v.fma(w2a, m0a);
            m0b = v.fma(w2b, m0b);
            m1a = v.fma(w1a, m1a);
            m1b = v.fma(w1b, m1b);
            m2a = v.fma(w0a, m2a);
            m2b = v.fma(w0b, m2b);
            v = FloatVector.broadcast(S, a[p + 3]);
            m1a = v.fma(w2a, m1a);
            m1b = v.fma(w2b, m1b);
            m2a = v.fma(w1a, m2a);
            m2b = v.fma(w1b, m2b);
            m3a = v.fma(w0a, m3a);
            m3b = v.fma(w0b, m3b);
            v = FloatVector.broadcast(S, a[p + 4]);
            m2a = v.fma(w2a, m2a);
            m2b = v.fma(w2b, m2b);
            m3a = v.fma(w1a, m3a);
            m3b = v.fma(w1b, m3b);
            v = FloatVector.broadcast(S, a[p + 5]);
            m3a = v.fma(w2a, m3a);
            m3b = v.fma(w2b, m3b);
            p = from + 3 * pitch;
            at = wo + 18 * L;
            w0a = FloatVector.fromArray(S, w, at);
            w0b = FloatVector.fromArray(S, w, at + L);
            w1a = FloatVector.fromArray(S, w, at + 2 * L);
            w1b = FloatVector.fromArray(S, w, at + 3 * L);
            w2a = FloatVector.fromArray(S, w, at + 4 * L);
            w2b = FloatVector.fromArray(S, w, at + 5 * L);
            v = FloatVector.broadcast(S, a[p]);
            n0a = v.fma(w0a, n0a);
            n0b = v.fma(w0b, n0b);
            v = FloatVector.broadcast(S, a[p + 1]);
            n0a = v.fma(w1a, n0a);
            n0b = v.fma(w1b, n0b);
            n1a = v.fma(w0a, n1a);
            n1b = v.fma(w0b, n1b);
            v = FloatVector.broadcast(S, a[p + 2]);
            n0a = v.fma(w2a, n0a);
            n0b = v.fma(w2b, n0b);
            n1a = v.fma(w1a, n1a);
            n1b = v.fma(w1b, n1b);
            n2a = v.fma(w0a, n2a);
            n2b = v.fma(w0b, n2b);
            v = FloatVector.broadcast(S, a[p + 3]);
            n1a = v.fma(w2a, n1a);
            n1b = v.fma(w2b, n1b);
            n2a = v.fma(w1a, n2a);
            n2b = v.fma(w1b, n2b);
            n3a = v.fma(w0a, n3a);
            n3b = v.fma(w0b, n3b);
            v = FloatVector.broadcast(S, a[p + 4]);
            n2a = v.fma(w2a, n2a);
            n2b = v.fma(w2b, n2b);
            n3a = v.fma(w1a, n3a);
            n3b = v.fma(w1b, n3b);
            v = FloatVector.broadcast(S, a[p + 5]);
            n3a = v.fma(w2a, n3a);
            n3b = v.fma(w2b, n3b);
            int to = yo + column * yStep;
            int lower = to + ySecond;
            m0a.blend(floor, m0a.compare(LE, floor)).intoArray(y, to);
            m0b.blend(floor, m0b.compare(LE, floor)).intoArray(y, to + L);
            m1a.blend(floor, m1a.compare(LE, floor)).intoArray(y, to + yStep);
            m1b.blend(floor, m1b.compare(LE, floor)).intoArray(y, to + yStep + L);
            m2a.blend(floor, m2a.compare(LE, floor)).intoArray(y, to + 2 * yStep);
            m2b.blend(floor, m2b.compare(LE, floor)).intoArray(y, to + 2 * yStep + L);
            m3a.blend(floor, m3a.compare(LE, floor)).intoArray(y, to + 3 * yStep);
            m3b.blend(floor, m3b.compare(LE, floor)).intoArray(y, to + 3 * yStep + L);
            n0a.blend(floor, n0a.compare(LE, floor)).intoArray(y, lower);
            n0b.blend(floor, n0b.compare(LE, floor)).intoArray(y, lower + L);
            n1a.blend(floor, n1a.compare(LE, floor)).intoArray(y, lower + yStep);
            n1b.blend(floor, n1b.compare(LE, floor)).intoArray(y, lower + yStep + L);
            n2a.blend(floor, n2a.compare(LE, floor)).intoArray(y, lower + 2 * yStep);
            n2b.blend(floor, n2b.compare(LE, floor)).intoArray(y, lower + 2 * yStep + L);
            n3a.blend(floor, n3a.compare(LE, floor)).intoArray(y, lower + 3 * yStep);
            n3b.blend(floor, n3b.compare(LE, floor)).intoArray(y, lower + 3 * yStep + L);
        }
    }
}
