package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The heart of dense layers and convolutions: small blocks of the result held in registers while a long sum runs.
 *
 * <p>A tile of p results by one or more vectors computes {@code y[p, :] = s[p, :] + sum over r, t, k of a[p, r, t, k] * w[r,
 * t, k, :]}: scalars of {@code a} times rows of {@code w}. The sum has three levels, rows of taps of {@code length}
 * contiguous or evenly spaced terms, and runs in that order with fused multiply-adds. Each operand is an array, an offset
 * and a step per index. {@code s} is where sums start: a bias (step 0), the result itself, or {@link Kernels#NONE} for 0.
 *
 * <p>Tiles: 4 x 2 vectors (8 sums, 11 live vectors: C2 does not spill with 16 registers), 4 x 1 at a narrow edge, 1 x 4 and
 * 1 x 1 where fewer than four results are left. {@link VectorTileEdge} has those of less than a vector.
 */
final class VectorTile {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorTile() {}

    /** A whole vector of the values that sums start from. */
    static FloatVector start(float[] s, int so) {
        return s.length == 0 ? FloatVector.zero(S) : FloatVector.fromArray(S, s, so);
    }

    static void tile4x2(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            int aStep,
            int aInner,
            int aTap,
            int aRow,
            float[] w,
            int wo,
            int wInner,
            int wTap,
            int wRow,
            int length,
            int taps,
            int rows) {
        if (rows * taps == 1) {
            run4x2(y, yo, yStep, s, so, sStep, a, ao, aStep, aInner, w, wo, wInner, length);
        } else {
            runs4x2(
                    y, yo, yStep, s, so, sStep, a, ao, aStep, aInner, aTap, aRow, w, wo, wInner, wTap, wRow, length,
                    taps, rows);
        }
    }

    /** One run of terms, as in a dense layer: a loop that C2 unrolls. */
    private static void run4x2(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            int aStep,
            int aInner,
            float[] w,
            int wo,
            int wInner,
            int length) {
        FloatVector c00 = start(s, so);
        FloatVector c01 = start(s, so + L);
        FloatVector c10 = start(s, so + sStep);
        FloatVector c11 = start(s, so + sStep + L);
        FloatVector c20 = start(s, so + 2 * sStep);
        FloatVector c21 = start(s, so + 2 * sStep + L);
        FloatVector c30 = start(s, so + 3 * sStep);
        FloatVector c31 = start(s, so + 3 * sStep + L);
        int ai = ao;
        int wi = wo;
        for (int k = 0; k < length; k++) {
            FloatVector w0 = FloatVector.fromArray(S, w, wi);
            FloatVector w1 = FloatVector.fromArray(S, w, wi + L);
            FloatVector v = FloatVector.broadcast(S, a[ai]);
            c00 = v.fma(w0, c00);
            c01 = v.fma(w1, c01);
            v = FloatVector.broadcast(S, a[ai + aStep]);
            c10 = v.fma(w0, c10);
            c11 = v.fma(w1, c11);
            v = FloatVector.broadcast(S, a[ai + 2 * aStep]);
            c20 = v.fma(w0, c20);
            c21 = v.fma(w1, c21);
            v = FloatVector.broadcast(S, a[ai + 3 * aStep]);
            c30 = v.fma(w0, c30);
            c31 = v.fma(w1, c31);
            ai += aInner;
            wi += wInner;
        }
        c00.intoArray(y, yo);
        c01.intoArray(y, yo + L);
        c10.intoArray(y, yo + yStep);
        c11.intoArray(y, yo + yStep + L);
        c20.intoArray(y, yo + 2 * yStep);
        c21.intoArray(y, yo + 2 * yStep + L);
        c30.intoArray(y, yo + 3 * yStep);
        c31.intoArray(y, yo + 3 * yStep + L);
    }

    /** Several runs, as the taps of a convolution. */
    private static void runs4x2(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            int aStep,
            int aInner,
            int aTap,
            int aRow,
            float[] w,
            int wo,
            int wInner,
            int wTap,
            int wRow,
            int length,
            int taps,
            int rows) {
        FloatVector c00 = start(s, so);
        FloatVector c01 = start(s, so + L);
        FloatVector c10 = start(s, so + sStep);
        FloatVector c11 = start(s, so + sStep + L);
        FloatVector c20 = start(s, so + 2 * sStep);
        FloatVector c21 = start(s, so + 2 * sStep + L);
        FloatVector c30 = start(s, so + 3 * sStep);
        FloatVector c31 = start(s, so + 3 * sStep + L);
        int terms = rows * taps * length;
        int ai = ao;
        int wi = wo;
        int k = 0;
        int t = 0;
        int r = 0;
        // One loop in place of three: in nested ones C2 of JDK 17 does not keep the sums in registers.
        for (int i = 0; i < terms; i++) {
            FloatVector w0 = FloatVector.fromArray(S, w, wi);
            FloatVector w1 = FloatVector.fromArray(S, w, wi + L);
            FloatVector v = FloatVector.broadcast(S, a[ai]);
            c00 = v.fma(w0, c00);
            c01 = v.fma(w1, c01);
            v = FloatVector.broadcast(S, a[ai + aStep]);
            c10 = v.fma(w0, c10);
            c11 = v.fma(w1, c11);
            v = FloatVector.broadcast(S, a[ai + 2 * aStep]);
            c20 = v.fma(w0, c20);
            c21 = v.fma(w1, c21);
            v = FloatVector.broadcast(S, a[ai + 3 * aStep]);
            c30 = v.fma(w0, c30);
            c31 = v.fma(w1, c31);
            ai += aInner;
            wi += wInner;
            if (++k == length) {
                k = 0;
                if (++t == taps) {
                    t = 0;
                    r++;
                }
                ai = ao + r * aRow + t * aTap;
                wi = wo + r * wRow + t * wTap;
            }
        }
        c00.intoArray(y, yo);
        c01.intoArray(y, yo + L);
        c10.intoArray(y, yo + yStep);
        c11.intoArray(y, yo + yStep + L);
        c20.intoArray(y, yo + 2 * yStep);
        c21.intoArray(y, yo + 2 * yStep + L);
        c30.intoArray(y, yo + 3 * yStep);
        c31.intoArray(y, yo + 3 * yStep + L);
    }

    static void tile4x1(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            int aStep,
            int aInner,
            int aTap,
            int aRow,
            float[] w,
            int wo,
            int wInner,
            int wTap,
            int wRow,
            int length,
            int taps,
            int rows) {
        FloatVector c0 = start(s, so);
        FloatVector c1 = start(s, so + sStep);
        FloatVector c2 = start(s, so + 2 * sStep);
        FloatVector c3 = start(s, so + 3 * sStep);
        int terms = rows * taps * length;
        int ai = ao;
        int wi = wo;
        int k = 0;
        int t = 0;
        int r = 0;
        // One loop in place of three: in nested ones C2 of JDK 17 does not keep the sums in registers.
        for (int i = 0; i < terms; i++) {
            FloatVector w0 = FloatVector.fromArray(S, w, wi);
            c0 = FloatVector.broadcast(S, a[ai]).fma(w0, c0);
            c1 = FloatVector.broadcast(S, a[ai + aStep]).fma(w0, c1);
            c2 = FloatVector.broadcast(S, a[ai + 2 * aStep]).fma(w0, c2);
            c3 = FloatVector.broadcast(S, a[ai + 3 * aStep]).fma(w0, c3);
            ai += aInner;
            wi += wInner;
            if (++k == length) {
                k = 0;
                if (++t == taps) {
                    t = 0;
                    r++;
                }
                ai = ao + r * aRow + t * aTap;
                wi = wo + r * wRow + t * wTap;
            }
        }
        c0.intoArray(y, yo);
        c1.intoArray(y, yo + yStep);
        c2.intoArray(y, yo + 2 * yStep);
        c3.intoArray(y, yo + 3 * yStep);
    }

    static void tile1x4(
            float[] y,
            int yo,
            float[] s,
            int so,
            float[] a,
            int ao,
            int aInner,
            int aTap,
            int aRow,
            float[] w,
            int wo,
            int wInner,
            int wTap,
            int wRow,
            int length,
            int taps,
            int rows) {
        FloatVector c0 = start(s, so);
        FloatVector c1 = start(s, so + L);
        FloatVector c2 = start(s, so + 2 * L);
        FloatVector c3 = start(s, so + 3 * L);
        int terms = rows * taps * length;
        int ai = ao;
        int wi = wo;
        int k = 0;
        int t = 0;
        int r = 0;
        // One loop in place of three: in nested ones C2 of JDK 17 does not keep the sums in registers.
        for (int i = 0; i < terms; i++) {
            FloatVector v = FloatVector.broadcast(S, a[ai]);
            c0 = v.fma(FloatVector.fromArray(S, w, wi), c0);
            c1 = v.fma(FloatVector.fromArray(S, w, wi + L), c1);
            c2 = v.fma(FloatVector.fromArray(S, w, wi + 2 * L), c2);
            c3 = v.fma(FloatVector.fromArray(S, w, wi + 3 * L), c3);
            ai += aInner;
            wi += wInner;
            if (++k == length) {
                k = 0;
                if (++t == taps) {
                    t = 0;
                    r++;
                }
                ai = ao + r * aRow + t * aTap;
                wi = wo + r * wRow + t * wTap;
            }
        }
        c0.intoArray(y, yo);
        c1.intoArray(y, yo + L);
        c2.intoArray(y, yo + 2 * L);
        c3.intoArray(y, yo + 3 * L);
    }

    static void tile1x1(
            float[] y,
            int yo,
            float[] s,
            int so,
            float[] a,
            int ao,
            int aInner,
            int aTap,
            int aRow,
            float[] w,
            int wo,
            int wInner,
            int wTap,
            int wRow,
            int length,
            int taps,
            int rows) {
        FloatVector c = start(s, so);
        int terms = rows * taps * length;
        int ai = ao;
        int wi = wo;
        int k = 0;
        int t = 0;
        int r = 0;
        // One loop in place of three: in nested ones C2 of JDK 17 does not keep the sums in registers.
        for (int i = 0; i < terms; i++) {
            c = FloatVector.broadcast(S, a[ai]).fma(FloatVector.fromArray(S, w, wi), c);
            ai += aInner;
            wi += wInner;
            if (++k == length) {
                k = 0;
                if (++t == taps) {
                    t = 0;
                    r++;
                }
                ai = ao + r * aRow + t * aTap;
                wi = wo + r * wRow + t * wTap;
            }
        }
        c.intoArray(y, yo);
    }
}
