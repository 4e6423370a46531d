package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of elementwise products, channel by channel, for depthwise convolutions in all three directions: {@code y[p, c] = s[c]
 * + sum over r, t of a[p, r, t, c] * w[r, t, c]}.
 */
final class VectorDepthwise {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorDepthwise() {}

    /** {@code m} results of {@code channels}; {@code s} is a bias or {@link Kernels#NONE}. */
    static void block(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            float[] a,
            int ao,
            int aStep,
            int aTap,
            int aRow,
            float[] w,
            int wo,
            int wTap,
            int wRow,
            int taps,
            int rows,
            int m,
            int channels) {
        int fours = m & -4;
        for (int c = 0; c < channels; c += L) {
            int count = Math.min(L, channels - c);
            int from = s.length == 0 ? 0 : so + c;
            for (int p = 0; p < fours; p += 4) {
                tile4(
                        y,
                        yo + p * yStep + c,
                        yStep,
                        s,
                        from,
                        a,
                        ao + p * aStep + c,
                        aStep,
                        aTap,
                        aRow,
                        w,
                        wo + c,
                        wTap,
                        wRow,
                        taps,
                        rows,
                        count);
            }
            for (int p = fours; p < m; p++) {
                tile1(
                        y,
                        yo + p * yStep + c,
                        s,
                        from,
                        a,
                        ao + p * aStep + c,
                        aTap,
                        aRow,
                        w,
                        wo + c,
                        wTap,
                        wRow,
                        taps,
                        rows,
                        count);
            }
        }
    }

    private static FloatVector start(float[] s, int so, int count) {
        return s.length == 0 ? FloatVector.zero(S) : VectorPart.load(s, so, count);
    }

    private static void tile4(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            float[] a,
            int ao,
            int aStep,
            int aTap,
            int aRow,
            float[] w,
            int wo,
            int wTap,
            int wRow,
            int taps,
            int rows,
            int count) {
        FloatVector c0 = start(s, so, count);
        FloatVector c1 = c0;
        FloatVector c2 = c0;
        FloatVector c3 = c0;
        for (int r = 0; r < rows; r++) {
            int ai = ao + r * aRow;
            int wi = wo + r * wRow;
            for (int t = 0; t < taps; t++) {
                FloatVector v = VectorPart.load(w, wi, count);
                c0 = v.fma(VectorPart.load(a, ai, count), c0);
                c1 = v.fma(VectorPart.load(a, ai + aStep, count), c1);
                c2 = v.fma(VectorPart.load(a, ai + 2 * aStep, count), c2);
                c3 = v.fma(VectorPart.load(a, ai + 3 * aStep, count), c3);
                ai += aTap;
                wi += wTap;
            }
        }
        VectorPart.store(c0, y, yo, count);
        VectorPart.store(c1, y, yo + yStep, count);
        VectorPart.store(c2, y, yo + 2 * yStep, count);
        VectorPart.store(c3, y, yo + 3 * yStep, count);
    }

    private static void tile1(
            float[] y,
            int yo,
            float[] s,
            int so,
            float[] a,
            int ao,
            int aTap,
            int aRow,
            float[] w,
            int wo,
            int wTap,
            int wRow,
            int taps,
            int rows,
            int count) {
        FloatVector c = start(s, so, count);
        for (int r = 0; r < rows; r++) {
            int ai = ao + r * aRow;
            int wi = wo + r * wRow;
            for (int t = 0; t < taps; t++) {
                c = VectorPart.load(w, wi, count).fma(VectorPart.load(a, ai, count), c);
                ai += aTap;
                wi += wTap;
            }
        }
        VectorPart.store(c, y, yo, count);
    }
}
