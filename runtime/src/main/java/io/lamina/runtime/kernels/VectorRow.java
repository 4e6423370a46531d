package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A vector times a matrix as it stands, for a single sample: {@code y[:] = s[:] + sum over k of a[k] * w[k, :]}, k ascending.
 * The matrix is read once, so nothing is gained by packing it; the sums of four or eight vectors hide the adders' latency.
 */
final class VectorRow {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorRow() {}

    /** All {@code n} columns, at least a vector's lanes; the last vector may overlap the one before. */
    static void row(
            float[] y, int yo, float[] s, int so, float[] a, int ao, float[] w, int wo, int wStep, int k, int n) {
        boolean bias = s.length != 0;
        float[] start = bias ? s : VectorPanels.ZEROS;
        int j = 0;
        for (; j <= n - 8 * L; j += 8 * L) {
            row8(y, yo + j, start, bias ? so + j : 0, a, ao, w, wo + j, wStep, k);
        }
        for (; j <= n - 4 * L; j += 4 * L) {
            row4(y, yo + j, start, bias ? so + j : 0, a, ao, w, wo + j, wStep, k);
        }
        for (; j <= n - L; j += L) {
            row1(y, yo + j, start, bias ? so + j : 0, a, ao, w, wo + j, wStep, k);
        }
        if (j < n) {
            row1(y, yo + n - L, start, bias ? so + n - L : 0, a, ao, w, wo + n - L, wStep, k);
        }
    }

    private static void row8(
            float[] y, int yo, float[] s, int so, float[] a, int ao, float[] w, int wo, int wStep, int length) {
        FloatVector c0 = FloatVector.fromArray(S, s, so);
        FloatVector c1 = FloatVector.fromArray(S, s, so + L);
        FloatVector c2 = FloatVector.fromArray(S, s, so + 2 * L);
        FloatVector c3 = FloatVector.fromArray(S, s, so + 3 * L);
        FloatVector c4 = FloatVector.fromArray(S, s, so + 4 * L);
        FloatVector c5 = FloatVector.fromArray(S, s, so + 5 * L);
        FloatVector c6 = FloatVector.fromArray(S, s, so + 6 * L);
        FloatVector c7 = FloatVector.fromArray(S, s, so + 7 * L);
        int wi = wo;
        for (int k = 0; k < length; k++) {
            FloatVector v = FloatVector.broadcast(S, a[ao + k]);
            c0 = v.fma(FloatVector.fromArray(S, w, wi), c0);
            c1 = v.fma(FloatVector.fromArray(S, w, wi + L), c1);
            c2 = v.fma(FloatVector.fromArray(S, w, wi + 2 * L), c2);
            c3 = v.fma(FloatVector.fromArray(S, w, wi + 3 * L), c3);
            c4 = v.fma(FloatVector.fromArray(S, w, wi + 4 * L), c4);
            c5 = v.fma(FloatVector.fromArray(S, w, wi + 5 * L), c5);
            c6 = v.fma(FloatVector.fromArray(S, w, wi + 6 * L), c6);
            c7 = v.fma(FloatVector.fromArray(S, w, wi + 7 * L), c7);
            wi += wStep;
        }
        c0.intoArray(y, yo);
        c1.intoArray(y, yo + L);
        c2.intoArray(y, yo + 2 * L);
        c3.intoArray(y, yo + 3 * L);
        c4.intoArray(y, yo + 4 * L);
        c5.intoArray(y, yo + 5 * L);
        c6.intoArray(y, yo + 6 * L);
        c7.intoArray(y, yo + 7 * L);
    }

    private static void row4(
            float[] y, int yo, float[] s, int so, float[] a, int ao, float[] w, int wo, int wStep, int length) {
        FloatVector c0 = FloatVector.fromArray(S, s, so);
        FloatVector c1 = FloatVector.fromArray(S, s, so + L);
        FloatVector c2 = FloatVector.fromArray(S, s, so + 2 * L);
        FloatVector c3 = FloatVector.fromArray(S, s, so + 3 * L);
        int wi = wo;
        for (int k = 0; k < length; k++) {
            FloatVector v = FloatVector.broadcast(S, a[ao + k]);
            c0 = v.fma(FloatVector.fromArray(S, w, wi), c0);
            c1 = v.fma(FloatVector.fromArray(S, w, wi + L), c1);
            c2 = v.fma(FloatVector.fromArray(S, w, wi + 2 * L), c2);
            c3 = v.fma(FloatVector.fromArray(S, w, wi + 3 * L), c3);
            wi += wStep;
        }
        c0.intoArray(y, yo);
        c1.intoArray(y, yo + L);
        c2.intoArray(y, yo + 2 * L);
        c3.intoArray(y, yo + 3 * L);
    }

    private static void row1(
            float[] y, int yo, float[] s, int so, float[] a, int ao, float[] w, int wo, int wStep, int length) {
        FloatVector c = FloatVector.fromArray(S, s, so);
        int wi = wo;
        for (int k = 0; k < length; k++) {
            c = FloatVector.broadcast(S, a[ao + k]).fma(FloatVector.fromArray(S, w, wi), c);
            wi += wStep;
        }
        c.intoArray(y, yo);
    }
}
