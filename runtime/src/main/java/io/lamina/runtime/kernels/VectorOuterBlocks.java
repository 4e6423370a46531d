package io.lamina.runtime.kernels;

/**
 * {@link VectorBlocks} for a transposed left matrix, as in gradients of weights: of it, too, a dozen columns are copied at a time, to rows
 * of 16, and the tiles are {@link VectorOuter}'s.
 */
final class VectorOuterBlocks {
    private static final int L = VectorWidth.LANES;
    private static final int DEPTH = MatrixKernels.DEPTH;
    private static final int WIDTH = MatrixKernels.WIDTH;

    /** Columns of a up to which all of it is copied at once: their copies, one a tile, are sixteen at most. */
    private static final int FEW_ROWS = VectorGemm.ROWS < 12 ? 16 * 4 : MatrixKernels.FEW_ROWS;

    /** Rows from which packing the right-hand matrix pays, given so many columns. */
    private static final int ROWS = 48;

    private static final int COLUMNS = 64;

    private static final boolean LARGE = VectorGemm.ROWS == 12;

    private static final VectorWarmup WARMUP = new VectorWarmup();

    private VectorOuterBlocks() {}

    /** Whether {@link #multiply} is faster than reading both matrices as they stand. */
    static boolean pays(int m, int n) {
        return m >= ROWS && n >= COLUMNS;
    }

    /** {@code y[m, n] = alpha aT w} or added to y, a being {@code [k, m]} and w {@code [k, n]} or transposed. */
    static void multiply(
            float[] y,
            int yo,
            int yStep,
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
            boolean resume,
            float alpha) {
        int most = Math.min(DEPTH, WARMUP.terms(k, m, n));
        int room = VectorAlignment.align(co);
        boolean few = m <= FEW_ROWS && n >= VectorBlocks.COPIED_COLUMNS;
        if (few && VectorCopied.transposes(m)) {
            for (int r = 0; r < k; r += most) {
                float[] s = resume || r > 0 ? y : Kernels.NONE;
                int terms = Math.min(most, k - r);
                int from = transposed ? wo + r : wo + r * wStep;
                int left = ao + r * aStep;
                VectorBlocks.fewRows(
                        y,
                        yo,
                        yStep,
                        s,
                        yo,
                        yStep,
                        a,
                        left,
                        aStep,
                        true,
                        w,
                        from,
                        wStep,
                        scratch,
                        room,
                        m,
                        n,
                        terms,
                        transposed,
                        alpha);
            }
            return;
        }
        int width = few ? 2 * L : WIDTH;
        for (int r = 0; r < k; r += most) {
            int terms = Math.min(most, k - r);
            int copy = VectorBlocks.copy(room, n, terms);
            int left = ao + r * aStep;
            boolean again = resume || r > 0;
            if (few) {
                int to = copy;
                for (int i = 0; i < m; ) {
                    int rows = Math.min(VectorOuter.rows(m - i), m - i);
                    VectorCopied.columns(scratch, to, a, left + i, aStep, rows, terms, alpha);
                    to += 16 * terms;
                    i += rows;
                }
            }
            for (int j = 0; j < n; ) {
                int columns = few ? VectorPanels.columns(n - j) : Math.min(width, n - j);
                int from = transposed ? wo + j * wStep + r : wo + r * wStep + j;
                VectorPanels.pack(scratch, room, w, from, wStep, terms, columns, transposed, true);
                rows(
                        y,
                        yo + j,
                        yStep,
                        again,
                        a,
                        left,
                        aStep,
                        scratch,
                        room,
                        copy,
                        VectorBlocks.edge(copy, n),
                        m,
                        columns,
                        terms,
                        alpha,
                        few);
                j += columns;
            }
        }
    }

    private static void rows(
            float[] y,
            int yo,
            int yStep,
            boolean resume,
            float[] a,
            int ao,
            int aStep,
            float[] scratch,
            int room,
            int copies,
            int edge,
            int m,
            int n,
            int k,
            float alpha,
            boolean copied) {
        float[] s = resume ? y : VectorPanels.ZEROS;
        int sStep = resume ? yStep : 0;
        int copy = copies;
        for (int i = 0; i < m; ) {
            int rows = Math.min(VectorOuter.rows(m - i), m - i);
            if (!copied) {
                VectorCopied.columns(scratch, copy, a, ao + i, aStep, rows, k, alpha);
            }
            int at = room;
            for (int j = 0; j < n; ) {
                int columns = VectorPanels.columns(n - j);
                int width = VectorPanels.width(columns);
                int to = yo + i * yStep + j;
                if (columns < L) {
                    VectorGemm.copyRows(scratch, edge, L, y, to, yStep, rows, columns);
                    float[] start = resume ? scratch : VectorPanels.ZEROS;
                    VectorOuter.tile(
                            scratch,
                            edge,
                            L,
                            0,
                            start,
                            resume ? edge : 0,
                            resume ? L : 0,
                            scratch,
                            copy,
                            16,
                            scratch,
                            at,
                            width,
                            k,
                            rows);
                    VectorGemm.copyRows(y, to, yStep, scratch, edge, L, rows, columns);
                } else if (LARGE && columns == 2 * L && rows == 12) {
                    VectorCopiedOuter.outer12x2(y, to, yStep, s, resume ? to : 0, sStep, scratch, copy, scratch, at, k);
                } else if (LARGE && columns == 2 * L && rows == 8) {
                    VectorCopiedOuter.outer8x2(y, to, yStep, s, resume ? to : 0, sStep, scratch, copy, scratch, at, k);
                } else {
                    VectorOuter.tile(
                            y,
                            to,
                            yStep,
                            columns - L,
                            s,
                            resume ? to : 0,
                            sStep,
                            scratch,
                            copy,
                            16,
                            scratch,
                            at,
                            width,
                            k,
                            rows);
                }
                at += k * width;
                j += columns;
            }
            copy += copied ? 16 * k : 0;
            i += rows;
        }
    }
}
