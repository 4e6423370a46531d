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
        int whole = channels - channels % L;
        for (int c = 0; c < whole; c += L) {
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
                        rows);
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
                        rows);
            }
        }
        for (int c = whole; c < channels; c++) {
            float from = s.length == 0 ? 0f : s[so + c];
            for (int p = 0; p < m; p++) {
                y[yo + p * yStep + c] =
                        scalar(from, a, ao + p * aStep + c, aTap, aRow, w, wo + c, wTap, wRow, taps, rows);
            }
        }
    }

    private static float scalar(
            float from,
            float[] a,
            int ao,
            int aTap,
            int aRow,
            float[] w,
            int wo,
            int wTap,
            int wRow,
            int taps,
            int rows) {
        float c = from;
        for (int r = 0; r < rows; r++) {
            for (int t = 0; t < taps; t++) {
                c = Math.fma(w[wo + r * wRow + t * wTap], a[ao + r * aRow + t * aTap], c);
            }
        }
        return c;
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
            int rows) {
        FloatVector c0 = FloatVector.fromArray(S, s.length == 0 ? VectorPanels.ZEROS : s, so);
        FloatVector c1 = c0;
        FloatVector c2 = c0;
        FloatVector c3 = c0;
        int t = 0;
        int ai = ao;
        int wi = wo;
        // One loop in place of two: in nested ones C2 of JDK 17 does not keep the sums in registers.
        for (int i = rows * taps; i > 0; i--) {
            FloatVector v = FloatVector.fromArray(S, w, wi);
            c0 = v.fma(FloatVector.fromArray(S, a, ai), c0);
            c1 = v.fma(FloatVector.fromArray(S, a, ai + aStep), c1);
            c2 = v.fma(FloatVector.fromArray(S, a, ai + 2 * aStep), c2);
            c3 = v.fma(FloatVector.fromArray(S, a, ai + 3 * aStep), c3);
            ai += aTap;
            wi += wTap;
            if (++t == taps) {
                t = 0;
                ai += aRow - taps * aTap;
                wi += wRow - taps * wTap;
            }
        }
        c0.intoArray(y, yo);
        c1.intoArray(y, yo + yStep);
        c2.intoArray(y, yo + 2 * yStep);
        c3.intoArray(y, yo + 3 * yStep);
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
            int rows) {
        FloatVector c = FloatVector.fromArray(S, s.length == 0 ? VectorPanels.ZEROS : s, so);
        int t = 0;
        int ai = ao;
        int wi = wo;
        for (int i = rows * taps; i > 0; i--) {
            c = FloatVector.fromArray(S, w, wi).fma(FloatVector.fromArray(S, a, ai), c);
            ai += aTap;
            wi += wTap;
            if (++t == taps) {
                t = 0;
                ai += aRow - taps * aTap;
                wi += wRow - taps * wTap;
            }
        }
        c.intoArray(y, yo);
    }
}
