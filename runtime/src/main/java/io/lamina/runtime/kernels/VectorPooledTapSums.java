package io.lamina.runtime.kernels;

import static jdk.incubator.vector.VectorOperators.GE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link VectorTapSums} of gradients that come through a 2x2 pool: of a window's four pixels only the one that was its maximum has one, in each
 * channel another. So a window takes a quarter of the products: {@code y[kh, kw, :] += sum over windows i of a[kh + h, 2 i + kw + w] * dy[i, :]},
 * where {@code argmax} says h and w, windows in their order.
 *
 * <p>A tap's inputs for all four pixels lie in two rows, four columns each. They make a vector, of which each channel takes its own. Vectors have
 * at least eight lanes; behind the last row a load may reach over eight floats that nobody uses.
 */
final class VectorPooledTapSums {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, S.vectorShape());
    private static final int L = VectorWidth.LANES;

    /** Of a vector's first eight lanes those of the lower row. */
    private static final VectorMask<Integer> LOWER = VectorMask.fromLong(I, 0xF0 & ((1L << L) - 1));

    private VectorPooledTapSums() {}

    /** Two vectors of output channels: 29 are live. */
    static void taps9x2(
            float[] y,
            int yo,
            int yStep,
            float[] a,
            int ao,
            int aStep,
            float[] dy,
            int dyo,
            int[] argmax,
            int argmaxFrom,
            int step,
            int place,
            int width,
            int windows) {
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
        for (int i = 0; i < windows; i++) {
            int row = ao + 2 * i;
            int at = i * step;
            FloatVector da = FloatVector.fromArray(S, dy, dyo + at);
            FloatVector db = FloatVector.fromArray(S, dy, dyo + at + L);
            // The lane of the maximum: 0 or 1 in the upper row, 4 or 5 in the lower one.
            IntVector pa = IntVector.fromArray(I, argmax, argmaxFrom + at).sub(place + 2 * i);
            IntVector pb = IntVector.fromArray(I, argmax, argmaxFrom + at + L).sub(place + 2 * i);
            pa = pa.blend(pa.sub(width - 4), pa.compare(GE, 2));
            pb = pb.blend(pb.sub(width - 4), pb.compare(GE, 2));
            IntVector top = FloatVector.fromArray(S, a, row)
                    .reinterpretAsInts()
                    .blend(FloatVector.fromArray(S, a, row + aStep - 4).reinterpretAsInts(), LOWER);
            IntVector middle = FloatVector.fromArray(S, a, row + aStep)
                    .reinterpretAsInts()
                    .blend(FloatVector.fromArray(S, a, row + 2 * aStep - 4).reinterpretAsInts(), LOWER);
            IntVector bottom = FloatVector.fromArray(S, a, row + 2 * aStep)
                    .reinterpretAsInts()
                    .blend(FloatVector.fromArray(S, a, row + 3 * aStep - 4).reinterpretAsInts(), LOWER);
            c0a = pa.selectFrom(top).reinterpretAsFloats().fma(da, c0a);
            c0b = pb.selectFrom(top).reinterpretAsFloats().fma(db, c0b);
            c3a = pa.selectFrom(middle).reinterpretAsFloats().fma(da, c3a);
            c3b = pb.selectFrom(middle).reinterpretAsFloats().fma(db, c3b);
            c6a = pa.selectFrom(bottom).reinterpretAsFloats().fma(da, c6a);
            c6b = pb.selectFrom(bottom).reinterpretAsFloats().fma(db, c6b);
            pa = pa.add(1);
            pb = pb.add(1);
            c1a = pa.selectFrom(top).reinterpretAsFloats().fma(da, c1a);
            c1b = pb.selectFrom(top).reinterpretAsFloats().fma(db, c1b);
            c4a = pa.selectFrom(middle).reinterpretAsFloats().fma(da, c4a);
            c4b = pb.selectFrom(middle).reinterpretAsFloats().fma(db, c4b);
            c7a = pa.selectFrom(bottom).reinterpretAsFloats().fma(da, c7a);
            c7b = pb.selectFrom(bottom).reinterpretAsFloats().fma(db, c7b);
            pa = pa.add(1);
            pb = pb.add(1);
            c2a = pa.selectFrom(top).reinterpretAsFloats().fma(da, c2a);
            c2b = pb.selectFrom(top).reinterpretAsFloats().fma(db, c2b);
            c5a = pa.selectFrom(middle).reinterpretAsFloats().fma(da, c5a);
            c5b = pb.selectFrom(middle).reinterpretAsFloats().fma(db, c5b);
            c8a = pa.selectFrom(bottom).reinterpretAsFloats().fma(da, c8a);
            c8b = pb.selectFrom(bottom).reinterpretAsFloats().fma(db, c8b);
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

    /** One vector of output channels: 15 are live. */
    static void taps9x1(
            float[] y,
            int yo,
            int yStep,
            float[] a,
            int ao,
            int aStep,
            float[] dy,
            int dyo,
            int[] argmax,
            int argmaxFrom,
            int step,
            int place,
            int width,
            int windows) {
        FloatVector c0 = FloatVector.fromArray(S, y, yo);
        FloatVector c1 = FloatVector.fromArray(S, y, yo + yStep);
        FloatVector c2 = FloatVector.fromArray(S, y, yo + 2 * yStep);
        FloatVector c3 = FloatVector.fromArray(S, y, yo + 3 * yStep);
        FloatVector c4 = FloatVector.fromArray(S, y, yo + 4 * yStep);
        FloatVector c5 = FloatVector.fromArray(S, y, yo + 5 * yStep);
        FloatVector c6 = FloatVector.fromArray(S, y, yo + 6 * yStep);
        FloatVector c7 = FloatVector.fromArray(S, y, yo + 7 * yStep);
        FloatVector c8 = FloatVector.fromArray(S, y, yo + 8 * yStep);
        for (int i = 0; i < windows; i++) {
            int row = ao + 2 * i;
            int at = i * step;
            FloatVector d = FloatVector.fromArray(S, dy, dyo + at);
            // The lane of the maximum: 0 or 1 in the upper row, 4 or 5 in the lower one.
            IntVector p = IntVector.fromArray(I, argmax, argmaxFrom + at).sub(place + 2 * i);
            p = p.blend(p.sub(width - 4), p.compare(GE, 2));
            IntVector top = FloatVector.fromArray(S, a, row)
                    .reinterpretAsInts()
                    .blend(FloatVector.fromArray(S, a, row + aStep - 4).reinterpretAsInts(), LOWER);
            IntVector middle = FloatVector.fromArray(S, a, row + aStep)
                    .reinterpretAsInts()
                    .blend(FloatVector.fromArray(S, a, row + 2 * aStep - 4).reinterpretAsInts(), LOWER);
            IntVector bottom = FloatVector.fromArray(S, a, row + 2 * aStep)
                    .reinterpretAsInts()
                    .blend(FloatVector.fromArray(S, a, row + 3 * aStep - 4).reinterpretAsInts(), LOWER);
            c0 = p.selectFrom(top).reinterpretAsFloats().fma(d, c0);
            c3 = p.selectFrom(middle).reinterpretAsFloats().fma(d, c3);
            c6 = p.selectFrom(bottom).reinterpretAsFloats().fma(d, c6);
            p = p.add(1);
            c1 = p.selectFrom(top).reinterpretAsFloats().fma(d, c1);
            c4 = p.selectFrom(middle).reinterpretAsFloats().fma(d, c4);
            c7 = p.selectFrom(bottom).reinterpretAsFloats().fma(d, c7);
            p = p.add(1);
            c2 = p.selectFrom(top).reinterpretAsFloats().fma(d, c2);
            c5 = p.selectFrom(middle).reinterpretAsFloats().fma(d, c5);
            c8 = p.selectFrom(bottom).reinterpretAsFloats().fma(d, c8);
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
