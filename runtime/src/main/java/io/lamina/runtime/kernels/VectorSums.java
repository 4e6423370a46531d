package io.lamina.runtime.kernels;

/**
 * Covers a block of {@code m} results by {@code columns} with the tiles of {@link VectorTile}, whose operands these are.
 * Columns are the outer loop, so that a panel of {@code w} stays in the cache while all results pass it.
 */
final class VectorSums {
    private static final int L = VectorWidth.LANES;

    private VectorSums() {}

    static void block(
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
            int m,
            int columns) {
        int fours = m & -4;
        int j = 0;
        for (; j <= columns - 2 * L; j += 2 * L) {
            for (int i = 0; i < fours; i += 4) {
                VectorTile.tile4x2(
                        y,
                        yo + i * yStep + j,
                        yStep,
                        s,
                        so + i * sStep + j,
                        sStep,
                        a,
                        ao + i * aStep,
                        aStep,
                        aInner,
                        aTap,
                        aRow,
                        w,
                        wo + j,
                        wInner,
                        wTap,
                        wRow,
                        length,
                        taps,
                        rows);
            }
        }
        for (; j <= columns - L; j += L) {
            for (int i = 0; i < fours; i += 4) {
                VectorTile.tile4x1(
                        y,
                        yo + i * yStep + j,
                        yStep,
                        s,
                        so + i * sStep + j,
                        sStep,
                        a,
                        ao + i * aStep,
                        aStep,
                        aInner,
                        aTap,
                        aRow,
                        w,
                        wo + j,
                        wInner,
                        wTap,
                        wRow,
                        length,
                        taps,
                        rows);
            }
        }
        if (j < columns) {
            for (int i = 0; i < fours; i += 4) {
                VectorTileEdge.tile4(
                        y,
                        yo + i * yStep + j,
                        yStep,
                        s,
                        so + i * sStep + j,
                        sStep,
                        a,
                        ao + i * aStep,
                        aStep,
                        aInner,
                        aTap,
                        aRow,
                        w,
                        wo + j,
                        wInner,
                        wTap,
                        wRow,
                        length,
                        taps,
                        rows,
                        columns - j);
            }
        }
        for (int i = fours; i < m; i++) {
            single(
                    y,
                    yo + i * yStep,
                    s,
                    so + i * sStep,
                    a,
                    ao + i * aStep,
                    aInner,
                    aTap,
                    aRow,
                    w,
                    wo,
                    wInner,
                    wTap,
                    wRow,
                    length,
                    taps,
                    rows,
                    columns);
        }
    }

    /** One result of {@code columns}. */
    private static void single(
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
            int columns) {
        int j = 0;
        for (; j <= columns - 4 * L; j += 4 * L) {
            VectorTile.tile1x4(
                    y, yo + j, s, so + j, a, ao, aInner, aTap, aRow, w, wo + j, wInner, wTap, wRow, length, taps, rows);
        }
        for (; j <= columns - L; j += L) {
            VectorTile.tile1x1(
                    y, yo + j, s, so + j, a, ao, aInner, aTap, aRow, w, wo + j, wInner, wTap, wRow, length, taps, rows);
        }
        if (j < columns) {
            VectorTileEdge.tile1(
                    y,
                    yo + j,
                    s,
                    so + j,
                    a,
                    ao,
                    aInner,
                    aTap,
                    aRow,
                    w,
                    wo + j,
                    wInner,
                    wTap,
                    wRow,
                    length,
                    taps,
                    rows,
                    columns - j);
        }
    }
}
