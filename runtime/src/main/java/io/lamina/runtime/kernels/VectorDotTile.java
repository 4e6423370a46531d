package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The tiles of {@link VectorDots}: {@code y[p, q] = sum over r, t, k of a[p, r, t, k] * w[q, r, t, k]}, k by whole vectors. */
final class VectorDotTile {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorDotTile() {}

    static void tile4x2(
            float[] y,
            int yo,
            int yStep,
            float[] a,
            int ao,
            int aStep,
            int aTap,
            int aRow,
            float[] w,
            int wo,
            int wStep,
            int wTap,
            int wRow,
            int length,
            int taps,
            int rows) {
        FloatVector c00 = FloatVector.zero(S);
        FloatVector c01 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        int vectors = rows * taps * ((length + L - 1) / L);
        int ai = ao;
        int wi = wo;
        int k = 0;
        int t = 0;
        int r = 0;
        // One loop in place of three: in nested ones C2 of JDK 17 does not keep the sums in registers.
        for (int i = 0; i < vectors; i++) {
            FloatVector w0 = FloatVector.fromArray(S, w, wi + k);
            FloatVector w1 = FloatVector.fromArray(S, w, wi + wStep + k);
            FloatVector v = FloatVector.fromArray(S, a, ai + k);
            c00 = v.fma(w0, c00);
            c01 = v.fma(w1, c01);
            v = FloatVector.fromArray(S, a, ai + aStep + k);
            c10 = v.fma(w0, c10);
            c11 = v.fma(w1, c11);
            v = FloatVector.fromArray(S, a, ai + 2 * aStep + k);
            c20 = v.fma(w0, c20);
            c21 = v.fma(w1, c21);
            v = FloatVector.fromArray(S, a, ai + 3 * aStep + k);
            c30 = v.fma(w0, c30);
            c31 = v.fma(w1, c31);
            k += L;
            if (k >= length) {
                k = 0;
                if (++t == taps) {
                    t = 0;
                    r++;
                }
                ai = ao + r * aRow + t * aTap;
                wi = wo + r * wRow + t * wTap;
            }
        }
        FloatVector even = VectorFold.four(c00, c10, c20, c30);
        FloatVector odd = VectorFold.four(c01, c11, c21, c31);
        if (L >= 8) {
            storeAll(VectorFold.last(even, odd), y, yo, yStep);
        } else {
            storePairs(even, odd, y, yo, yStep);
        }
    }

    private static void storeAll(FloatVector sums, float[] y, int yo, int yStep) {
        y[yo] = sums.lane(0);
        y[yo + 1] = sums.lane(L / 8);
        y[yo + yStep] = sums.lane(2 * (L / 8));
        y[yo + yStep + 1] = sums.lane(3 * (L / 8));
        y[yo + 2 * yStep] = sums.lane(4 * (L / 8));
        y[yo + 2 * yStep + 1] = sums.lane(5 * (L / 8));
        y[yo + 3 * yStep] = sums.lane(6 * (L / 8));
        y[yo + 3 * yStep + 1] = sums.lane(7 * (L / 8));
    }

    private static void storePairs(FloatVector even, FloatVector odd, float[] y, int yo, int yStep) {
        y[yo] = even.lane(0);
        y[yo + 1] = odd.lane(0);
        y[yo + yStep] = even.lane(1);
        y[yo + yStep + 1] = odd.lane(1);
        y[yo + 2 * yStep] = even.lane(2);
        y[yo + 2 * yStep + 1] = odd.lane(2);
        y[yo + 3 * yStep] = even.lane(3);
        y[yo + 3 * yStep + 1] = odd.lane(3);
    }

    static void tile1x1(
            float[] y,
            int yo,
            float[] a,
            int ao,
            int aTap,
            int aRow,
            float[] w,
            int wo,
            int wTap,
            int wRow,
            int length,
            int taps,
            int rows) {
        FloatVector c = FloatVector.zero(S);
        int vectors = rows * taps * ((length + L - 1) / L);
        int ai = ao;
        int wi = wo;
        int k = 0;
        int t = 0;
        int r = 0;
        // One loop in place of three: in nested ones C2 of JDK 17 does not keep the sums in registers.
        for (int i = 0; i < vectors; i++) {
            c = FloatVector.fromArray(S, a, ai + k).fma(FloatVector.fromArray(S, w, wi + k), c);
            k += L;
            if (k >= length) {
                k = 0;
                if (++t == taps) {
                    t = 0;
                    r++;
                }
                ai = ao + r * aRow + t * aTap;
                wi = wo + r * wRow + t * wTap;
            }
        }
        y[yo] = VectorFold.sum(c);
    }
}
