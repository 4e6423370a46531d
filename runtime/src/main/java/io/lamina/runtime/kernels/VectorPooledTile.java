package io.lamina.runtime.kernels;

import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VectorPixelTile} under a pool: its two runs of four pixels are two 2x2 windows side by side, of which only the maxima
 * leave the registers: {@code y = max(floor, maximum + b)}. Methods tell whether all sums were numbers; if not, the maxima are to be found another way.
 *
 * <p>The window's first pixel is number {@code place} in an image whose rows are {@code width} long; {@code argmax} may be empty.
 */
final class VectorPooledTile {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorPooledTile() {}

    /** Two vectors wide: 23 of them are live. */
    static boolean quads2x2(
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
        FloatVector start0 = FloatVector.zero(S);
        FloatVector start1 = start0;
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
        FloatVector u0a = c0a.blend(c1a, c0a.compare(LT, c1a));
        FloatVector l0a = c4a.blend(c5a, c4a.compare(LT, c5a));
        FloatVector m0a = u0a.blend(l0a, u0a.compare(LT, l0a));
        FloatVector u0b = c0b.blend(c1b, c0b.compare(LT, c1b));
        FloatVector l0b = c4b.blend(c5b, c4b.compare(LT, c5b));
        FloatVector m0b = u0b.blend(l0b, u0b.compare(LT, l0b));
        FloatVector u1a = c2a.blend(c3a, c2a.compare(LT, c3a));
        FloatVector l1a = c6a.blend(c7a, c6a.compare(LT, c7a));
        FloatVector m1a = u1a.blend(l1a, u1a.compare(LT, l1a));
        FloatVector u1b = c2b.blend(c3b, c2b.compare(LT, c3b));
        FloatVector l1b = c6b.blend(c7b, c6b.compare(LT, c7b));
        FloatVector m1b = u1b.blend(l1b, u1b.compare(LT, l1b));
        if (argmax.length != 0) {
            FloatVector left = VectorMath.ZERO.reinterpretAsFloats();
            FloatVector right = FloatVector.broadcast(S, Float.intBitsToFloat(1));
            FloatVector below = FloatVector.broadcast(S, Float.intBitsToFloat(width));
            FloatVector corner = FloatVector.broadcast(S, Float.intBitsToFloat(width + 1));
            left.blend(right, c0a.compare(LT, c1a))
                    .blend(below.blend(corner, c4a.compare(LT, c5a)), u0a.compare(LT, l0a))
                    .reinterpretAsInts()
                    .add(place)
                    .intoArray(argmax, argmaxFrom);
            left.blend(right, c0b.compare(LT, c1b))
                    .blend(below.blend(corner, c4b.compare(LT, c5b)), u0b.compare(LT, l0b))
                    .reinterpretAsInts()
                    .add(place)
                    .intoArray(argmax, argmaxFrom + L);
            left.blend(right, c2a.compare(LT, c3a))
                    .blend(below.blend(corner, c6a.compare(LT, c7a)), u1a.compare(LT, l1a))
                    .reinterpretAsInts()
                    .add(place + 2)
                    .intoArray(argmax, argmaxFrom + yStep);
            left.blend(right, c2b.compare(LT, c3b))
                    .blend(below.blend(corner, c6b.compare(LT, c7b)), u1b.compare(LT, l1b))
                    .reinterpretAsInts()
                    .add(place + 2)
                    .intoArray(argmax, argmaxFrom + yStep + L);
        }
        FloatVector bias0 = FloatVector.fromArray(S, b, bo);
        FloatVector bias1 = FloatVector.fromArray(S, b, bo + L);
        m0a = m0a.add(bias0);
        m0a.blend(floor, m0a.compare(LE, floor)).intoArray(y, yo);
        m0b = m0b.add(bias1);
        m0b.blend(floor, m0b.compare(LE, floor)).intoArray(y, yo + L);
        m1a = m1a.add(bias0);
        m1a.blend(floor, m1a.compare(LE, floor)).intoArray(y, yo + yStep);
        m1b = m1b.add(bias1);
        m1b.blend(floor, m1b.compare(LE, floor)).intoArray(y, yo + yStep + L);
        FloatVector suma = c0a.add(c1a).add(c2a.add(c3a)).add(c4a.add(c5a).add(c6a.add(c7a)));
        FloatVector sumb = c0b.add(c1b).add(c2b.add(c3b)).add(c4b.add(c5b).add(c6b.add(c7b)));
        FloatVector sum = suma.add(sumb);
        return !sum.compare(NE, sum).anyTrue();
    }

    /** One vector wide. */
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
