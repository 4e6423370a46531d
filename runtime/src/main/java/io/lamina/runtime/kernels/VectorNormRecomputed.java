package io.lamina.runtime.kernels;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums of {@link NormChunks#reluProducts} in one pass, for rows of two or of four vectors. As in {@link VectorNormRelu}, to the same
 * bits, but for where the mask comes from: ReLU's argument is computed from x as in {@link VectorNorm#normalize}.
 */
final class VectorNormRecomputed {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorNormRecomputed() {}

    /**
     * Adds the sums over a chunk of {@code n} rows. Does nothing, and says so, where there are not as many channels as this class has loops
     * for.
     */
    static boolean addProducts(
            float[] p,
            int sum,
            int products,
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            float[] rows,
            int ro,
            int n,
            int c) {
        if (!VectorNormColumns.fitsWhole(c)) {
            return false;
        }
        int block = NormChunks.block(c);
        for (int r = 0; r < n; r += block) {
            int at = r * c;
            int count = Math.min(block, n - r);
            if (c == 2 * L) {
                two(p, sum, products, dy, dyo + at, x, xo + at, rows, ro, count, c);
            } else {
                four(p, sum, products, dy, dyo + at, x, xo + at, rows, ro, count, c);
            }
        }
        return true;
    }

    private static void two(
            float[] p,
            int sum,
            int products,
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            float[] rows,
            int ro,
            int count,
            int c) {
        int factor = ro + NormRows.width(c);
        int shift = ro + 2 * NormRows.width(c);
        FloatVector m0 = FloatVector.fromArray(S, rows, ro);
        FloatVector m1 = FloatVector.fromArray(S, rows, ro + L);
        FloatVector f0 = FloatVector.fromArray(S, rows, factor);
        FloatVector f1 = FloatVector.fromArray(S, rows, factor + L);
        FloatVector b0 = FloatVector.fromArray(S, rows, shift);
        FloatVector b1 = FloatVector.fromArray(S, rows, shift + L);
        FloatVector zero = FloatVector.zero(S);
        FloatVector s0 = zero;
        FloatVector s1 = zero;
        FloatVector q0 = zero;
        FloatVector q1 = zero;
        int i = 0;
        for (int r = 0; r < count; r++) {
            FloatVector d0 = FloatVector.fromArray(S, x, xo + i).sub(m0);
            FloatVector d1 = FloatVector.fromArray(S, x, xo + i + L).sub(m1);
            FloatVector g0 = zero.blend(
                    FloatVector.fromArray(S, dy, dyo + i), d0.fma(f0, b0).compare(GT, zero));
            FloatVector g1 = zero.blend(
                    FloatVector.fromArray(S, dy, dyo + i + L), d1.fma(f1, b1).compare(GT, zero));
            s0 = s0.add(g0);
            s1 = s1.add(g1);
            q0 = d0.fma(g0, q0);
            q1 = d1.fma(g1, q1);
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
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            float[] rows,
            int ro,
            int count,
            int c) {
        int factor = ro + NormRows.width(c);
        int shift = ro + 2 * NormRows.width(c);
        FloatVector m0 = FloatVector.fromArray(S, rows, ro);
        FloatVector m1 = FloatVector.fromArray(S, rows, ro + L);
        FloatVector m2 = FloatVector.fromArray(S, rows, ro + 2 * L);
        FloatVector m3 = FloatVector.fromArray(S, rows, ro + 3 * L);
        FloatVector f0 = FloatVector.fromArray(S, rows, factor);
        FloatVector f1 = FloatVector.fromArray(S, rows, factor + L);
        FloatVector f2 = FloatVector.fromArray(S, rows, factor + 2 * L);
        FloatVector f3 = FloatVector.fromArray(S, rows, factor + 3 * L);
        FloatVector b0 = FloatVector.fromArray(S, rows, shift);
        FloatVector b1 = FloatVector.fromArray(S, rows, shift + L);
        FloatVector b2 = FloatVector.fromArray(S, rows, shift + 2 * L);
        FloatVector b3 = FloatVector.fromArray(S, rows, shift + 3 * L);
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
        for (int r = 0; r < count; r++) {
            FloatVector d0 = FloatVector.fromArray(S, x, xo + i).sub(m0);
            FloatVector d1 = FloatVector.fromArray(S, x, xo + i + L).sub(m1);
            FloatVector d2 = FloatVector.fromArray(S, x, xo + i + 2 * L).sub(m2);
            FloatVector d3 = FloatVector.fromArray(S, x, xo + i + 3 * L).sub(m3);
            FloatVector g0 = zero.blend(
                    FloatVector.fromArray(S, dy, dyo + i), d0.fma(f0, b0).compare(GT, zero));
            FloatVector g1 = zero.blend(
                    FloatVector.fromArray(S, dy, dyo + i + L), d1.fma(f1, b1).compare(GT, zero));
            FloatVector g2 = zero.blend(
                    FloatVector.fromArray(S, dy, dyo + i + 2 * L),
                    d2.fma(f2, b2).compare(GT, zero));
            FloatVector g3 = zero.blend(
                    FloatVector.fromArray(S, dy, dyo + i + 3 * L),
                    d3.fma(f3, b3).compare(GT, zero));
            s0 = s0.add(g0);
            s1 = s1.add(g1);
            s2 = s2.add(g2);
            s3 = s3.add(g3);
            q0 = d0.fma(g0, q0);
            q1 = d1.fma(g1, q1);
            q2 = d2.fma(g2, q2);
            q3 = d3.fma(g3, q3);
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
