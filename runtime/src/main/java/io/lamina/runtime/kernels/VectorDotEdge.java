package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * What {@link VectorDotTile} leaves of rows that are no whole number of vectors: adds the products of {@code count} elements,
 * fewer than a vector has lanes. (These are methods of their own because C2 stops inlining, and boxes vectors, in a method
 * that grows too large.)
 */
final class VectorDotEdge {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorDotEdge() {}

    /** Loads whole vectors, so both arrays must go on for a vector's length behind the last row: {@link #fits}. */
    static void add4x2(
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
            int count,
            int taps,
            int rows) {
        VectorMask<Float> mask = VectorPart.mask(count);
        FloatVector zero = FloatVector.zero(S);
        FloatVector c00 = zero;
        FloatVector c01 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        for (int r = 0; r < rows; r++) {
            for (int t = 0; t < taps; t++) {
                int ai = ao + r * aRow + t * aTap;
                int wi = wo + r * wRow + t * wTap;
                FloatVector w0 = zero.blend(FloatVector.fromArray(S, w, wi), mask);
                FloatVector w1 = zero.blend(FloatVector.fromArray(S, w, wi + wStep), mask);
                FloatVector v = zero.blend(FloatVector.fromArray(S, a, ai), mask);
                c00 = v.fma(w0, c00);
                c01 = v.fma(w1, c01);
                v = zero.blend(FloatVector.fromArray(S, a, ai + aStep), mask);
                c10 = v.fma(w0, c10);
                c11 = v.fma(w1, c11);
                v = zero.blend(FloatVector.fromArray(S, a, ai + 2 * aStep), mask);
                c20 = v.fma(w0, c20);
                c21 = v.fma(w1, c21);
                v = zero.blend(FloatVector.fromArray(S, a, ai + 3 * aStep), mask);
                c30 = v.fma(w0, c30);
                c31 = v.fma(w1, c31);
            }
        }
        FloatVector even = VectorFold.four(c00, c10, c20, c30);
        FloatVector odd = VectorFold.four(c01, c11, c21, c31);
        if (L >= 8) {
            addAll(VectorFold.last(even, odd), y, yo, yStep);
        } else {
            addPairs(even, odd, y, yo, yStep);
        }
    }

    /** Whether whole vectors can be loaded at the largest offset that these steps reach. */
    static boolean fits(float[] a, int ao, int steps, int aTap, int taps, int aRow, int rows) {
        return VectorPart.fits(a, ao + steps + Math.max(0, (taps - 1) * aTap) + Math.max(0, (rows - 1) * aRow));
    }

    private static void addAll(FloatVector sums, float[] y, int yo, int yStep) {
        y[yo] += sums.lane(0);
        y[yo + 1] += sums.lane(L / 8);
        y[yo + yStep] += sums.lane(2 * (L / 8));
        y[yo + yStep + 1] += sums.lane(3 * (L / 8));
        y[yo + 2 * yStep] += sums.lane(4 * (L / 8));
        y[yo + 2 * yStep + 1] += sums.lane(5 * (L / 8));
        y[yo + 3 * yStep] += sums.lane(6 * (L / 8));
        y[yo + 3 * yStep + 1] += sums.lane(7 * (L / 8));
    }

    private static void addPairs(FloatVector even, FloatVector odd, float[] y, int yo, int yStep) {
        y[yo] += even.lane(0);
        y[yo + 1] += odd.lane(0);
        y[yo + yStep] += even.lane(1);
        y[yo + yStep + 1] += odd.lane(1);
        y[yo + 2 * yStep] += even.lane(2);
        y[yo + 2 * yStep + 1] += odd.lane(2);
        y[yo + 3 * yStep] += even.lane(3);
        y[yo + 3 * yStep + 1] += odd.lane(3);
    }

    /** One result, element by element. */
    static void add1x1(
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
            int count,
            int taps,
            int rows) {
        float c = 0f;
        for (int r = 0; r < rows; r++) {
            for (int t = 0; t < taps; t++) {
                int ai = ao + r * aRow + t * aTap;
                int wi = wo + r * wRow + t * wTap;
                for (int k = 0; k < count; k++) {
                    c = Math.fma(a[ai + k], w[wi + k], c);
                }
            }
        }
        y[yo] += c;
    }
}
