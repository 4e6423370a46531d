package io.lamina.runtime.kernels;

/**
 * Large products, block by block: {@link MatrixKernels#WIDTH} columns and {@link MatrixKernels#DEPTH} terms of the right-hand matrix are
 * packed and stay in the second-level cache while all rows of the left one pass by. Each dozen of these is copied first, so that it
 * is one short stretch of memory whatever its matrix's width: rows that are a power of two apart would push each other out of the
 * caches. The result of a dozen rows is written along whole rows.
 */
final class VectorBlocks {
    private static final int L = VectorWidth.LANES;
    private static final int DEPTH = MatrixKernels.DEPTH;
    private static final int WIDTH = MatrixKernels.WIDTH;

    /** Columns from which a copy of the left matrix's rows pays. */
    static final int COPIED_COLUMNS = 96;

    /** Rows of the left matrix up to which it is copied as a whole, and each panel of the right one is used up as it is packed. */
    private static final int FEW_ROWS = MatrixKernels.FEW_ROWS;

    private static final VectorWarmup WARMUP = new VectorWarmup();

    private VectorBlocks() {}

    /** Behind packed columns lie copies. */
    static int copy(int so, int n, int k) {
        return so + k * (Math.min(n, WIDTH) + 16);
    }

    /** Behind copies lies a tile. */
    static int edge(int copy, int n) {
        return copy + MatrixKernels.copies(n);
    }

    /**
     * {@code y[m, n] = s + alpha a[m, k] w}, w being {@code [k, n]} or transposed, at least {@link VectorGemm#PACKED_ROWS} rows.
     *
     * @param s a bias ({@code sStep} 0), y itself to go on with it, or {@link Kernels#NONE} for zeros
     */
    static void multiply(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            int aStep,
            float[] w,
            int wo,
            int wStep,
            float[] scratch,
            int co,
            int m,
            int n,
            int k,
            boolean transposed,
            float alpha) {
        int most = Math.min(DEPTH, WARMUP.terms(k, m, n));
        int room = VectorAlignment.align(co);
        if (m <= FEW_ROWS && n >= COPIED_COLUMNS) {
            for (int r = 0; r < k; r += most) {
                boolean first = r == 0;
                fewRows(
                        y,
                        yo,
                        yStep,
                        first ? s : y,
                        first ? so : yo,
                        first ? sStep : yStep,
                        a,
                        ao + r,
                        aStep,
                        false,
                        w,
                        transposed ? wo + r : wo + r * wStep,
                        wStep,
                        scratch,
                        room,
                        m,
                        n,
                        Math.min(most, k - r),
                        transposed,
                        alpha);
            }
            return;
        }
        int step = s.length == 0 ? 0 : 1;
        for (int j = 0; j < n; j += WIDTH) {
            int columns = Math.min(WIDTH, n - j);
            for (int r = 0; r < k; r += most) {
                int terms = Math.min(most, k - r);
                int from = transposed ? wo + j * wStep + r : wo + r * wStep + j;
                VectorPanels.pack(scratch, room, w, from, wStep, terms, columns, transposed, false);
                boolean first = r == 0;
                rows(
                        y,
                        yo + j,
                        yStep,
                        first ? s : y,
                        first ? so + j * step : yo + j,
                        first ? sStep : yStep,
                        a,
                        ao + r,
                        aStep,
                        scratch,
                        room,
                        terms,
                        0,
                        scratch,
                        copy(room, columns, terms),
                        m,
                        columns,
                        terms,
                        alpha);
            }
        }
    }

    /** Panel by panel: a panel stays in the first-level cache for all rows. The left matrix, too, may be stored transposed. */
    static void fewRows(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            int aStep,
            boolean transposeA,
            float[] w,
            int wo,
            int wStep,
            float[] scratch,
            int room,
            int m,
            int n,
            int k,
            boolean transposed,
            float alpha) {
        int copy = copy(room, n, k);
        int edge = edge(copy, n);
        if (transposeA) {
            VectorCopied.transposed(scratch, copy, a, ao, aStep, m, k, alpha);
        } else {
            VectorCopied.rows(scratch, copy, a, ao, aStep, m, k, alpha);
        }
        for (int j = 0; j < n; ) {
            int columns = VectorPanels.columns(n - j);
            if (transposed) {
                VectorPanels.packTransposedPanel(scratch, room, w, wo + j * wStep, wStep, k, columns);
            } else {
                VectorPanels.packPanel(scratch, room, w, wo + j, wStep, k, columns);
            }
            for (int i = 0; i < m; ) {
                int rows = Math.min(VectorOuter.rows(m - i), m - i);
                int left = copy + i * VectorCopied.ROW;
                tile(
                        y,
                        yo + i * yStep + j,
                        yStep,
                        s,
                        so + i * sStep + j,
                        sStep,
                        scratch,
                        left,
                        scratch,
                        room,
                        scratch,
                        edge,
                        rows,
                        k,
                        columns);
                i += rows;
            }
            j += columns;
        }
    }

    /** {@link #multiply} by panels of {@code k} terms that have been packed before. */
    static void multiplyPacked(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            int aStep,
            float[] panels,
            int po,
            float[] scratch,
            int room,
            int m,
            int n,
            int k) {
        int most = Math.min(DEPTH, WARMUP.terms(k, m, n));
        for (int r = 0; r < k; r += most) {
            boolean first = r == 0;
            rows(
                    y,
                    yo,
                    yStep,
                    first ? s : y,
                    first ? so : yo,
                    first ? sStep : yStep,
                    a,
                    ao + r,
                    aStep,
                    panels,
                    po,
                    k,
                    r,
                    scratch,
                    room,
                    m,
                    n,
                    Math.min(most, k - r),
                    1f);
        }
    }

    /** Terms {@code from} to {@code from + k} of panels that have {@code depth}. */
    private static void rows(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            int aStep,
            float[] panels,
            int po,
            int depth,
            int from,
            float[] scratch,
            int copy,
            int m,
            int n,
            int k,
            float alpha) {
        boolean copied = n >= COPIED_COLUMNS || alpha != 1f;
        if (!copied) {
            panels(y, yo, yStep, s, so, sStep, a, ao, aStep, panels, po, depth, from, scratch, copy, m, n, k);
            return;
        }
        for (int i = 0; i < m; ) {
            int rows = Math.min(VectorOuter.rows(m - i), m - i);
            VectorCopied.rows(scratch, copy, a, ao + i * aStep, aStep, rows, k, alpha);
            int start = so + i * sStep;
            int to = yo + i * yStep;
            int at = po;
            for (int j = 0; j < n; ) {
                int columns = VectorPanels.columns(n - j);
                int width = VectorPanels.width(columns);
                int w = at + from * width;
                tile(
                        y,
                        to + j,
                        yStep,
                        s,
                        start + j,
                        sStep,
                        scratch,
                        copy,
                        panels,
                        w,
                        scratch,
                        edge(copy, n),
                        rows,
                        k,
                        columns);
                at += depth * width;
                j += columns;
            }
            i += rows;
        }
    }

    /** Copied rows, 12 of them, 8, or at most 4, times a panel. */
    static void tile(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            float[] w,
            int wo,
            float[] scratch,
            int edge,
            int rows,
            int k,
            int columns) {
        boolean large = VectorGemm.ROWS == 12 && columns > L && rows >= 8;
        if (!large) {
            VectorGemm.tiles(
                    y, yo, yStep, s, so, sStep, a, ao, VectorCopied.ROW, w, wo, scratch, edge, rows, k, columns);
            return;
        }
        boolean given = s.length != 0;
        float[] start = given ? s : VectorPanels.ZEROS;
        int from = given ? so : 0;
        int step = given ? sStep : 0;
        int second = columns - L;
        if (rows == 12) {
            VectorCopied.tile12x2(y, yo, yStep, second, start, from, step, a, ao, w, wo, k);
        } else {
            VectorCopied.tile8x2(y, yo, yStep, second, start, from, step, a, ao, w, wo, k);
        }
    }

    /** Panel by panel, with the left matrix as it stands. */
    private static void panels(
            float[] y,
            int yo,
            int yStep,
            float[] s,
            int so,
            int sStep,
            float[] a,
            int ao,
            int aStep,
            float[] panels,
            int po,
            int depth,
            int from,
            float[] scratch,
            int copy,
            int m,
            int n,
            int k) {
        int at = po;
        for (int j = 0; j < n; ) {
            int columns = VectorPanels.columns(n - j);
            int width = VectorPanels.width(columns);
            VectorGemm.tiles(
                    y,
                    yo + j,
                    yStep,
                    s,
                    so + j,
                    sStep,
                    a,
                    ao,
                    aStep,
                    panels,
                    at + from * width,
                    scratch,
                    edge(copy, n),
                    m,
                    k,
                    columns);
            at += depth * width;
            j += columns;
        }
    }
}
