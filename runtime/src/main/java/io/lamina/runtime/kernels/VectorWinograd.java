package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of Winograd's F(2x2, 3x3): a tile of 2 x 2 outputs of a 3 x 3 convolution from 4 x 4 inputs with 16 products
 * in place of 36, {@code Y = Aᵀ [(G g Gᵀ) * (Bᵀ d B)] A} (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks,
 * 2015). Each works on a vector of channels at a time; the 16 values of a place stand a plane apart.
 */
final class VectorWinograd {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorWinograd() {}

    /** The channels of a pixel, or zeros where it lies outside the image. */
    static void pixel(float[] p, int po, float[] x, int xo, int channels, boolean inside) {
        if (inside) {
            for (int c = 0; c < channels; c += L) {
                FloatVector.fromArray(S, x, xo + c).intoArray(p, po + c);
            }
        } else {
            for (int c = 0; c < channels; c += L) {
                FloatVector.zero(S).intoArray(p, po + c);
            }
        }
    }

    /**
     * {@code u = G g Gᵀ} for {@code count} kernels g; tap t of all of them begins at {@code w[t * count]}.
     *
     * @param flip whether the kernels are turned by 180 degrees first
     */
    static void weights(float[] u, int uo, float[] w, int wo, int count, boolean flip) {
        int first = flip ? wo + 8 * count : wo;
        int tap = flip ? -count : count;
        for (int i = 0; i < count; i += L) {
            for (int column = 0; column < 3; column++) {
                // G g, column by column, in the planes where the rows are to go
                FloatVector g0 = FloatVector.fromArray(S, w, first + column * tap + i);
                FloatVector g1 = FloatVector.fromArray(S, w, first + (3 + column) * tap + i);
                FloatVector g2 = FloatVector.fromArray(S, w, first + (6 + column) * tap + i);
                FloatVector half = g0.add(g2).mul(0.5f);
                g0.intoArray(u, uo + column * count + i);
                g1.mul(0.5f).add(half).intoArray(u, uo + (4 + column) * count + i);
                half.sub(g1.mul(0.5f)).intoArray(u, uo + (8 + column) * count + i);
                g2.intoArray(u, uo + (12 + column) * count + i);
            }
            for (int row = 0; row < 4; row++) {
                int plane = uo + 4 * row * count + i;
                FloatVector g1 = FloatVector.fromArray(S, u, plane + count);
                FloatVector g2 = FloatVector.fromArray(S, u, plane + 2 * count);
                FloatVector half = FloatVector.fromArray(S, u, plane).add(g2).mul(0.5f);
                g1.mul(0.5f).add(half).intoArray(u, plane + count);
                half.sub(g1.mul(0.5f)).intoArray(u, plane + 2 * count);
                g2.intoArray(u, plane + 3 * count);
            }
        }
    }

    /**
     * {@code v = Bᵀ d B} for a tile of 4 x 4 pixels; planes of {@code v} are {@code plane} apart. Row by row of Bᵀ d.
     */
    static void input(float[] v, int vo, int plane, float[] x, int xo, int row, int column, int channels) {
        int second = xo + row;
        int third = second + row;
        inputDifference(v, vo, plane, x, xo, third, column, channels);
        inputSum(v, vo + 4 * plane, plane, x, second, third, column, channels);
        inputDifference(v, vo + 8 * plane, plane, x, third, second, column, channels);
        inputDifference(v, vo + 12 * plane, plane, x, second, third + row, column, channels);
    }

    private static void inputDifference(
            float[] v, int vo, int plane, float[] x, int xo, int less, int column, int channels) {
        for (int c = 0; c < channels; c += L) {
            FloatVector d0 = FloatVector.fromArray(S, x, xo + c).sub(FloatVector.fromArray(S, x, less + c));
            FloatVector d1 =
                    FloatVector.fromArray(S, x, xo + column + c).sub(FloatVector.fromArray(S, x, less + column + c));
            FloatVector d2 = FloatVector.fromArray(S, x, xo + 2 * column + c)
                    .sub(FloatVector.fromArray(S, x, less + 2 * column + c));
            FloatVector d3 = FloatVector.fromArray(S, x, xo + 3 * column + c)
                    .sub(FloatVector.fromArray(S, x, less + 3 * column + c));
            d0.sub(d2).intoArray(v, vo + c);
            d1.add(d2).intoArray(v, vo + plane + c);
            d2.sub(d1).intoArray(v, vo + 2 * plane + c);
            d1.sub(d3).intoArray(v, vo + 3 * plane + c);
        }
    }

    private static void inputSum(float[] v, int vo, int plane, float[] x, int xo, int more, int column, int channels) {
        for (int c = 0; c < channels; c += L) {
            FloatVector d0 = FloatVector.fromArray(S, x, xo + c).add(FloatVector.fromArray(S, x, more + c));
            FloatVector d1 =
                    FloatVector.fromArray(S, x, xo + column + c).add(FloatVector.fromArray(S, x, more + column + c));
            FloatVector d2 = FloatVector.fromArray(S, x, xo + 2 * column + c)
                    .add(FloatVector.fromArray(S, x, more + 2 * column + c));
            FloatVector d3 = FloatVector.fromArray(S, x, xo + 3 * column + c)
                    .add(FloatVector.fromArray(S, x, more + 3 * column + c));
            d0.sub(d2).intoArray(v, vo + c);
            d1.add(d2).intoArray(v, vo + plane + c);
            d2.sub(d1).intoArray(v, vo + 2 * plane + c);
            d1.sub(d3).intoArray(v, vo + 3 * plane + c);
        }
    }

    /** {@code y = max(Aᵀ m A + b, floor)}, the four pixels of a tile {@code row} and {@code column} apart. */
    static void output(
            float[] y,
            int yo,
            int row,
            int column,
            float[] m,
            int mo,
            int plane,
            float[] b,
            int bo,
            float floor,
            int channels) {
        for (int c = 0; c < channels; c += L) {
            int from = mo + c;
            FloatVector a0 = FloatVector.fromArray(S, m, from);
            FloatVector a1 = FloatVector.fromArray(S, m, from + plane);
            FloatVector a2 = FloatVector.fromArray(S, m, from + 2 * plane);
            FloatVector a3 = FloatVector.fromArray(S, m, from + 3 * plane);
            FloatVector b0 = FloatVector.fromArray(S, m, from + 4 * plane);
            FloatVector b1 = FloatVector.fromArray(S, m, from + 5 * plane);
            FloatVector b2 = FloatVector.fromArray(S, m, from + 6 * plane);
            FloatVector b3 = FloatVector.fromArray(S, m, from + 7 * plane);
            FloatVector c0 = FloatVector.fromArray(S, m, from + 8 * plane);
            FloatVector c1 = FloatVector.fromArray(S, m, from + 9 * plane);
            FloatVector c2 = FloatVector.fromArray(S, m, from + 10 * plane);
            FloatVector c3 = FloatVector.fromArray(S, m, from + 11 * plane);
            FloatVector bias = FloatVector.fromArray(S, b, bo + c);
            FloatVector low = FloatVector.broadcast(S, floor);
            FloatVector s0 = a0.add(b0).add(c0).add(bias);
            FloatVector s1 = a1.add(b1).add(c1);
            FloatVector s2 = a2.add(b2).add(c2);
            FloatVector s3 = a3.add(b3).add(c3);
            s0.add(s1).add(s2).max(low).intoArray(y, yo + c);
            s1.sub(s2).sub(s3).add(bias).max(low).intoArray(y, yo + column + c);
            s0 = b0.sub(c0).sub(FloatVector.fromArray(S, m, from + 12 * plane)).add(bias);
            s1 = b1.sub(c1).sub(FloatVector.fromArray(S, m, from + 13 * plane));
            s2 = b2.sub(c2).sub(FloatVector.fromArray(S, m, from + 14 * plane));
            s3 = b3.sub(c3).sub(FloatVector.fromArray(S, m, from + 15 * plane));
            s0.add(s1).add(s2).max(low).intoArray(y, yo + row + c);
            s1.sub(s2).sub(s3).add(bias).max(low).intoArray(y, yo + row + column + c);
        }
    }

    /** {@code z = A dy Aᵀ} for the gradient of a tile of 2 x 2 outputs. */
    static void gradient(float[] z, int zo, int plane, float[] dy, int dyo, int row, int column, int channels) {
        for (int c = 0; c < channels; c += L) {
            FloatVector a0 = FloatVector.fromArray(S, dy, dyo + c);
            FloatVector a1 = FloatVector.fromArray(S, dy, dyo + column + c);
            FloatVector b0 = FloatVector.fromArray(S, dy, dyo + row + c);
            FloatVector b1 = FloatVector.fromArray(S, dy, dyo + row + column + c);
            a0.intoArray(z, zo + c);
            a0.add(a1).intoArray(z, zo + plane + c);
            a0.sub(a1).intoArray(z, zo + 2 * plane + c);
            a1.neg().intoArray(z, zo + 3 * plane + c);
            FloatVector s0 = a0.add(b0);
            FloatVector s1 = a1.add(b1);
            s0.intoArray(z, zo + 4 * plane + c);
            s0.add(s1).intoArray(z, zo + 5 * plane + c);
            s0.sub(s1).intoArray(z, zo + 6 * plane + c);
            s1.neg().intoArray(z, zo + 7 * plane + c);
            s0 = a0.sub(b0);
            s1 = a1.sub(b1);
            s0.intoArray(z, zo + 8 * plane + c);
            s0.add(s1).intoArray(z, zo + 9 * plane + c);
            s0.sub(s1).intoArray(z, zo + 10 * plane + c);
            s1.neg().intoArray(z, zo + 11 * plane + c);
            s0 = b0.neg();
            s1 = b1.neg();
            s0.intoArray(z, zo + 12 * plane + c);
            s0.add(s1).intoArray(z, zo + 13 * plane + c);
            s0.sub(s1).intoArray(z, zo + 14 * plane + c);
            s1.neg().intoArray(z, zo + 15 * plane + c);
        }
    }

    /**
     * {@code dg = Gᵀ du G} for {@code count} kernels; tap t goes to {@code dw[t * tap]}. The first three planes of each row of
     * {@code du} are overwritten.
     */
    static void weightGradient(float[] dw, int dwo, int tap, float[] du, int duo, int plane, int count) {
        for (int i = 0; i < count; i += L) {
            for (int row = 0; row < 4; row++) {
                int from = duo + 4 * row * plane + i;
                FloatVector u1 = FloatVector.fromArray(S, du, from + plane);
                FloatVector u2 = FloatVector.fromArray(S, du, from + 2 * plane);
                FloatVector half = u1.add(u2).mul(0.5f);
                FloatVector.fromArray(S, du, from).add(half).intoArray(du, from);
                u1.sub(u2).mul(0.5f).intoArray(du, from + plane);
                FloatVector.fromArray(S, du, from + 3 * plane).add(half).intoArray(du, from + 2 * plane);
            }
            for (int column = 0; column < 3; column++) {
                int from = duo + column * plane + i;
                int to = dwo + column * tap + i;
                FloatVector u1 = FloatVector.fromArray(S, du, from + 4 * plane);
                FloatVector u2 = FloatVector.fromArray(S, du, from + 8 * plane);
                FloatVector half = u1.add(u2).mul(0.5f);
                FloatVector.fromArray(S, du, from).add(half).intoArray(dw, to);
                u1.sub(u2).mul(0.5f).intoArray(dw, to + 3 * tap);
                FloatVector.fromArray(S, du, from + 12 * plane).add(half).intoArray(dw, to + 6 * tap);
            }
        }
    }
}
