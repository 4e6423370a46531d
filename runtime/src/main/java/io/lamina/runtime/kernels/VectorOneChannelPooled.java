package io.lamina.runtime.kernels;

import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VectorOneChannel} under a 2x2 pool: {@code y = max(floor, maximum + b)}. A window's four pixels share the sixteen inputs that they read. Methods tell
 * whether all sums were numbers; if not, the maxima are to be found another way.
 *
 * <p>The first window's first pixel is number {@code placeFrom} in an image whose rows are {@code width} long; {@code argmax} may be empty.
 */
final class VectorOneChannelPooled {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, S.vectorShape());
    private static final int L = VectorWidth.LANES;

    private VectorOneChannelPooled() {}

    /** {@code columns} windows by two vectors of output channels, packed weights; the images' rows lie {@code pitch} apart. 27 vectors are live. */
    static boolean row2(
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
        boolean numbers = true;
        int to = 0;
        for (int i = 0; i < columns; i++) {
            int p = ao + 2 * i;
            FloatVector v = FloatVector.broadcast(S, a[p]);
            FloatVector c0a = v.mul(w0a);
            FloatVector c0b = v.mul(w0b);
            v = FloatVector.broadcast(S, a[p + 1]);
            c0a = v.fma(w1a, c0a);
            c0b = v.fma(w1b, c0b);
            FloatVector c1a = v.mul(w0a);
            FloatVector c1b = v.mul(w0b);
            v = FloatVector.broadcast(S, a[p + 2]);
            c0a = v.fma(w2a, c0a);
            c0b = v.fma(w2b, c0b);
            c1a = v.fma(w1a, c1a);
            c1b = v.fma(w1b, c1b);
            v = FloatVector.broadcast(S, a[p + 3]);
            c1a = v.fma(w2a, c1a);
            c1b = v.fma(w2b, c1b);
            p += pitch;
            v = FloatVector.broadcast(S, a[p]);
            c0a = v.fma(w3a, c0a);
            c0b = v.fma(w3b, c0b);
            FloatVector c2a = v.mul(w0a);
            FloatVector c2b = v.mul(w0b);
            v = FloatVector.broadcast(S, a[p + 1]);
            c0a = v.fma(w4a, c0a);
            c0b = v.fma(w4b, c0b);
            c1a = v.fma(w3a, c1a);
            c1b = v.fma(w3b, c1b);
            c2a = v.fma(w1a, c2a);
            c2b = v.fma(w1b, c2b);
            FloatVector c3a = v.mul(w0a);
            FloatVector c3b = v.mul(w0b);
            v = FloatVector.broadcast(S, a[p + 2]);
            c0a = v.fma(w5a, c0a);
            c0b = v.fma(w5b, c0b);
            c1a = v.fma(w4a, c1a);
            c1b = v.fma(w4b, c1b);
            c2a = v.fma(w2a, c2a);
            c2b = v.fma(w2b, c2b);
            c3a = v.fma(w1a, c3a);
            c3b = v.fma(w1b, c3b);
            v = FloatVector.broadcast(S, a[p + 3]);
            c1a = v.fma(w5a, c1a);
            c1b = v.fma(w5b, c1b);
            c3a = v.fma(w2a, c3a);
            c3b = v.fma(w2b, c3b);
            p += pitch;
            v = FloatVector.broadcast(S, a[p]);
            c0a = v.fma(w6a, c0a);
            c0b = v.fma(w6b, c0b);
            c2a = v.fma(w3a, c2a);
            c2b = v.fma(w3b, c2b);
            v = FloatVector.broadcast(S, a[p + 1]);
            c0a = v.fma(w7a, c0a);
            c0b = v.fma(w7b, c0b);
            c1a = v.fma(w6a, c1a);
            c1b = v.fma(w6b, c1b);
            c2a = v.fma(w4a, c2a);
            c2b = v.fma(w4b, c2b);
            c3a = v.fma(w3a, c3a);
            c3b = v.fma(w3b, c3b);
            v = FloatVector.broadcast(S, a[p + 2]);
            c0a = v.fma(w8a, c0a);
            c0b = v.fma(w8b, c0b);
            c1a = v.fma(w7a, c1a);
            c1b = v.fma(w7b, c1b);
            c2a = v.fma(w5a, c2a);
            c2b = v.fma(w5b, c2b);
            c3a = v.fma(w4a, c3a);
            c3b = v.fma(w4b, c3b);
            v = FloatVector.broadcast(S, a[p + 3]);
            c1a = v.fma(w8a, c1a);
            c1b = v.fma(w8b, c1b);
            c3a = v.fma(w5a, c3a);
            c3b = v.fma(w5b, c3b);
            p += pitch;
            v = FloatVector.broadcast(S, a[p]);
            c2a = v.fma(w6a, c2a);
            c2b = v.fma(w6b, c2b);
            v = FloatVector.broadcast(S, a[p + 1]);
            c2a = v.fma(w7a, c2a);
            c2b = v.fma(w7b, c2b);
            c3a = v.fma(w6a, c3a);
            c3b = v.fma(w6b, c3b);
            v = FloatVector.broadcast(S, a[p + 2]);
            c2a = v.fma(w8a, c2a);
            c2b = v.fma(w8b, c2b);
            c3a = v.fma(w7a, c3a);
            c3b = v.fma(w7b, c3b);
            v = FloatVector.broadcast(S, a[p + 3]);
            c3a = v.fma(w8a, c3a);
            c3b = v.fma(w8b, c3b);
            FloatVector uppera = c0a.blend(c1a, c0a.compare(LT, c1a));
            FloatVector lowera = c2a.blend(c3a, c2a.compare(LT, c3a));
            FloatVector mosta = uppera.blend(lowera, uppera.compare(LT, lowera)).add(FloatVector.fromArray(S, b, bo));
            mosta.blend(floor, mosta.compare(LE, floor)).intoArray(y, yo + to);
            FloatVector upperb = c0b.blend(c1b, c0b.compare(LT, c1b));
            FloatVector lowerb = c2b.blend(c3b, c2b.compare(LT, c3b));
            FloatVector mostb =
                    upperb.blend(lowerb, upperb.compare(LT, lowerb)).add(FloatVector.fromArray(S, b, bo + L));
            mostb.blend(floor, mostb.compare(LE, floor)).intoArray(y, yo + to + L);
            if (argmax.length != 0) {
                // Made here, as constants of the loop would be four more registers than there are.
                int place = placeFrom + 2 * i;
                FloatVector left = IntVector.broadcast(I, place).reinterpretAsFloats();
                FloatVector right = IntVector.broadcast(I, place + 1).reinterpretAsFloats();
                FloatVector below = IntVector.broadcast(I, place + width).reinterpretAsFloats();
                FloatVector corner = IntVector.broadcast(I, place + width + 1).reinterpretAsFloats();
                left.blend(right, c0a.compare(LT, c1a))
                        .blend(below.blend(corner, c2a.compare(LT, c3a)), uppera.compare(LT, lowera))
                        .reinterpretAsInts()
                        .intoArray(argmax, argmaxFrom + to);
                left.blend(right, c0b.compare(LT, c1b))
                        .blend(below.blend(corner, c2b.compare(LT, c3b)), upperb.compare(LT, lowerb))
                        .reinterpretAsInts()
                        .intoArray(argmax, argmaxFrom + to + L);
            }
            FloatVector sum = c0a.add(c1a).add(c2a.add(c3a)).add(c0b.add(c1b).add(c2b.add(c3b)));
            numbers &= !sum.compare(NE, sum).anyTrue();
            to += yStep;
        }
        return numbers;
    }

    /** The same by one vector of output channels. */
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
