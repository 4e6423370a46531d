package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The tiles of {@link VectorTile} for the last {@code count} columns, fewer than a vector has lanes. */
final class VectorTileEdge {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;

    private VectorTileEdge() {}

    private static FloatVector start(float[] s, int so, int count) {
        return s.length == 0 ? FloatVector.zero(S) : VectorPart.load(s, so, count);
    }

    static void tile4(
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
            int rows,
            int count) {
        VectorMask<Float> mask = VectorPart.mask(count);
        FloatVector c0 = start(s, so, count);
        FloatVector c1 = start(s, so + sStep, count);
        FloatVector c2 = start(s, so + 2 * sStep, count);
        FloatVector c3 = start(s, so + 3 * sStep, count);
        for (int r = 0; r < rows; r++) {
            for (int t = 0; t < taps; t++) {
                int ai = ao + r * aRow + t * aTap;
                int wi = wo + r * wRow + t * wTap;
                for (int k = 0; k < length; k++) {
                    FloatVector w0 = FloatVector.fromArray(S, w, wi, mask);
                    c0 = FloatVector.broadcast(S, a[ai]).fma(w0, c0);
                    c1 = FloatVector.broadcast(S, a[ai + aStep]).fma(w0, c1);
                    c2 = FloatVector.broadcast(S, a[ai + 2 * aStep]).fma(w0, c2);
                    c3 = FloatVector.broadcast(S, a[ai + 3 * aStep]).fma(w0, c3);
                    ai += aInner;
                    wi += wInner;
                }
            }
        }
        VectorPart.store(c0, y, yo, count);
        VectorPart.store(c1, y, yo + yStep, count);
        VectorPart.store(c2, y, yo + 2 * yStep, count);
        VectorPart.store(c3, y, yo + 3 * yStep, count);
    }

    static void tile1(
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
            int rows,
            int count) {
        VectorMask<Float> mask = VectorPart.mask(count);
        FloatVector c = start(s, so, count);
        for (int r = 0; r < rows; r++) {
            for (int t = 0; t < taps; t++) {
                int ai = ao + r * aRow + t * aTap;
                int wi = wo + r * wRow + t * wTap;
                for (int k = 0; k < length; k++) {
                    c = FloatVector.broadcast(S, a[ai]).fma(FloatVector.fromArray(S, w, wi, mask), c);
                    ai += aInner;
                    wi += wInner;
                }
            }
        }
        VectorPart.store(c, y, yo, count);
    }
}
