package io.lamina.runtime.kernels;

import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VectorPixelTile} under a pool: its two runs of four pixels are two 2x2 windows side by side, of which only the maxima
 * leave the registers: {@code y = max(floor, maximum + b)}.
 *
 * <p>The window's first pixel is number {@code place} in an image whose rows are {@code width} long; {@code argmax} may be empty.
 */
final class VectorPooledTile {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, S.vectorShape());
    private static final int L = VectorWidth.LANES;

    private VectorPooledTile() {}

    /**
     * Two vectors wide, by the sums of {@link VectorVerticalWinograd}, whose rows lie {@code pitch} apart and have their channels {@code aStep} apart: 24 vectors are
     * live.
     */
    static void quads2x2(
            float[] y,
            int yo,
            int yStep,
            int[] argmax,
            int argmaxFrom,
            int place,
            int width,
            float[] b,
            int bo,
            float floor,
            float[] a,
            int ao,
            int aStep,
            int pitch,
            float[] w,
            int wo,
            int channels) {
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
        for (int c = 0; c < channels; c++) {
            int first = ao + c * aStep + pitch;
            int second = first + pitch;
            int at = wo + c * 24 * L + 6 * L;
            FloatVector v;
            FloatVector w0a = FloatVector.fromArray(S, w, at);
            FloatVector w0b = FloatVector.fromArray(S, w, at + L);
            FloatVector w1a = FloatVector.fromArray(S, w, at + 2 * L);
            FloatVector w1b = FloatVector.fromArray(S, w, at + 3 * L);
            FloatVector w2a = FloatVector.fromArray(S, w, at + 4 * L);
            FloatVector w2b = FloatVector.fromArray(S, w, at + 5 * L);
            v = FloatVector.broadcast(S, a[first]);
            m0a = v.fma(w0a, m0a);
            m0b = v.fma(w0b, m0b);
            v = FloatVector.broadcast(S, a[first + 1]);
            m0a = v.fma(w1a, m0a);
            m0b = v.fma(w1b, m0b);
            m1a = v.fma(w0a, m1a);
            m1b = v.fma(w0b, m1b);
            v = FloatVector.broadcast(S, a[first + 2]);
            m0a = v.fma(w2a, m0a);
            m0b = v.fma(w2b, m0b);
            m1a = v.fma(w1a, m1a);
            m1b = v.fma(w1b, m1b);
            m2a = v.fma(w0a, m2a);
            m2b = v.fma(w0b, m2b);
            v = FloatVector.broadcast(S, a[first + 3]);
            m1a = v.fma(w2a, m1a);
            m1b = v.fma(w2b, m1b);
            m2a = v.fma(w1a, m2a);
            m2b = v.fma(w1b, m2b);
            m3a = v.fma(w0a, m3a);
            m3b = v.fma(w0b, m3b);
            v = FloatVector.broadcast(S, a[first + 4]);
            m2a = v.fma(w2a, m2a);
            m2b = v.fma(w2b, m2b);
            m3a = v.fma(w1a, m3a);
            m3b = v.fma(w1b, m3b);
            v = FloatVector.broadcast(S, a[first + 5]);
            m3a = v.fma(w2a, m3a);
            m3b = v.fma(w2b, m3b);
            at += 6 * L;
            w0a = FloatVector.fromArray(S, w, at);
            w0b = FloatVector.fromArray(S, w, at + L);
            w1a = FloatVector.fromArray(S, w, at + 2 * L);
            w1b = FloatVector.fromArray(S, w, at + 3 * L);
            w2a = FloatVector.fromArray(S, w, at + 4 * L);
            w2b = FloatVector.fromArray(S, w, at + 5 * L);
            v = FloatVector.broadcast(S, a[second]);
            n0a = v.fma(w0a, n0a);
            n0b = v.fma(w0b, n0b);
            v = FloatVector.broadcast(S, a[second + 1]);
            n0a = v.fma(w1a, n0a);
            n0b = v.fma(w1b, n0b);
            n1a = v.fma(w0a, n1a);
            n1b = v.fma(w0b, n1b);
            v = FloatVector.broadcast(S, a[second + 2]);
            n0a = v.fma(w2a, n0a);
            n0b = v.fma(w2b, n0b);
            n1a = v.fma(w1a, n1a);
            n1b = v.fma(w1b, n1b);
            n2a = v.fma(w0a, n2a);
            n2b = v.fma(w0b, n2b);
            v = FloatVector.broadcast(S, a[second + 3]);
            n1a = v.fma(w2a, n1a);
            n1b = v.fma(w2b, n1b);
            n2a = v.fma(w1a, n2a);
            n2b = v.fma(w1b, n2b);
            n3a = v.fma(w0a, n3a);
            n3b = v.fma(w0b, n3b);
            v = FloatVector.broadcast(S, a[second + 4]);
            n2a = v.fma(w2a, n2a);
            n2b = v.fma(w2b, n2b);
            n3a = v.fma(w1a, n3a);
            n3b = v.fma(w1b, n3b);
            v = FloatVector.broadcast(S, a[second + 5]);
            n3a = v.fma(w2a, n3a);
            n3b = v.fma(w2b, n3b);
        }
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
        for (int c = 0; c < channels; c++) {
            int first = ao + c * aStep;
            int second = first + 3 * pitch;
            int at = wo + c * 24 * L;
            FloatVector v;
            FloatVector w0a = FloatVector.fromArray(S, w, at);
            FloatVector w0b = FloatVector.fromArray(S, w, at + L);
            FloatVector w1a = FloatVector.fromArray(S, w, at + 2 * L);
            FloatVector w1b = FloatVector.fromArray(S, w, at + 3 * L);
            FloatVector w2a = FloatVector.fromArray(S, w, at + 4 * L);
            FloatVector w2b = FloatVector.fromArray(S, w, at + 5 * L);
            v = FloatVector.broadcast(S, a[first]);
            m0a = v.fma(w0a, m0a);
            m0b = v.fma(w0b, m0b);
            v = FloatVector.broadcast(S, a[first + 1]);
            m0a = v.fma(w1a, m0a);
            m0b = v.fma(w1b, m0b);
            m1a = v.fma(w0a, m1a);
            m1b = v.fma(w0b, m1b);
            v = FloatVector.broadcast(S, a[first + 2]);
            m0a = v.fma(w2a, m0a);
            m0b = v.fma(w2b, m0b);
            m1a = v.fma(w1a, m1a);
            m1b = v.fma(w1b, m1b);
            m2a = v.fma(w0a, m2a);
            m2b = v.fma(w0b, m2b);
            v = FloatVector.broadcast(S, a[first + 3]);
            m1a = v.fma(w2a, m1a);
            m1b = v.fma(w2b, m1b);
            m2a = v.fma(w1a, m2a);
            m2b = v.fma(w1b, m2b);
            m3a = v.fma(w0a, m3a);
            m3b = v.fma(w0b, m3b);
            v = FloatVector.broadcast(S, a[first + 4]);
            m2a = v.fma(w2a, m2a);
            m2b = v.fma(w2b, m2b);
            m3a = v.fma(w1a, m3a);
            m3b = v.fma(w1b, m3b);
            v = FloatVector.broadcast(S, a[first + 5]);
            m3a = v.fma(w2a, m3a);
            m3b = v.fma(w2b, m3b);
            at += 18 * L;
            w0a = FloatVector.fromArray(S, w, at);
            w0b = FloatVector.fromArray(S, w, at + L);
            w1a = FloatVector.fromArray(S, w, at + 2 * L);
            w1b = FloatVector.fromArray(S, w, at + 3 * L);
            w2a = FloatVector.fromArray(S, w, at + 4 * L);
            w2b = FloatVector.fromArray(S, w, at + 5 * L);
            v = FloatVector.broadcast(S, a[second]);
            n0a = v.fma(w0a, n0a);
            n0b = v.fma(w0b, n0b);
            v = FloatVector.broadcast(S, a[second + 1]);
            n0a = v.fma(w1a, n0a);
            n0b = v.fma(w1b, n0b);
            n1a = v.fma(w0a, n1a);
            n1b = v.fma(w0b, n1b);
            v = FloatVector.broadcast(S, a[second + 2]);
            n0a = v.fma(w2a, n0a);
            n0b = v.fma(w2b, n0b);
            n1a = v.fma(w1a, n1a);
            n1b = v.fma(w1b, n1b);
            n2a = v.fma(w0a, n2a);
            n2b = v.fma(w0b, n2b);
            v = FloatVector.broadcast(S, a[second + 3]);
            n1a = v.fma(w2a, n1a);
            n1b = v.fma(w2b, n1b);
            n2a = v.fma(w1a, n2a);
            n2b = v.fma(w1b, n2b);
            n3a = v.fma(w0a, n3a);
            n3b = v.fma(w0b, n3b);
            v = FloatVector.broadcast(S, a[second + 4]);
            n2a = v.fma(w2a, n2a);
            n2b = v.fma(w2b, n2b);
            n3a = v.fma(w1a, n3a);
            n3b = v.fma(w1b, n3b);
            v = FloatVector.broadcast(S, a[second + 5]);
            n3a = v.fma(w2a, n3a);
            n3b = v.fma(w2b, n3b);
        }
        FloatVector u0a = m0a.blend(m1a, m0a.compare(LT, m1a));
        FloatVector l0a = n0a.blend(n1a, n0a.compare(LT, n1a));
        FloatVector most0a = u0a.blend(l0a, u0a.compare(LT, l0a)).add(FloatVector.fromArray(S, b, bo));
        most0a.blend(floor, most0a.compare(LE, floor)).intoArray(y, yo);
        if (argmax.length != 0) {
            FloatVector left = IntVector.broadcast(I, place).reinterpretAsFloats();
            FloatVector right = IntVector.broadcast(I, place + 1).reinterpretAsFloats();
            FloatVector below = IntVector.broadcast(I, place + width).reinterpretAsFloats();
            FloatVector corner = IntVector.broadcast(I, place + width + 1).reinterpretAsFloats();
            left.blend(right, m0a.compare(LT, m1a))
                    .blend(below.blend(corner, n0a.compare(LT, n1a)), u0a.compare(LT, l0a))
                    .reinterpretAsInts()
                    .intoArray(argmax, argmaxFrom);
        }
        FloatVector u0b = m0b.blend(m1b, m0b.compare(LT, m1b));
        FloatVector l0b = n0b.blend(n1b, n0b.compare(LT, n1b));
        FloatVector most0b = u0b.blend(l0b, u0b.compare(LT, l0b)).add(FloatVector.fromArray(S, b, bo + L));
        most0b.blend(floor, most0b.compare(LE, floor)).intoArray(y, yo + L);
        if (argmax.length != 0) {
            FloatVector left = IntVector.broadcast(I, place).reinterpretAsFloats();
            FloatVector right = IntVector.broadcast(I, place + 1).reinterpretAsFloats();
            FloatVector below = IntVector.broadcast(I, place + width).reinterpretAsFloats();
            FloatVector corner = IntVector.broadcast(I, place + width + 1).reinterpretAsFloats();
            left.blend(right, m0b.compare(LT, m1b))
                    .blend(below.blend(corner, n0b.compare(LT, n1b)), u0b.compare(LT, l0b))
                    .reinterpretAsInts()
                    .intoArray(argmax, argmaxFrom + L);
        }
        FloatVector u1a = m2a.blend(m3a, m2a.compare(LT, m3a));
        FloatVector l1a = n2a.blend(n3a, n2a.compare(LT, n3a));
        FloatVector most1a = u1a.blend(l1a, u1a.compare(LT, l1a)).add(FloatVector.fromArray(S, b, bo));
        most1a.blend(floor, most1a.compare(LE, floor)).intoArray(y, yo + yStep);
        if (argmax.length != 0) {
            FloatVector left = IntVector.broadcast(I, place + 2).reinterpretAsFloats();
            FloatVector right = IntVector.broadcast(I, place + 3).reinterpretAsFloats();
            FloatVector below = IntVector.broadcast(I, place + 2 + width).reinterpretAsFloats();
            FloatVector corner = IntVector.broadcast(I, place + width + 3).reinterpretAsFloats();
            left.blend(right, m2a.compare(LT, m3a))
                    .blend(below.blend(corner, n2a.compare(LT, n3a)), u1a.compare(LT, l1a))
                    .reinterpretAsInts()
                    .intoArray(argmax, argmaxFrom + yStep);
        }
        FloatVector u1b = m2b.blend(m3b, m2b.compare(LT, m3b));
        FloatVector l1b = n2b.blend(n3b, n2b.compare(LT, n3b));
        FloatVector most1b = u1b.blend(l1b, u1b.compare(LT, l1b)).add(FloatVector.fromArray(S, b, bo + L));
        most1b.blend(floor, most1b.compare(LE, floor)).intoArray(y, yo + yStep + L);
        if (argmax.length != 0) {
            FloatVector left = IntVector.broadcast(I, place + 2).reinterpretAsFloats();
            FloatVector right = IntVector.broadcast(I, place + 3).reinterpretAsFloats();
            FloatVector below = IntVector.broadcast(I, place + 2 + width).reinterpretAsFloats();
            FloatVector corner = IntVector.broadcast(I, place + width + 3).reinterpretAsFloats();
            left.blend(right, m2b.compare(LT, m3b))
                    .blend(below.blend(corner, n2b.compare(LT, n3b)), u1b.compare(LT, l1b))
                    .reinterpretAsInts()
                    .intoArray(argmax, argmaxFrom + yStep + L);
        }
    }

    /** One vector wide, by plain sums. Tells whether all of them were numbers; if not, the maxima are to be found another way. */
    static boolean quads2x1(
            float[] y,
            int yo,
            int yStep,
            int[] argmax,
            int argmaxFrom,
            int place,
            int width,
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
        FloatVector start = FloatVector.zero(S);
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
        FloatVector u0 = c0.blend(c1, c0.compare(LT, c1));
        FloatVector l0 = c4.blend(c5, c4.compare(LT, c5));
        FloatVector m0 = u0.blend(l0, u0.compare(LT, l0));
        FloatVector u1 = c2.blend(c3, c2.compare(LT, c3));
        FloatVector l1 = c6.blend(c7, c6.compare(LT, c7));
        FloatVector m1 = u1.blend(l1, u1.compare(LT, l1));
        if (argmax.length != 0) {
            FloatVector left = VectorMath.ZERO.reinterpretAsFloats();
            FloatVector right = FloatVector.broadcast(S, Float.intBitsToFloat(1));
            FloatVector below = FloatVector.broadcast(S, Float.intBitsToFloat(width));
            FloatVector corner = FloatVector.broadcast(S, Float.intBitsToFloat(width + 1));
            left.blend(right, c0.compare(LT, c1))
                    .blend(below.blend(corner, c4.compare(LT, c5)), u0.compare(LT, l0))
                    .reinterpretAsInts()
                    .add(place)
                    .intoArray(argmax, argmaxFrom);
            left.blend(right, c2.compare(LT, c3))
                    .blend(below.blend(corner, c6.compare(LT, c7)), u1.compare(LT, l1))
                    .reinterpretAsInts()
                    .add(place + 2)
                    .intoArray(argmax, argmaxFrom + yStep);
        }
        FloatVector bias = FloatVector.fromArray(S, b, bo);
        m0 = m0.add(bias);
        m0.blend(floor, m0.compare(LE, floor)).intoArray(y, yo);
        m1 = m1.add(bias);
        m1.blend(floor, m1.compare(LE, floor)).intoArray(y, yo + yStep);
        FloatVector sum = c0.add(c1).add(c2.add(c3)).add(c4.add(c5).add(c6.add(c7)));
        return !sum.compare(NE, sum).anyTrue();
    }
}
