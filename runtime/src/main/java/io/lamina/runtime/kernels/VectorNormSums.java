package io.lamina.runtime.kernels;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The sums of {@link NormChunks} over a block of rows on vectors: four vectors of channels at a time, then two, then one. The last vector
 * overlaps the one before where the channels are no multiple of the lanes; fewer channels than lanes are left to {@link PlainNorm}. A
 * channel has one sum down the rows, whichever way it is made.
 */
final class VectorNormSums {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    /** As many zeros as lanes, and as many ones. */
    private static final float[] KEEP = new float[2 * L];

    static {
        Arrays.fill(KEEP, L, 2 * L, 1f);
    }

    private VectorNormSums() {}

    static void addMoments(float[] p, int sum, int squares, int shift, float[] x, int xo, int rows, int c) {
        int j = 0;
        for (; j <= c - 4 * L; j += 4 * L) {
            VectorNormSums4.addMoments(p, sum + j, squares + j, shift + j, x, xo + j, rows, c);
        }
        for (; j <= c - 2 * L; j += 2 * L) {
            twoMoments(p, sum + j, squares + j, shift + j, x, xo + j, rows, c);
        }
        for (; j <= c - L; j += L) {
            oneMoment(p, sum + j, squares + j, shift + j, x, xo + j, rows, c, 0);
        }
        if (j < c && c > L) {
            int last = c - L;
            oneMoment(p, sum + last, squares + last, shift + last, x, xo + last, rows, c, j - last);
        } else {
            PlainNorm.addMoments(p, sum, squares, shift, x, xo, rows, c, j);
        }
    }

    private static void twoMoments(float[] p, int sum, int squares, int shift, float[] x, int xo, int rows, int c) {
        FloatVector k0 = FloatVector.fromArray(S, p, shift);
        FloatVector k1 = FloatVector.fromArray(S, p, shift + L);
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector q0 = FloatVector.zero(S);
        FloatVector q1 = FloatVector.zero(S);
        int at = xo;
        for (int r = 0; r < rows; r++) {
            FloatVector d0 = FloatVector.fromArray(S, x, at).sub(k0);
            FloatVector d1 = FloatVector.fromArray(S, x, at + L).sub(k1);
            s0 = s0.add(d0);
            s1 = s1.add(d1);
            q0 = d0.fma(d0, q0);
            q1 = d1.fma(d1, q1);
            at += c;
        }
        FloatVector.fromArray(S, p, sum).add(s0).intoArray(p, sum);
        FloatVector.fromArray(S, p, sum + L).add(s1).intoArray(p, sum + L);
        FloatVector.fromArray(S, p, squares).add(q0).intoArray(p, squares);
        FloatVector.fromArray(S, p, squares + L).add(q1).intoArray(p, squares + L);
    }

    /** One vector of channels, of which the first {@code done} have been added already. */
    private static void oneMoment(
            float[] p, int sum, int squares, int shift, float[] x, int xo, int rows, int c, int done) {
        FloatVector k = FloatVector.fromArray(S, p, shift);
        FloatVector s = FloatVector.zero(S);
        FloatVector q = FloatVector.zero(S);
        int at = xo;
        for (int r = 0; r < rows; r++) {
            FloatVector d = FloatVector.fromArray(S, x, at).sub(k);
            s = s.add(d);
            q = d.fma(d, q);
            at += c;
        }
        FloatVector keep = FloatVector.fromArray(S, KEEP, L - done);
        s.fma(keep, FloatVector.fromArray(S, p, sum)).intoArray(p, sum);
        q.fma(keep, FloatVector.fromArray(S, p, squares)).intoArray(p, squares);
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
        int j = 0;
        for (; j <= c - 4 * L; j += 4 * L) {
            VectorNormSums4.addProducts(p, sum + j, products + j, g, go + j, x, xo + j, mean, mo + j, rows, c);
        }
        for (; j <= c - 2 * L; j += 2 * L) {
            twoProducts(p, sum + j, products + j, g, go + j, x, xo + j, mean, mo + j, rows, c);
        }
        for (; j <= c - L; j += L) {
            oneProduct(p, sum + j, products + j, g, go + j, x, xo + j, mean, mo + j, rows, c, 0);
        }
        if (j < c && c > L) {
            int last = c - L;
            oneProduct(p, sum + last, products + last, g, go + last, x, xo + last, mean, mo + last, rows, c, j - last);
        } else {
            PlainNorm.addProducts(p, sum, products, g, go, x, xo, mean, mo, rows, c, j);
        }
    }

    private static void twoProducts(
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
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector q0 = FloatVector.zero(S);
        FloatVector q1 = FloatVector.zero(S);
        int at = 0;
        for (int r = 0; r < rows; r++) {
            FloatVector g0 = FloatVector.fromArray(S, g, go + at);
            FloatVector g1 = FloatVector.fromArray(S, g, go + at + L);
            s0 = s0.add(g0);
            s1 = s1.add(g1);
            q0 = FloatVector.fromArray(S, x, xo + at).sub(m0).fma(g0, q0);
            q1 = FloatVector.fromArray(S, x, xo + at + L).sub(m1).fma(g1, q1);
            at += c;
        }
        FloatVector.fromArray(S, p, sum).add(s0).intoArray(p, sum);
        FloatVector.fromArray(S, p, sum + L).add(s1).intoArray(p, sum + L);
        FloatVector.fromArray(S, p, products).add(q0).intoArray(p, products);
        FloatVector.fromArray(S, p, products + L).add(q1).intoArray(p, products + L);
    }

    private static void oneProduct(
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
            int c,
            int done) {
        FloatVector m = FloatVector.fromArray(S, mean, mo);
        FloatVector s = FloatVector.zero(S);
        FloatVector q = FloatVector.zero(S);
        int at = 0;
        for (int r = 0; r < rows; r++) {
            FloatVector d = FloatVector.fromArray(S, g, go + at);
            s = s.add(d);
            q = FloatVector.fromArray(S, x, xo + at).sub(m).fma(d, q);
            at += c;
        }
        FloatVector keep = FloatVector.fromArray(S, KEEP, L - done);
        s.fma(keep, FloatVector.fromArray(S, p, sum)).intoArray(p, sum);
        q.fma(keep, FloatVector.fromArray(S, p, products)).intoArray(p, products);
    }
}
