package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes of {@link RowNormKernels} on vectors. Sums along a row run in two vectors, then over the lanes, then over what is left
 * of the row; what is left, and rows narrower than a vector, are computed as {@link PlainRowNorm} does.
 */
final class VectorRowNorm {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorRowNorm() {}

    static float sum(float[] x, int xo, int c) {
        if (c < L) {
            return PlainSoftmax.sum(x, xo, c);
        }
        FloatVector a = FloatVector.zero(S);
        FloatVector b = FloatVector.zero(S);
        int j = 0;
        for (; j <= c - 2 * L; j += 2 * L) {
            a = a.add(FloatVector.fromArray(S, x, xo + j));
            b = b.add(FloatVector.fromArray(S, x, xo + j + L));
        }
        if (j <= c - L) {
            a = a.add(FloatVector.fromArray(S, x, xo + j));
            j += L;
        }
        float[] lanes = VectorScratch.get();
        a.add(b).intoArray(lanes, VectorScratch.FIRST_PADDED);
        return VectorFold.sum(lanes, VectorScratch.FIRST_PADDED) + PlainSoftmax.sum(x, xo + j, c - j);
    }

    /** {@code sum of (x - m)^2}. */
    static float squares(float[] x, int xo, int c, float m) {
        if (c < L) {
            return PlainRowNorm.squares(x, xo, c, m);
        }
        FloatVector a = FloatVector.zero(S);
        FloatVector b = FloatVector.zero(S);
        int j = 0;
        for (; j <= c - 2 * L; j += 2 * L) {
            FloatVector d = FloatVector.fromArray(S, x, xo + j).sub(m);
            FloatVector e = FloatVector.fromArray(S, x, xo + j + L).sub(m);
            a = d.fma(d, a);
            b = e.fma(e, b);
        }
        if (j <= c - L) {
            FloatVector d = FloatVector.fromArray(S, x, xo + j).sub(m);
            a = d.fma(d, a);
            j += L;
        }
        float[] lanes = VectorScratch.get();
        a.add(b).intoArray(lanes, VectorScratch.FIRST_PADDED);
        return VectorFold.sum(lanes, VectorScratch.FIRST_PADDED) + PlainRowNorm.squares(x, xo + j, c - j, m);
    }

    static void normalize(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            int c,
            float m,
            float i) {
        int whole = c - c % L;
        if (beta.length == 0) {
            scale(y, yo, x, xo, gamma, go, whole, m, i);
        } else {
            scaleAndShift(y, yo, x, xo, gamma, go, beta, bo, whole, m, i);
        }
        PlainRowNorm.normalize(y, yo + whole, x, xo + whole, gamma, go + whole, beta, bo + whole, c - whole, m, i);
    }

    private static void scale(
            float[] y, int yo, float[] x, int xo, float[] gamma, int go, int whole, float m, float i) {
        for (int j = 0; j < whole; j += L) {
            FloatVector factor = FloatVector.fromArray(S, gamma, go + j).mul(i);
            FloatVector.fromArray(S, x, xo + j).sub(m).mul(factor).intoArray(y, yo + j);
        }
    }

    private static void scaleAndShift(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            int whole,
            float m,
            float i) {
        for (int j = 0; j < whole; j += L) {
            FloatVector factor = FloatVector.fromArray(S, gamma, go + j).mul(i);
            FloatVector.fromArray(S, x, xo + j)
                    .sub(m)
                    .fma(factor, FloatVector.fromArray(S, beta, bo + j))
                    .intoArray(y, yo + j);
        }
    }

    static float dot(float[] a, int ao, float[] b, int bo, int c) {
        if (c < L) {
            return PlainDense.dot(a, ao, b, bo, c);
        }
        FloatVector s = FloatVector.zero(S);
        FloatVector t = FloatVector.zero(S);
        int j = 0;
        for (; j <= c - 2 * L; j += 2 * L) {
            s = FloatVector.fromArray(S, a, ao + j).fma(FloatVector.fromArray(S, b, bo + j), s);
            t = FloatVector.fromArray(S, a, ao + j + L).fma(FloatVector.fromArray(S, b, bo + j + L), t);
        }
        if (j <= c - L) {
            s = FloatVector.fromArray(S, a, ao + j).fma(FloatVector.fromArray(S, b, bo + j), s);
            j += L;
        }
        float[] lanes = VectorScratch.get();
        s.add(t).intoArray(lanes, VectorScratch.FIRST_PADDED);
        return VectorFold.sum(lanes, VectorScratch.FIRST_PADDED) + PlainDense.dot(a, ao + j, b, bo + j, c - j);
    }

    /** {@code sum of dy * gamma * (x - m)}. */
    static float product(float[] dy, int dyo, float[] gamma, int go, float[] x, int xo, int c, float m) {
        if (c < L) {
            return PlainRowNorm.product(dy, dyo, gamma, go, x, xo, c, m);
        }
        FloatVector s = FloatVector.zero(S);
        FloatVector t = FloatVector.zero(S);
        int j = 0;
        for (; j <= c - 2 * L; j += 2 * L) {
            FloatVector g = FloatVector.fromArray(S, dy, dyo + j).mul(FloatVector.fromArray(S, gamma, go + j));
            FloatVector h = FloatVector.fromArray(S, dy, dyo + j + L).mul(FloatVector.fromArray(S, gamma, go + j + L));
            s = FloatVector.fromArray(S, x, xo + j).sub(m).fma(g, s);
            t = FloatVector.fromArray(S, x, xo + j + L).sub(m).fma(h, t);
        }
        if (j <= c - L) {
            FloatVector g = FloatVector.fromArray(S, dy, dyo + j).mul(FloatVector.fromArray(S, gamma, go + j));
            s = FloatVector.fromArray(S, x, xo + j).sub(m).fma(g, s);
            j += L;
        }
        float[] lanes = VectorScratch.get();
        s.add(t).intoArray(lanes, VectorScratch.FIRST_PADDED);
        return VectorFold.sum(lanes, VectorScratch.FIRST_PADDED)
                + PlainRowNorm.product(dy, dyo + j, gamma, go + j, x, xo + j, c - j, m);
    }

    static void gradient(
            float[] dx,
            int dxo,
            float[] dy,
            int dyo,
            float[] gamma,
            int go,
            float[] x,
            int xo,
            int c,
            float m,
            float i,
            float slope,
            float shift) {
        int whole = c - c % L;
        FloatVector slopes = FloatVector.broadcast(S, slope);
        FloatVector shifts = FloatVector.broadcast(S, shift);
        for (int j = 0; j < whole; j += L) {
            FloatVector d = FloatVector.fromArray(S, x, xo + j).sub(m).fma(slopes, shifts);
            FloatVector factor = FloatVector.fromArray(S, gamma, go + j).mul(i);
            FloatVector.fromArray(S, dy, dyo + j).fma(factor, d).intoArray(dx, dxo + j);
        }
        PlainRowNorm.gradient(
                dx, dxo + whole, dy, dyo + whole, gamma, go + whole, x, xo + whole, c - whole, m, i, slope, shift);
    }

    static void addSums(
            float[] p,
            int po,
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            float[] mean,
            int mo,
            float[] inverse,
            int io,
            int rows,
            int c) {
        int whole = c - c % L;
        for (int j = 0; j < whole; j += L) {
            addColumns(p, po + j, po + c + j, dy, dyo + j, x, xo + j, mean, mo, inverse, io, rows, c);
        }
        PlainRowNorm.addSums(p, po, dy, dyo, x, xo, mean, mo, inverse, io, rows, c, whole);
    }

    private static void addColumns(
            float[] p,
            int sums,
            int products,
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            float[] mean,
            int mo,
            float[] inverse,
            int io,
            int rows,
            int c) {
        FloatVector s = FloatVector.zero(S);
        FloatVector q = FloatVector.zero(S);
        int at = 0;
        for (int r = 0; r < rows; r++) {
            FloatVector g = FloatVector.fromArray(S, dy, dyo + at);
            s = s.add(g);
            q = FloatVector.fromArray(S, x, xo + at)
                    .sub(mean[mo + r])
                    .mul(inverse[io + r])
                    .fma(g, q);
            at += c;
        }
        FloatVector.fromArray(S, p, sums).add(s).intoArray(p, sums);
        FloatVector.fromArray(S, p, products).add(q).intoArray(p, products);
    }
}
