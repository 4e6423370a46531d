package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link VectorTile} for the last {@code count} columns, fewer than a vector has lanes: the others
 * are computed from whatever stands there, and not stored.
 */
final class VectorTileEdge {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorTileEdge() {}

    /** Four results of {@code count} columns. */
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
        float[] from = s;
        int fromOffset = so;
        int fromStep = sStep;
        if (s.length != 0 && !VectorPart.fits(s, so + 3 * sStep)) {
            for (int p = 0; p < 4; p++) {
                System.arraycopy(s, so + p * sStep, y, yo + p * yStep, count);
            }
            from = y;
            fromOffset = yo;
            fromStep = yStep;
        }
        int terms = VectorPart.fits(from, fromOffset + 3 * fromStep) || s.length == 0
                ? fitting(w, wo, wInner, wTap, wRow, length, taps, rows)
                : 0;
        if (terms > 0) {
            vector4(
                    y,
                    yo,
                    yStep,
                    from,
                    fromOffset,
                    fromStep,
                    a,
                    ao,
                    aStep,
                    aInner,
                    aTap,
                    aRow,
                    w,
                    wo,
                    wInner,
                    wTap,
                    wRow,
                    terms,
                    taps,
                    rows,
                    count);
            from = y;
            fromOffset = yo;
            fromStep = yStep;
        }
        for (int p = 0; p < 4 && (terms < length || terms == 0); p++) {
            scalars(
                    y,
                    yo + p * yStep,
                    from,
                    fromOffset + p * fromStep,
                    a,
                    ao + p * aStep + terms * aInner,
                    aInner,
                    aTap,
                    aRow,
                    w,
                    wo + terms * wInner,
                    wInner,
                    wTap,
                    wRow,
                    length - terms,
                    taps,
                    rows,
                    count);
        }
    }

    /** One result of {@code count} columns. */
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
        if (fitting(w, wo, wInner, wTap, wRow, length, taps, rows) == length
                && (s.length == 0 || VectorPart.fits(s, so))) {
            vector1(y, yo, s, so, a, ao, aInner, aTap, aRow, w, wo, wInner, wTap, wRow, length, taps, rows, count);
        } else {
            scalars(y, yo, s, so, a, ao, aInner, aTap, aRow, w, wo, wInner, wTap, wRow, length, taps, rows, count);
        }
    }

    /** How many of the {@code length} terms have whole vectors in {@code w}; of a sum with outer levels all or none. */
    private static int fitting(float[] w, int wo, int wInner, int wTap, int wRow, int length, int taps, int rows) {
        if (VectorPart.fits(w, wo + (rows - 1) * wRow + (taps - 1) * wTap + (length - 1) * wInner)) {
            return length;
        }
        return rows == 1 && taps == 1 && VectorPart.fits(w, wo) ? (w.length - L - wo) / wInner + 1 : 0;
    }

    private static void vector4(
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
        FloatVector c0 = VectorTile.start(s, so);
        FloatVector c1 = VectorTile.start(s, so + sStep);
        FloatVector c2 = VectorTile.start(s, so + 2 * sStep);
        FloatVector c3 = VectorTile.start(s, so + 3 * sStep);
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
        VectorPart.store(c0, y, yo, count);
        VectorPart.store(c1, y, yo + yStep, count);
        VectorPart.store(c2, y, yo + 2 * yStep, count);
        VectorPart.store(c3, y, yo + 3 * yStep, count);
    }

    private static void vector1(
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
        FloatVector c = VectorTile.start(s, so);
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
        VectorPart.store(c, y, yo, count);
    }

    /** The same sums, to the bit, where an array ends too early for whole vectors. */
    private static void scalars(
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
        for (int j = 0; j < count; j++) {
            float c = s.length == 0 ? 0f : s[so + j];
            for (int r = 0; r < rows; r++) {
                for (int t = 0; t < taps; t++) {
                    int ai = ao + r * aRow + t * aTap;
                    int wi = wo + r * wRow + t * wTap + j;
                    for (int k = 0; k < length; k++) {
                        c = Math.fma(a[ai + k * aInner], w[wi + k * wInner], c);
                    }
                }
            }
            y[yo + j] = c;
        }
    }
}
