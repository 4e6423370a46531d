package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of Winograd's F(4x4, 3x3): a tile of 4 x 4 outputs of a 3 x 3 convolution from 6 x 6 inputs with 36 products
 * in place of 144, {@code Y = Aᵀ [(G g Gᵀ) * (Bᵀ d B)] A} (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks,
 * 2015). The points are 0, ±3/4, ±3/2 and infinity: their powers and those of their inverses stay near 1, which keeps the error at
 * about that of the plain sum, where the usual 0, ±1, ±2 lose a digit.
 *
 * <p>Each method transforms one dimension, of a vector of channels at a time; a second call transforms the other one.
 */
final class VectorWinograd {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    /** The points. */
    private static final float P = 0.75f;

    private static final float Q = 1.5f;
    private static final float P2 = P * P;
    private static final float Q2 = Q * Q;
    private static final float P3 = P2 * P;
    private static final float Q3 = Q2 * Q;

    /** One through the product of a point's distances to the other ones. */
    private static final float AT_0 = 1 / (P2 * Q2);

    private static final float AT_P = 1 / (2 * P2 * (P2 - Q2));
    private static final float AT_Q = 1 / (2 * Q2 * (Q2 - P2));

    /** Kernels whose gradients are transformed together: all places of them stay in the first-level cache. */
    private static final int KERNELS = 128;

    private VectorWinograd() {}

    /**
     * The first dimension, six rows of {@code n} values: {@code t = Bᵀ x}. The first and the last row may lie anywhere, the four
     * between them from {@code x[xo]} on.
     */
    static void inputColumns(
            float[] t,
            int to,
            int tRow,
            float[] upper,
            int uo,
            float[] x,
            int xo,
            int xRow,
            float[] lower,
            int lo,
            int n) {
        for (int i = 0; i < n; i += L) {
            input(t, to + i, tRow, upper, uo + i, x, xo + i, xRow, lower, lo + i);
        }
    }

    /** The second dimension, of one row of a run of tiles that begin every four pixels: {@code v = t B}, in six planes. */
    static void inputRow(float[] v, int vo, int plane, float[] t, int to, int run, int pixel, int channels) {
        int from = to;
        int c = 0;
        for (int i = 0; i < run * channels; i += L) {
            int d = from + c;
            input(v, vo + i, plane, t, d, t, d + pixel, pixel, t, d + 5 * pixel);
            c += L;
            if (c == channels) {
                c = 0;
                from += 4 * pixel;
            }
        }
    }

    private static void input(
            float[] v, int vo, int plane, float[] first, int fo, float[] d, int o, int step, float[] last, int lo) {
        FloatVector d1 = FloatVector.fromArray(S, d, o);
        FloatVector d2 = FloatVector.fromArray(S, d, o + step);
        FloatVector d3 = FloatVector.fromArray(S, d, o + 2 * step);
        FloatVector d4 = FloatVector.fromArray(S, d, o + 3 * step);
        FloatVector sum = FloatVector.broadcast(S, -(P2 + Q2));
        FloatVector product = FloatVector.broadcast(S, P2 * Q2);
        FloatVector.fromArray(S, first, fo).fma(product, d2.fma(sum, d4)).intoArray(v, vo);
        d1.fma(product, d3.fma(sum, FloatVector.fromArray(S, last, lo))).intoArray(v, vo + 5 * plane);
        FloatVector q = FloatVector.broadcast(S, -Q2);
        FloatVector e1 = d2.fma(q, d4);
        FloatVector o1 = d1.fma(q, d3).mul(P);
        e1.add(o1).intoArray(v, vo + plane);
        e1.sub(o1).intoArray(v, vo + 2 * plane);
        FloatVector p = FloatVector.broadcast(S, -P2);
        FloatVector e2 = d2.fma(p, d4);
        FloatVector o2 = d1.fma(p, d3).mul(Q);
        e2.add(o2).intoArray(v, vo + 3 * plane);
        e2.sub(o2).intoArray(v, vo + 4 * plane);
    }

    /** The first dimension back, of one row of {@code tiles}, from six planes: {@code t = m A}, four pixels for each tile. */
    static void outputRow(float[] t, int to, float[] m, int mo, int plane, int tiles, int channels) {
        int pixel = to;
        int c = 0;
        for (int i = 0; i < tiles * channels; i += L) {
            int from = mo + i;
            int row = pixel + c;
            FloatVector m1 = FloatVector.fromArray(S, m, from + plane);
            FloatVector m2 = FloatVector.fromArray(S, m, from + 2 * plane);
            FloatVector m3 = FloatVector.fromArray(S, m, from + 3 * plane);
            FloatVector m4 = FloatVector.fromArray(S, m, from + 4 * plane);
            FloatVector e1 = m1.add(m2);
            FloatVector e2 = m3.add(m4);
            FloatVector o1 = m1.sub(m2);
            FloatVector o2 = m3.sub(m4);
            FloatVector.fromArray(S, m, from).add(e1).add(e2).intoArray(t, row);
            o1.mul(P).add(o2.mul(Q)).intoArray(t, row + channels);
            e1.mul(P2).add(e2.mul(Q2)).intoArray(t, row + 2 * channels);
            o1.mul(P3)
                    .add(o2.mul(Q3))
                    .add(FloatVector.fromArray(S, m, from + 5 * plane))
                    .intoArray(t, row + 3 * channels);
            c += L;
            if (c == channels) {
                c = 0;
                pixel += 4 * channels;
            }
        }
    }

    /**
     * The second dimension back, four rows of {@code n} values: {@code y = max(Aᵀ t + b, floor)}. Each row has {@code bLength} values of b,
     * which begin anew behind the last one, {@code bRow} further than the row's before; y may be b.
     */
    static void outputColumns(
            float[] y,
            int yo,
            int yRow,
            float[] t,
            int to,
            int tRow,
            int n,
            float[] b,
            int bo,
            int bRow,
            int bLength,
            float floor) {
        int k = bo;
        for (int i = 0; i < n; i += L) {
            int from = to + i;
            int row = yo + i;
            FloatVector m1 = FloatVector.fromArray(S, t, from + tRow);
            FloatVector m2 = FloatVector.fromArray(S, t, from + 2 * tRow);
            FloatVector m3 = FloatVector.fromArray(S, t, from + 3 * tRow);
            FloatVector m4 = FloatVector.fromArray(S, t, from + 4 * tRow);
            FloatVector low = FloatVector.broadcast(S, floor);
            FloatVector e1 = m1.add(m2);
            FloatVector e2 = m3.add(m4);
            FloatVector o1 = m1.sub(m2);
            FloatVector o2 = m3.sub(m4);
            FloatVector y0 = FloatVector.fromArray(S, t, from).add(e1).add(e2).add(FloatVector.fromArray(S, b, k));
            FloatVector y1 = o1.mul(P).add(o2.mul(Q)).add(FloatVector.fromArray(S, b, k + bRow));
            FloatVector y2 = e1.mul(P2).add(e2.mul(Q2)).add(FloatVector.fromArray(S, b, k + 2 * bRow));
            FloatVector y3 = o1.mul(P3)
                    .add(o2.mul(Q3))
                    .add(FloatVector.fromArray(S, t, from + 5 * tRow))
                    .add(FloatVector.fromArray(S, b, k + 3 * bRow));
            // twice as fast as max(floor), which has to look after signs of zeros
            y0.blend(low, y0.compare(VectorOperators.LE, low)).intoArray(y, row);
            y1.blend(low, y1.compare(VectorOperators.LE, low)).intoArray(y, row + yRow);
            y2.blend(low, y2.compare(VectorOperators.LE, low)).intoArray(y, row + 2 * yRow);
            y3.blend(low, y3.compare(VectorOperators.LE, low)).intoArray(y, row + 3 * yRow);
            k += L;
            k = k < bo + bLength ? k : bo;
        }
    }

    /**
     * {@code u = G g Gᵀ} for {@code count} kernels g; tap t of all of them begins at {@code w[t * count]}, place p at {@code
     * u[p * count]}.
     *
     * @param flip whether the kernels are turned by 180 degrees first
     */
    static void weights(float[] u, int uo, float[] w, int wo, int count, boolean flip) {
        int first = flip ? wo + 8 * count : wo;
        int tap = flip ? -count : count;
        // G g, column by column, in the planes where the rows are to go
        for (int column = 0; column < 3; column++) {
            weights(u, uo + column * count, 6 * count, w, first + column * tap, 3 * tap, count);
        }
        for (int row = 0; row < 6; row++) {
            weights(u, uo + 6 * row * count, count, u, uo + 6 * row * count, count, count);
        }
    }

    private static void weights(float[] u, int uo, int plane, float[] g, int o, int step, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector g0 = FloatVector.fromArray(S, g, o + i);
            FloatVector g1 = FloatVector.fromArray(S, g, o + step + i);
            FloatVector g2 = FloatVector.fromArray(S, g, o + 2 * step + i);
            g0.mul(AT_0).intoArray(u, uo + i);
            FloatVector e1 = g2.mul(P2).add(g0).mul(AT_P);
            FloatVector o1 = g1.mul(P * AT_P);
            e1.add(o1).intoArray(u, uo + plane + i);
            e1.sub(o1).intoArray(u, uo + 2 * plane + i);
            FloatVector e2 = g2.mul(Q2).add(g0).mul(AT_Q);
            FloatVector o2 = g1.mul(Q * AT_Q);
            e2.add(o2).intoArray(u, uo + 3 * plane + i);
            e2.sub(o2).intoArray(u, uo + 4 * plane + i);
            g2.intoArray(u, uo + 5 * plane + i);
        }
    }

    /** The first dimension, four rows of {@code n} gradients: {@code t = A dy}. */
    static void gradientColumns(float[] t, int to, int tRow, float[] dy, int dyo, int dyRow, int n) {
        for (int i = 0; i < n; i += L) {
            gradient(t, to + i, tRow, dy, dyo + i, dyRow);
        }
    }

    /** The second dimension, of one row of {@code tiles}, four pixels for each: {@code z = t Aᵀ}, in six planes. */
    static void gradientRow(float[] z, int zo, int plane, float[] t, int to, int tiles, int channels) {
        int from = to;
        int c = 0;
        for (int i = 0; i < tiles * channels; i += L) {
            gradient(z, zo + i, plane, t, from + c, channels);
            c += L;
            if (c == channels) {
                c = 0;
                from += 4 * channels;
            }
        }
    }

    private static void gradient(float[] z, int zo, int plane, float[] d, int o, int step) {
        FloatVector d0 = FloatVector.fromArray(S, d, o);
        FloatVector d1 = FloatVector.fromArray(S, d, o + step);
        FloatVector d2 = FloatVector.fromArray(S, d, o + 2 * step);
        FloatVector d3 = FloatVector.fromArray(S, d, o + 3 * step);
        d0.intoArray(z, zo);
        d3.intoArray(z, zo + 5 * plane);
        FloatVector e1 = d2.mul(P2).add(d0);
        FloatVector o1 = d3.mul(P3).add(d1.mul(P));
        e1.add(o1).intoArray(z, zo + plane);
        e1.sub(o1).intoArray(z, zo + 2 * plane);
        FloatVector e2 = d2.mul(Q2).add(d0);
        FloatVector o2 = d3.mul(Q3).add(d1.mul(Q));
        e2.add(o2).intoArray(z, zo + 3 * plane);
        e2.sub(o2).intoArray(z, zo + 4 * plane);
    }

    /**
     * {@code dg = Gᵀ du G} for {@code count} kernels; tap t goes to {@code dw[t * tap]}. The first three planes of each row of
     * {@code du} are overwritten.
     */
    static void weightGradient(float[] dw, int dwo, int tap, float[] du, int duo, int plane, int count) {
        for (int i = 0; i < count; i += KERNELS) {
            int some = Math.min(KERNELS, count - i);
            for (int row = 0; row < 6; row++) {
                int from = duo + i + 6 * row * plane;
                weightGradientStep(du, from, plane, du, from, plane, some);
            }
            for (int column = 0; column < 3; column++) {
                int to = dwo + i + column * tap;
                weightGradientStep(dw, to, 3 * tap, du, duo + i + column * plane, 6 * plane, some);
            }
        }
    }

    private static void weightGradientStep(float[] g, int go, int tap, float[] u, int o, int plane, int count) {
        for (int i = 0; i < count; i += L) {
            FloatVector u1 = FloatVector.fromArray(S, u, o + plane + i);
            FloatVector u2 = FloatVector.fromArray(S, u, o + 2 * plane + i);
            FloatVector u3 = FloatVector.fromArray(S, u, o + 3 * plane + i);
            FloatVector u4 = FloatVector.fromArray(S, u, o + 4 * plane + i);
            FloatVector u5 = FloatVector.fromArray(S, u, o + 5 * plane + i);
            FloatVector e1 = u1.add(u2).mul(AT_P);
            FloatVector e2 = u3.add(u4).mul(AT_Q);
            FloatVector.fromArray(S, u, o + i).mul(AT_0).add(e1).add(e2).intoArray(g, go + i);
            FloatVector o1 = u1.sub(u2).mul(P * AT_P);
            u3.sub(u4).mul(Q * AT_Q).add(o1).intoArray(g, go + tap + i);
            e1.mul(P2).add(e2.mul(Q2)).add(u5).intoArray(g, go + 2 * tap + i);
        }
    }
}
