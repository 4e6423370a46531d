package io.lamina.runtime.kernels;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Some rows of images copied column by column, so that all pixels under a window of that height are one stretch of memory, whatever
 * the window's width, and the next window's begins a column further. Such a copy is as many times the images' size as windows have
 * rows; {@link VectorPatches} take as many times that as windows have columns.
 */
final class VectorColumns {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorColumns() {}

    /**
     * {@code n} floats of each of {@code count} pixels of a row, of those outside of it zeros.
     *
     * @param toStep distance of the copies
     * @param row the row's first pixel, of which there are {@code width}, {@code xStep} apart
     * @param first the first pixel to be copied
     * @param stride how many pixels further the next one is
     */
    static void row(
            float[] p,
            int po,
            int toStep,
            float[] x,
            int row,
            int xStep,
            int width,
            int first,
            int stride,
            int count,
            int n) {
        int inside = first < 0 ? Math.min(count, (stride - 1 - first) / stride) : 0;
        int end = first < width ? Math.max(inside, Math.min(count, (width - first + stride - 1) / stride)) : inside;
        zeros(p, po, toStep, inside, n);
        copy(
                p,
                po + inside * toStep,
                toStep,
                x,
                row + (first + inside * stride) * xStep,
                stride * xStep,
                end - inside,
                n);
        zeros(p, po + end * toStep, toStep, count - end, n);
    }

    /** {@code n} zeros at {@code count} places. */
    static void zeros(float[] p, int po, int step, int count, int n) {
        for (int i = 0; i < count; i++) {
            Arrays.fill(p, po + i * step, po + i * step + n, 0f);
        }
    }

    /** {@code n} floats at {@code count} places, {@code xStep} apart. */
    static void copy(float[] p, int po, int toStep, float[] x, int xo, int xStep, int count, int n) {
        if (n < L) {
            for (int k = 0; k < n; k++) {
                floats(p, po + k, toStep, x, xo + k, xStep, count);
            }
            return;
        }
        int k = 0;
        for (; k + 4 * L <= n; k += 4 * L) {
            fours(p, po + k, toStep, x, xo + k, xStep, count);
        }
        for (; k + 2 * L <= n; k += 2 * L) {
            pairs(p, po + k, toStep, x, xo + k, xStep, count);
        }
        for (; k < n; k += L) {
            int from = Math.min(k, n - L);
            vectors(p, po + from, toStep, x, xo + from, xStep, count);
        }
    }

    private static void fours(float[] p, int po, int toStep, float[] x, int xo, int xStep, int count) {
        int to = po;
        int from = xo;
        for (int i = 0; i < count; i++) {
            FloatVector.fromArray(S, x, from).intoArray(p, to);
            FloatVector.fromArray(S, x, from + L).intoArray(p, to + L);
            FloatVector.fromArray(S, x, from + 2 * L).intoArray(p, to + 2 * L);
            FloatVector.fromArray(S, x, from + 3 * L).intoArray(p, to + 3 * L);
            to += toStep;
            from += xStep;
        }
    }

    private static void pairs(float[] p, int po, int toStep, float[] x, int xo, int xStep, int count) {
        int to = po;
        int from = xo;
        for (int i = 0; i < count; i++) {
            FloatVector.fromArray(S, x, from).intoArray(p, to);
            FloatVector.fromArray(S, x, from + L).intoArray(p, to + L);
            to += toStep;
            from += xStep;
        }
    }

    private static void vectors(float[] p, int po, int toStep, float[] x, int xo, int xStep, int count) {
        int to = po;
        int from = xo;
        for (int i = 0; i < count; i++) {
            FloatVector.fromArray(S, x, from).intoArray(p, to);
            to += toStep;
            from += xStep;
        }
    }

    private static void floats(float[] p, int po, int toStep, float[] x, int xo, int xStep, int count) {
        int to = po;
        int from = xo;
        for (int i = 0; i < count; i++) {
            p[to] = x[from];
            to += toStep;
            from += xStep;
        }
    }

    /**
     * {@code y = s + a w} for {@code columns} windows in each of {@code rows} rows, a being a copy and w packed by {@link
     * VectorPanels}: along the rows or along the columns, whichever leaves fewer of them over from the largest tile.
     *
     * @param rowStep distance of the results' rows
     * @param step distance of the results in a row
     * @param s a bias, or {@link Kernels#NONE} for zeros
     * @param pitch distance of the copy's rows
     * @param aStep distance of windows in a row of the copy
     * @param edge scratch memory of {@link VectorGemm#multiply}
     */
    static void multiply(
            float[] y,
            int yo,
            int rowStep,
            int step,
            float[] s,
            int so,
            float[] a,
            int ao,
            int pitch,
            int aStep,
            float[] w,
            int wo,
            float[] scratch,
            int edge,
            int rows,
            int columns,
            int k,
            int n) {
        boolean down = tiles(rows) * columns < tiles(columns) * rows;
        int outer = down ? columns : rows;
        int inner = down ? rows : columns;
        int yOuter = down ? step : rowStep;
        int yInner = down ? rowStep : step;
        int aOuter = down ? aStep : pitch;
        int aInner = down ? pitch : aStep;
        int panel = wo;
        for (int j = 0; j < n; ) {
            int width = VectorPanels.columns(n - j);
            for (int i = 0; i < outer; i++) {
                int to = yo + i * yOuter + j;
                int from = ao + i * aOuter;
                VectorGemm.panel(
                        y, to, yInner, s, so + j, 0, a, from, aInner, w, panel, scratch, edge, inner, k, width);
            }
            panel += k * VectorPanels.width(width);
            j += width;
        }
    }

    /** What {@code rows} rows take, in the time that the largest tile takes for one: the small tile is somewhat slower. */
    private static int tiles(int rows) {
        return rows / VectorGemm.ROWS * VectorGemm.ROWS + (rows % VectorGemm.ROWS + 3) / 4 * 5;
    }
}
