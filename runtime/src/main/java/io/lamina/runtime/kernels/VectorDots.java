package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Gradients by the input: dot products of rows of the output's gradient with rows of the weights, {@code y[p, q] = sum over r,
 * t of a[p, r, t, :] . w[q, r, t, :]}, both rows being contiguous. Products are summed lane by lane over all taps, and at
 * the end over the lanes, so no transposed copy of the weights is needed.
 */
final class VectorDots {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorDots() {}

    /** {@code m} results p by {@code columns} results q; p outermost in memory, q contiguous. */
    static void block(
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
            int rows,
            int m,
            int columns) {
        int fours = m & -4;
        int q = 0;
        for (; q < columns - 1; q += 2) {
            int wq = wo + q * wStep;
            for (int p = 0; p < fours; p += 4) {
                tile4x2(
                        y,
                        yo + p * yStep + q,
                        yStep,
                        a,
                        ao + p * aStep,
                        aStep,
                        aTap,
                        aRow,
                        w,
                        wq,
                        wStep,
                        wTap,
                        wRow,
                        length,
                        taps,
                        rows);
            }
            for (int p = fours; p < m; p++) {
                int at = yo + p * yStep + q;
                tile1x1(y, at, a, ao + p * aStep, aTap, aRow, w, wq, wTap, wRow, length, taps, rows);
                tile1x1(y, at + 1, a, ao + p * aStep, aTap, aRow, w, wq + wStep, wTap, wRow, length, taps, rows);
            }
        }
        if (q < columns) {
            int wq = wo + q * wStep;
            for (int p = 0; p < m; p++) {
                int at = yo + p * yStep + q;
                tile1x1(y, at, a, ao + p * aStep, aTap, aRow, w, wq, wTap, wRow, length, taps, rows);
            }
        }
    }

    private static void tile4x2(
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
        int whole = length - length % L;
        VectorMask<Float> mask = VectorPart.mask(length - whole);
        for (int r = 0; r < rows; r++) {
            for (int t = 0; t < taps; t++) {
                int ai = ao + r * aRow + t * aTap;
                int wi = wo + r * wRow + t * wTap;
                for (int k = 0; k < whole; k += L) {
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
                }
                if (whole < length) {
                    FloatVector w0 = FloatVector.fromArray(S, w, wi + whole, mask);
                    FloatVector w1 = FloatVector.fromArray(S, w, wi + wStep + whole, mask);
                    FloatVector v = FloatVector.fromArray(S, a, ai + whole, mask);
                    c00 = v.fma(w0, c00);
                    c01 = v.fma(w1, c01);
                    v = FloatVector.fromArray(S, a, ai + aStep + whole, mask);
                    c10 = v.fma(w0, c10);
                    c11 = v.fma(w1, c11);
                    v = FloatVector.fromArray(S, a, ai + 2 * aStep + whole, mask);
                    c20 = v.fma(w0, c20);
                    c21 = v.fma(w1, c21);
                    v = FloatVector.fromArray(S, a, ai + 3 * aStep + whole, mask);
                    c30 = v.fma(w0, c30);
                    c31 = v.fma(w1, c31);
                }
            }
        }
        y[yo] = VectorFold.sum(c00);
        y[yo + 1] = VectorFold.sum(c01);
        y[yo + yStep] = VectorFold.sum(c10);
        y[yo + yStep + 1] = VectorFold.sum(c11);
        y[yo + 2 * yStep] = VectorFold.sum(c20);
        y[yo + 2 * yStep + 1] = VectorFold.sum(c21);
        y[yo + 3 * yStep] = VectorFold.sum(c30);
        y[yo + 3 * yStep + 1] = VectorFold.sum(c31);
    }

    private static void tile1x1(
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
        int whole = length - length % L;
        VectorMask<Float> mask = VectorPart.mask(length - whole);
        for (int r = 0; r < rows; r++) {
            for (int t = 0; t < taps; t++) {
                int ai = ao + r * aRow + t * aTap;
                int wi = wo + r * wRow + t * wTap;
                for (int k = 0; k < whole; k += L) {
                    c = FloatVector.fromArray(S, a, ai + k).fma(FloatVector.fromArray(S, w, wi + k), c);
                }
                if (whole < length) {
                    FloatVector v = FloatVector.fromArray(S, a, ai + whole, mask);
                    c = v.fma(FloatVector.fromArray(S, w, wi + whole, mask), c);
                }
            }
        }
        y[yo] = VectorFold.sum(c);
    }
}
