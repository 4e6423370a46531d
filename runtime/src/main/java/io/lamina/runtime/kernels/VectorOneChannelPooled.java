package io.lamina.runtime.kernels;

import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VectorOneChannel} under a 2x2 pool: {@code y = max(floor, maximum + b)}. A window's four pixels share the sixteen inputs that they read.
 *
 * <p>The first window's first pixel is number {@code placeFrom} in an image whose rows are {@code width} long; {@code argmax} may be empty.
 */
final class VectorOneChannelPooled {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, S.vectorShape());
    private static final int L = VectorWidth.LANES;

    private VectorOneChannelPooled() {}

    /** At least two windows by two vectors of output channels, by the sums of {@link VectorVerticalWinograd}, whose rows lie {@code pitch} apart: 24 vectors are live. */
    static void row2(
            float[] y,
            int yo,
            int yStep,
            int[] argmax,
            int argmaxFrom,
            int placeFrom,
            int width,
            float[] b,
            int bo,
            float floor,
            float[] a,
            int ao,
            int pitch,
            float[] w,
            int wo,
            int columns) {
        for (int i = 0; i < columns; i += 2) {
            int column = Math.min(i, columns - 2);
            int from = ao + 2 * column;
            FloatVector zero = FloatVector.zero(S);
            FloatVector m0a = zero;
            FloatVector m0b = zero;
            FloatVector m1a = zero;
            FloatVector m1b = zero;
            FloatVector m2a = zero;
            FloatVector m2b = zero;
            FloatVector m3a = zero;
            FloatVector m3b = zero;
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
            int places = argmaxFrom + column * yStep;
            int place = placeFrom + 2 * column;
            FloatVector u0a = m0a.blend(m1a, m0a.compare(LT, m1a));
            FloatVector l0a = n0a.blend(n1a, n0a.compare(LT, n1a));
            FloatVector most0a = u0a.blend(l0a, u0a.compare(LT, l0a)).add(FloatVector.fromArray(S, b, bo));
            most0a.blend(floor, most0a.compare(LE, floor)).intoArray(y, to);
            if (argmax.length != 0) {
                FloatVector left = IntVector.broadcast(I, place).reinterpretAsFloats();
                FloatVector right = IntVector.broadcast(I, place + 1).reinterpretAsFloats();
                FloatVector below = IntVector.broadcast(I, place + width).reinterpretAsFloats();
                FloatVector corner = IntVector.broadcast(I, place + width + 1).reinterpretAsFloats();
                left.blend(right, m0a.compare(LT, m1a))
                        .blend(below.blend(corner, n0a.compare(LT, n1a)), u0a.compare(LT, l0a))
                        .reinterpretAsInts()
                        .intoArray(argmax, places);
            }
            FloatVector u0b = m0b.blend(m1b, m0b.compare(LT, m1b));
            FloatVector l0b = n0b.blend(n1b, n0b.compare(LT, n1b));
            FloatVector most0b = u0b.blend(l0b, u0b.compare(LT, l0b)).add(FloatVector.fromArray(S, b, bo + L));
            most0b.blend(floor, most0b.compare(LE, floor)).intoArray(y, to + L);
            if (argmax.length != 0) {
                FloatVector left = IntVector.broadcast(I, place).reinterpretAsFloats();
                FloatVector right = IntVector.broadcast(I, place + 1).reinterpretAsFloats();
                FloatVector below = IntVector.broadcast(I, place + width).reinterpretAsFloats();
                FloatVector corner = IntVector.broadcast(I, place + width + 1).reinterpretAsFloats();
                left.blend(right, m0b.compare(LT, m1b))
                        .blend(below.blend(corner, n0b.compare(LT, n1b)), u0b.compare(LT, l0b))
                        .reinterpretAsInts()
                        .intoArray(argmax, places + L);
            }
            FloatVector u1a = m2a.blend(m3a, m2a.compare(LT, m3a));
            FloatVector l1a = n2a.blend(n3a, n2a.compare(LT, n3a));
            FloatVector most1a = u1a.blend(l1a, u1a.compare(LT, l1a)).add(FloatVector.fromArray(S, b, bo));
            most1a.blend(floor, most1a.compare(LE, floor)).intoArray(y, to + yStep);
            if (argmax.length != 0) {
                FloatVector left = IntVector.broadcast(I, place + 2).reinterpretAsFloats();
                FloatVector right = IntVector.broadcast(I, place + 3).reinterpretAsFloats();
                FloatVector below = IntVector.broadcast(I, place + 2 + width).reinterpretAsFloats();
                FloatVector corner = IntVector.broadcast(I, place + width + 3).reinterpretAsFloats();
                left.blend(right, m2a.compare(LT, m3a))
                        .blend(below.blend(corner, n2a.compare(LT, n3a)), u1a.compare(LT, l1a))
                        .reinterpretAsInts()
                        .intoArray(argmax, places + yStep);
            }
            FloatVector u1b = m2b.blend(m3b, m2b.compare(LT, m3b));
            FloatVector l1b = n2b.blend(n3b, n2b.compare(LT, n3b));
            FloatVector most1b = u1b.blend(l1b, u1b.compare(LT, l1b)).add(FloatVector.fromArray(S, b, bo + L));
            most1b.blend(floor, most1b.compare(LE, floor)).intoArray(y, to + yStep + L);
            if (argmax.length != 0) {
                FloatVector left = IntVector.broadcast(I, place + 2).reinterpretAsFloats();
                FloatVector right = IntVector.broadcast(I, place + 3).reinterpretAsFloats();
                FloatVector below = IntVector.broadcast(I, place + 2 + width).reinterpretAsFloats();
                FloatVector corner = IntVector.broadcast(I, place + width + 3).reinterpretAsFloats();
                left.blend(right, m2b.compare(LT, m3b))
                        .blend(below.blend(corner, n2b.compare(LT, n3b)), u1b.compare(LT, l1b))
                        .reinterpretAsInts()
                        .intoArray(argmax, places + yStep + L);
            }
        }
    }

    /**
     * The same by one vector of output channels, of the rows themselves. Tells whether all sums were numbers; if not, the maxima are to be found another
     * way.
     */
    static boolean row1(
            float[] y,
            int yo,
            int yStep,
            int[] argmax,
            int argmaxFrom,
            int placeFrom,
            int width,
            float[] b,
            int bo,
            float floor,
            float[] a,
            int ao,
            int pitch,
            float[] w,
            int wo,
            int columns) {
        FloatVector w0 = FloatVector.fromArray(S, w, wo);
        FloatVector w1 = FloatVector.fromArray(S, w, wo + L);
        FloatVector w2 = FloatVector.fromArray(S, w, wo + 2 * L);
        FloatVector w3 = FloatVector.fromArray(S, w, wo + 3 * L);
        FloatVector w4 = FloatVector.fromArray(S, w, wo + 4 * L);
        FloatVector w5 = FloatVector.fromArray(S, w, wo + 5 * L);
        FloatVector w6 = FloatVector.fromArray(S, w, wo + 6 * L);
        FloatVector w7 = FloatVector.fromArray(S, w, wo + 7 * L);
        FloatVector w8 = FloatVector.fromArray(S, w, wo + 8 * L);
        boolean numbers = true;
        int to = 0;
        for (int i = 0; i < columns; i++) {
            int p = ao + 2 * i;
            FloatVector v = FloatVector.broadcast(S, a[p]);
            FloatVector c0 = v.mul(w0);
            v = FloatVector.broadcast(S, a[p + 1]);
            c0 = v.fma(w1, c0);
            FloatVector c1 = v.mul(w0);
            v = FloatVector.broadcast(S, a[p + 2]);
            c0 = v.fma(w2, c0);
            c1 = v.fma(w1, c1);
            v = FloatVector.broadcast(S, a[p + 3]);
            c1 = v.fma(w2, c1);
            p += pitch;
            v = FloatVector.broadcast(S, a[p]);
            c0 = v.fma(w3, c0);
            FloatVector c2 = v.mul(w0);
            v = FloatVector.broadcast(S, a[p + 1]);
            c0 = v.fma(w4, c0);
            c1 = v.fma(w3, c1);
            c2 = v.fma(w1, c2);
            FloatVector c3 = v.mul(w0);
            v = FloatVector.broadcast(S, a[p + 2]);
            c0 = v.fma(w5, c0);
            c1 = v.fma(w4, c1);
            c2 = v.fma(w2, c2);
            c3 = v.fma(w1, c3);
            v = FloatVector.broadcast(S, a[p + 3]);
            c1 = v.fma(w5, c1);
            c3 = v.fma(w2, c3);
            p += pitch;
            v = FloatVector.broadcast(S, a[p]);
            c0 = v.fma(w6, c0);
            c2 = v.fma(w3, c2);
            v = FloatVector.broadcast(S, a[p + 1]);
            c0 = v.fma(w7, c0);
            c1 = v.fma(w6, c1);
            c2 = v.fma(w4, c2);
            c3 = v.fma(w3, c3);
            v = FloatVector.broadcast(S, a[p + 2]);
            c0 = v.fma(w8, c0);
            c1 = v.fma(w7, c1);
            c2 = v.fma(w5, c2);
            c3 = v.fma(w4, c3);
            v = FloatVector.broadcast(S, a[p + 3]);
            c1 = v.fma(w8, c1);
            c3 = v.fma(w5, c3);
            p += pitch;
            v = FloatVector.broadcast(S, a[p]);
            c2 = v.fma(w6, c2);
            v = FloatVector.broadcast(S, a[p + 1]);
            c2 = v.fma(w7, c2);
            c3 = v.fma(w6, c3);
            v = FloatVector.broadcast(S, a[p + 2]);
            c2 = v.fma(w8, c2);
            c3 = v.fma(w7, c3);
            v = FloatVector.broadcast(S, a[p + 3]);
            c3 = v.fma(w8, c3);
            FloatVector upper = c0.blend(c1, c0.compare(LT, c1));
            FloatVector lower = c2.blend(c3, c2.compare(LT, c3));
            FloatVector most = upper.blend(lower, upper.compare(LT, lower)).add(FloatVector.fromArray(S, b, bo));
            most.blend(floor, most.compare(LE, floor)).intoArray(y, yo + to);
            if (argmax.length != 0) {
                // Made here, as constants of the loop would be four more registers than there are.
                int place = placeFrom + 2 * i;
                FloatVector left = IntVector.broadcast(I, place).reinterpretAsFloats();
                FloatVector right = IntVector.broadcast(I, place + 1).reinterpretAsFloats();
                FloatVector below = IntVector.broadcast(I, place + width).reinterpretAsFloats();
                FloatVector corner = IntVector.broadcast(I, place + width + 1).reinterpretAsFloats();
                left.blend(right, c0.compare(LT, c1))
                        .blend(below.blend(corner, c2.compare(LT, c3)), upper.compare(LT, lower))
                        .reinterpretAsInts()
                        .intoArray(argmax, argmaxFrom + to);
            }
            FloatVector sum = c0.add(c1).add(c2.add(c3));
            numbers &= !sum.compare(NE, sum).anyTrue();
            to += yStep;
        }
        return numbers;
    }
}
