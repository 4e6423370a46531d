package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums of {@link VectorNormSums} over four vectors of channels at a time: of rows this wide whole runs of cache lines are read, which
 * the processor foresees better than every second pair of them.
 */
final class VectorNormSums4 {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorNormSums4() {}

    static void addMoments(float[] p, int sum, int squares, int shift, float[] x, int xo, int rows, int c) {
        FloatVector k0 = FloatVector.fromArray(S, p, shift);
        FloatVector k1 = FloatVector.fromArray(S, p, shift + L);
        FloatVector k2 = FloatVector.fromArray(S, p, shift + 2 * L);
        FloatVector k3 = FloatVector.fromArray(S, p, shift + 3 * L);
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        FloatVector q0 = FloatVector.zero(S);
        FloatVector q1 = FloatVector.zero(S);
        FloatVector q2 = FloatVector.zero(S);
        FloatVector q3 = FloatVector.zero(S);
        int at = xo;
        for (int r = 0; r < rows; r++) {
            FloatVector d0 = FloatVector.fromArray(S, x, at).sub(k0);
            FloatVector d1 = FloatVector.fromArray(S, x, at + L).sub(k1);
            FloatVector d2 = FloatVector.fromArray(S, x, at + 2 * L).sub(k2);
            FloatVector d3 = FloatVector.fromArray(S, x, at + 3 * L).sub(k3);
            s0 = s0.add(d0);
            s1 = s1.add(d1);
            s2 = s2.add(d2);
            s3 = s3.add(d3);
            q0 = d0.fma(d0, q0);
            q1 = d1.fma(d1, q1);
            q2 = d2.fma(d2, q2);
            q3 = d3.fma(d3, q3);
            at += c;
        }
        FloatVector.fromArray(S, p, sum).add(s0).intoArray(p, sum);
        FloatVector.fromArray(S, p, sum + L).add(s1).intoArray(p, sum + L);
        FloatVector.fromArray(S, p, sum + 2 * L).add(s2).intoArray(p, sum + 2 * L);
        FloatVector.fromArray(S, p, sum + 3 * L).add(s3).intoArray(p, sum + 3 * L);
        FloatVector.fromArray(S, p, squares).add(q0).intoArray(p, squares);
        FloatVector.fromArray(S, p, squares + L).add(q1).intoArray(p, squares + L);
        FloatVector.fromArray(S, p, squares + 2 * L).add(q2).intoArray(p, squares + 2 * L);
        FloatVector.fromArray(S, p, squares + 3 * L).add(q3).intoArray(p, squares + 3 * L);
    }

    static void addProducts(
            float[] p,
            int sum,
            int products,
            float[] g,
            int go,
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
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        FloatVector q0 = FloatVector.zero(S);
        FloatVector q1 = FloatVector.zero(S);
        FloatVector q2 = FloatVector.zero(S);
        FloatVector q3 = FloatVector.zero(S);
        int at = 0;
        for (int r = 0; r < rows; r++) {
            FloatVector g0 = FloatVector.fromArray(S, g, go + at);
            FloatVector g1 = FloatVector.fromArray(S, g, go + at + L);
            FloatVector g2 = FloatVector.fromArray(S, g, go + at + 2 * L);
            FloatVector g3 = FloatVector.fromArray(S, g, go + at + 3 * L);
            s0 = s0.add(g0);
            s1 = s1.add(g1);
            s2 = s2.add(g2);
            s3 = s3.add(g3);
            q0 = FloatVector.fromArray(S, x, xo + at).sub(m0).fma(g0, q0);
            q1 = FloatVector.fromArray(S, x, xo + at + L).sub(m1).fma(g1, q1);
            q2 = FloatVector.fromArray(S, x, xo + at + 2 * L).sub(m2).fma(g2, q2);
            q3 = FloatVector.fromArray(S, x, xo + at + 3 * L).sub(m3).fma(g3, q3);
            at += c;
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
