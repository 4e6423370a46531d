package io.lamina.runtime.kernels;

import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Winograd's F(2, 3) down the columns of images of few channels: two rows of a 3x3 convolution from four sums over 1x3 kernels, where the plain sum takes
 * six. Four rows {@code d} of the image become {@code d0 - d2, d1 + d2, d2 - d1, d3 - d1}; three rows {@code g} of the kernel become {@code g0, (g0 + g1 + g2) / 2,
 * (g0 - g1 + g2) / 2, g2}; of the sums {@code m} over their products come {@code m0 + m1 + m2} and {@code m1 - m2 + m3}. Across the rows nothing is transformed, so
 * that a pixel has the same bits in every tile.
 *
 * <p>An infinite pixel gives sums that are no numbers.
 *
 * <p>Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks (2015), arXiv:1509.09308.
 */
final class VectorVerticalWinograd {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    /** What sums of squares may be: sums of products of such numbers are far from overflowing. */
    private static final float BOUND = 1e36f;

    private VectorVerticalWinograd() {}

    /** Whether the first panels of weights are two vectors wide, and have tiles here. */
    static boolean pays(Conv2dGeometry g) {
        return VectorFewChannels.WIDE && g.kH == 3 && g.kW == 3 && g.outC >= 2 * L;
    }

    /** The distance of transformed rows. */
    static int pitch(Conv2dGeometry g) {
        return g.inC * (g.outW + 2);
    }

    /** Where the transformed weights stand: behind the rows that {@link VectorFewChannels} lays out at {@code so}. */
    static int weightsAt(int so, Conv2dGeometry g) {
        return so + g.strip * g.patch;
    }

    /** Where the transformed rows stand. */
    static int rowsAt(int so, Conv2dGeometry g) {
        return weightsAt(so, g) + 12 * g.inC * g.outC;
    }

    /**
     * Transforms weights as {@link VectorFewChannels#pack} lays them out: of each panel of two vectors {@code [channel, row, column, 2 L]}. Tells whether they are
     * so small that no sum overflows where {@link #rows} says the same. They are few, once a step: vectors would be objects until C2 had compiled this after
     * thousands of steps.
     */
    static boolean weights(float[] scratch, int so, float[] w, int wo, Conv2dGeometry g) {
        int row = 6 * L;
        int kernelRow = g.inC * row;
        int to = weightsAt(so, g);
        int panel = wo;
        float squares = 0f;
        for (int j = 0; VectorFewChannels.columns(g.outC - j, g) > L; j += 2 * L) {
            for (int c = 0; c < g.inC; c++) {
                for (int i = 0; i < row; i++) {
                    int from = panel + c * row + i;
                    float upper = w[from];
                    float middle = w[from + kernelRow];
                    float lower = w[from + 2 * kernelRow];
                    float outer = upper + lower;
                    scratch[to + i] = upper;
                    scratch[to + row + i] = (outer + middle) * 0.5f;
                    scratch[to + 2 * row + i] = (outer - middle) * 0.5f;
                    scratch[to + 3 * row + i] = lower;
                    squares += upper * upper + middle * middle + lower * lower;
                }
                to += 4 * row;
            }
            panel += 3 * kernelRow;
        }
        return squares <= BOUND;
    }

    /** Transforms the four rows that lie {@code g.rowPitch} apart. Tells whether their values are small numbers: no sum overflows then, or is none. */
    static boolean rows(float[] scratch, int so, float[] x, int xo, Conv2dGeometry g) {
        int n = pitch(g);
        int to = rowsAt(so, g);
        return n < L ? plain(scratch, to, x, xo, g.rowPitch, n) : rows(scratch, to, x, xo, g.rowPitch, n);
    }

    private static boolean rows(float[] v, int vo, float[] x, int xo, int xStep, int n) {
        FloatVector upper = FloatVector.zero(S);
        FloatVector lower = upper;
        for (int i = 0; i < n; i += L) {
            int at = Math.min(i, n - L);
            int from = xo + at;
            int to = vo + at;
            FloatVector d0 = FloatVector.fromArray(S, x, from);
            FloatVector d1 = FloatVector.fromArray(S, x, from + xStep);
            FloatVector d2 = FloatVector.fromArray(S, x, from + 2 * xStep);
            FloatVector d3 = FloatVector.fromArray(S, x, from + 3 * xStep);
            d0.sub(d2).intoArray(v, to);
            d1.add(d2).intoArray(v, to + n);
            d2.sub(d1).intoArray(v, to + 2 * n);
            d3.sub(d1).intoArray(v, to + 3 * n);
            upper = d0.fma(d0, d1.fma(d1, upper));
            lower = d2.fma(d2, d3.fma(d3, lower));
        }
        return upper.add(lower).compare(LE, BOUND).allTrue();
    }

    private static boolean plain(float[] v, int vo, float[] x, int xo, int xStep, int n) {
        float squares = 0f;
        for (int i = 0; i < n; i++) {
            float d0 = x[xo + i];
            float d1 = x[xo + xStep + i];
            float d2 = x[xo + 2 * xStep + i];
            float d3 = x[xo + 3 * xStep + i];
            v[vo + i] = d0 - d2;
            v[vo + n + i] = d1 + d2;
            v[vo + 2 * n + i] = d2 - d1;
            v[vo + 3 * n + i] = d3 - d1;
            squares += d0 * d0 + d1 * d1 + d2 * d2 + d3 * d3;
        }
        return squares <= BOUND;
    }
}
