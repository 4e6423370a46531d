package io.lamina.runtime.kernels;

/**
 * Gradients by the input: dot products of rows of the output's gradient with rows of the weights, {@code y[p, q] = sum over r,
 * t of a[p, r, t, :] . w[q, r, t, :]}, both rows being contiguous. Products are summed lane by lane over all taps, and at
 * the end over the lanes, so no transposed copy of the weights is needed.
 *
 * <p>Whole vectors are the work of {@link VectorDotTile}; {@link VectorDotEdge} then adds what is left of each row.
 */
final class VectorDots {
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
        int pairs = columns & -2;
        int whole = length - length % L;
        for (int q = 0; q < pairs; q += 2) {
            int wq = wo + q * wStep;
            for (int p = 0; p < fours; p += 4) {
                int at = yo + p * yStep + q;
                int ap = ao + p * aStep;
                VectorDotTile.tile4x2(
                        y, at, yStep, a, ap, aStep, aTap, aRow, w, wq, wStep, wTap, wRow, whole, taps, rows);
                if (whole < length) {
                    addEdge(
                            y,
                            at,
                            yStep,
                            a,
                            ap + whole,
                            aStep,
                            aTap,
                            aRow,
                            w,
                            wq + whole,
                            wStep,
                            wTap,
                            wRow,
                            length - whole,
                            taps,
                            rows);
                }
            }
        }
        for (int p = 0; p < m; p++) {
            for (int q = p < fours ? pairs : 0; q < columns; q++) {
                int at = yo + p * yStep + q;
                int ap = ao + p * aStep;
                int wq = wo + q * wStep;
                VectorDotTile.tile1x1(y, at, a, ap, aTap, aRow, w, wq, wTap, wRow, whole, taps, rows);
                if (whole < length) {
                    VectorDotEdge.add1x1(
                            y, at, a, ap + whole, aTap, aRow, w, wq + whole, wTap, wRow, length - whole, taps, rows);
                }
            }
        }
    }

    /** Adds the products of the rows' last {@code count} elements to a tile: at once, or at an array's end one by one. */
    private static void addEdge(
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
        if (VectorDotEdge.fits(a, ao, 3 * aStep, aTap, taps, aRow, rows)
                && VectorDotEdge.fits(w, wo, wStep, wTap, taps, wRow, rows)) {
            VectorDotEdge.add4x2(y, yo, yStep, a, ao, aStep, aTap, aRow, w, wo, wStep, wTap, wRow, count, taps, rows);
            return;
        }
        for (int p = 0; p < 4; p++) {
            for (int q = 0; q < 2; q++) {
                VectorDotEdge.add1x1(
                        y,
                        yo + p * yStep + q,
                        a,
                        ao + p * aStep,
                        aTap,
                        aRow,
                        w,
                        wo + q * wStep,
                        wTap,
                        wRow,
                        count,
                        taps,
                        rows);
            }
        }
    }
}
