package io.lamina.runtime.kernels;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums of {@link NormChunks#activeProducts} behind ReLU in one pass, for rows of two or of four vectors; of wider rows it
 * would take the parts one by one, which costs as much as the second pass. Each channel has one sum down the rows, as in {@link
 * VectorNormSums}, to the same bits. The loops' step is no constant: C2 unrolls those with one, and they take a tenth longer.
 */
final class VectorNormRelu {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorNormRelu() {}

    /**
     * Adds the sums of {@code g} and of {@code g * (x - mean)} over a chunk of rows, where g is {@code dy} where {@code v > 0}, else 0, and is
     * written. Does nothing, and says so, where there are not as many channels as this class has loops for.
     */
    static boolean addProducts(
            float[] p,
            int sum,
            int products,
            float[] g,
            int go,
            float[] dy,
            int dyo,
            float[] v,
            int vo,
            float[] x,
            int xo,
            float[] mean,
            int mo,
            int rows,
            int c) {
        if (!VectorNormColumns.fitsWhole(c)) {
            return false;
        }
        int block = NormChunks.block(c);
        for (int r = 0; r < rows; r += block) {
            int at = r * c;
            int count = Math.min(block, rows - r);
            if (c == 2 * L) {
                two(p, sum, products, g, go + at, dy, dyo + at, v, vo + at, x, xo + at, mean, mo, count, c);
            } else {
                four(p, sum, products, g, go + at, dy, dyo + at, v, vo + at, x, xo + at, mean, mo, count, c);
            }
        }
        return true;
    }

    private static void two(
            float[] p,
            int sum,
            int products,
            float[] g,
            int go,
            float[] dy,
            int dyo,
            float[] v,
            int vo,
            float[] x,
            int xo,
            float[] mean,
            int mo,
            int rows,
            int c) {
        FloatVector m0 = FloatVector.fromArray(S, mean, mo);
        FloatVector m1 = FloatVector.fromArray(S, mean, mo + L);
        FloatVector zero = FloatVector.zero(S);
        FloatVector s0 = zero;
        FloatVector s1 = zero;
        FloatVector q0 = zero;
        FloatVector q1 = zero;
        int i = 0;
        for (int r = 0; r < rows; r++) {
            FloatVector v0 = FloatVector.fromArray(S, v, vo + i);
            FloatVector v1 = FloatVector.fromArray(S, v, vo + i + L);
            FloatVector g0 = zero.blend(FloatVector.fromArray(S, dy, dyo + i), v0.compare(GT, zero));
            FloatVector g1 = zero.blend(FloatVector.fromArray(S, dy, dyo + i + L), v1.compare(GT, zero));
            g0.intoArray(g, go + i);
            g1.intoArray(g, go + i + L);
            s0 = s0.add(g0);
            s1 = s1.add(g1);
            q0 = FloatVector.fromArray(S, x, xo + i).sub(m0).fma(g0, q0);
            q1 = FloatVector.fromArray(S, x, xo + i + L).sub(m1).fma(g1, q1);
            i += c;
        }
        FloatVector.fromArray(S, p, sum).add(s0).intoArray(p, sum);
        FloatVector.fromArray(S, p, sum + L).add(s1).intoArray(p, sum + L);
        FloatVector.fromArray(S, p, products).add(q0).intoArray(p, products);
        FloatVector.fromArray(S, p, products + L).add(q1).intoArray(p, products + L);
    }

    private static void four(
            float[] p,
            int sum,
            int products,
            float[] g,
            int go,
            float[] dy,
            int dyo,
            float[] v,
            int vo,
            float[] x,
            int xo,
            float[] mean,
            int mo,
            int rows,
            int c) {
        FloatVector m0 = FloatVector.fromArray(S, mean, mo);
        FloatVector m1 = FloatVector.fromArray(S, mean, mo + L);
        FloatVector m2 = FloatVector.fromArray(S, mean, mo + 2 * L);
        FloatVector m3 = FloatVector.fromArray(S, mean, mo + 3 * L);
        FloatVector zero = FloatVector.zero(S);
        FloatVector s0 = zero;
        FloatVector s1 = zero;
        FloatVector s2 = zero;
        FloatVector s3 = zero;
        FloatVector q0 = zero;
        FloatVector q1 = zero;
        FloatVector q2 = zero;
        FloatVector q3 = zero;
        int i = 0;
        for (int r = 0; r < rows; r++) {
            FloatVector v0 = FloatVector.fromArray(S, v, vo + i);
            FloatVector v1 = FloatVector.fromArray(S, v, vo + i + L);
            FloatVector v2 = FloatVector.fromArray(S, v, vo + i + 2 * L);
            FloatVector v3 = FloatVector.fromArray(S, v, vo + i + 3 * L);
            FloatVector g0 = zero.blend(FloatVector.fromArray(S, dy, dyo + i), v0.compare(GT, zero));
            FloatVector g1 = zero.blend(FloatVector.fromArray(S, dy, dyo + i + L), v1.compare(GT, zero));
            FloatVector g2 = zero.blend(FloatVector.fromArray(S, dy, dyo + i + 2 * L), v2.compare(GT, zero));
            FloatVector g3 = zero.blend(FloatVector.fromArray(S, dy, dyo + i + 3 * L), v3.compare(GT, zero));
            g0.intoArray(g, go + i);
            g1.intoArray(g, go + i + L);
            g2.intoArray(g, go + i + 2 * L);
            g3.intoArray(g, go + i + 3 * L);
            s0 = s0.add(g0);
            s1 = s1.add(g1);
            s2 = s2.add(g2);
            s3 = s3.add(g3);
            q0 = FloatVector.fromArray(S, x, xo + i).sub(m0).fma(g0, q0);
            q1 = FloatVector.fromArray(S, x, xo + i + L).sub(m1).fma(g1, q1);
            q2 = FloatVector.fromArray(S, x, xo + i + 2 * L).sub(m2).fma(g2, q2);
            q3 = FloatVector.fromArray(S, x, xo + i + 3 * L).sub(m3).fma(g3, q3);
            i += c;
        }
        FloatVector.fromArray(S, p, sum).add(s0).intoArray(p, sum);
        FloatVector.fromArray(S, p, sum + L).add(s1).intoArray(p, sum + L);
        FloatVector.fromArray(S, p, sum + 2 * L).add(s2).intoArray(p, sum + 2 * L);
        FloatVector.fromArray(S, p, sum + 3 * L).add(s3).intoArray(p, sum + 3 * L);
        FloatVector.fromArray(S, p, products).add(q0).intoArray(p, products);
        FloatVector.fromArray(S, p, products + L).add(q1).intoArray(p, products + L);
        FloatVector.fromArray(S, p, products + 2 * L).add(q2).intoArray(p, products + 2 * L);
        FloatVector.fromArray(S, p, products + 3 * L).add(q3).intoArray(p, products + 3 * L);
    }
}
