package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Conv2dKernels#forward} for images of few channels: first layers, whose sums are short. Patches would be copied in pieces of a
 * few floats. Here the rows are laid out channel by channel, with their padding; then what a tap reads for the next dozen pixels is
 * one stretch of memory, and the tiles of {@link VectorOuter} multiply it by the weights as they stand.
 */
final class VectorFewChannels {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;
    /** The pixels of the largest tile, up to whole vectors of any width. */
    private static final int PIXELS = 16;

    private VectorFewChannels() {}

    /** {@code y = activation(b + convolution)}; weights as they are. */
    static void forward(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g,
            int activation,
            float alpha) {
        int some = Math.max(1, g.strip / g.outW);
        for (int i = 0; i < n; i++) {
            for (int from = 0; from < g.outH; from += some) {
                int end = Math.min(g.outH, from + some);
                int to = yo + i * g.outSize + from * g.outW * g.outC;
                rows(y, to, x, xo + i * g.inSize, w, wo, b, bo, scratch, so, from, end, g);
                VectorActivation.forward(y, to, y, to, (end - from) * g.outW * g.outC, activation, alpha);
            }
        }
    }

    /** Rows {@code from} to {@code end} of one image, {@code b + convolution}; some strips of them at a time. */
    static void rows(
            float[] y,
            int yo,
            float[] x,
            int image,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float[] scratch,
            int so,
            int from,
            int end,
            Conv2dGeometry g) {
        int some = Math.max(1, g.strip / g.outW);
        int rowSize = g.outW * g.outC;
        for (int r = from; r < end; r += some) {
            int count = Math.min(some, end - r);
            int width = g.outW + g.kW - 1;
            int plane = (count + g.kH - 1) * width;
            planes(scratch, so, x, image, r - g.padTop, count + g.kH - 1, width, g);
            int copy = so + g.inC * plane + PIXELS;
            for (int k = 0; k < count; k++) {
                int to = yo + (r - from + k) * rowSize;
                row(y, to, w, wo, b, bo, scratch, so + k * width, width, plane, copy, g);
            }
        }
    }

    /** {@code rows} rows from {@code ih} on, channel by channel, zeros outside the image. */
    private static void planes(float[] p, int po, float[] x, int image, int ih, int rows, int width, Conv2dGeometry g) {
        int first = Math.min(width, g.padLeft);
        int end = Math.max(first, Math.min(width, g.padLeft + g.inW));
        int to = po;
        for (int c = 0; c < g.inC; c++) {
            for (int r = ih; r < ih + rows; r++) {
                if (r < 0 || r >= g.inH) {
                    ArithmeticKernels.fill(p, to, width, 0f);
                } else {
                    ArithmeticKernels.fill(p, to, first, 0f);
                    channel(p, to + first, x, image + r * g.inW * g.inC + c, g.inC, end - first);
                    ArithmeticKernels.fill(p, to + end, width - end, 0f);
                }
                to += width;
            }
        }
    }

    private static void channel(float[] p, int po, float[] x, int xo, int step, int n) {
        if (step == 1) {
            System.arraycopy(x, xo, p, po, n);
            return;
        }
        int from = xo;
        for (int i = 0; i < n; i++) {
            p[po + i] = x[from];
            from += step;
        }
    }

    /** One row of the result; the last tile begins where it ends with the row. */
    private static void row(
            float[] y,
            int yo,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float[] scratch,
            int planes,
            int width,
            int plane,
            int copy,
            Conv2dGeometry g) {
        boolean given = b.length != 0;
        float[] s = given ? b : VectorPanels.ZEROS;
        for (int ow = 0; ow < g.outW; ) {
            int pixels = VectorOuter.rows(g.outW - ow);
            int at = Math.min(ow, g.outW - pixels);
            gather(scratch, copy, planes + at, width, plane, g);
            int to = yo + at * g.outC;
            for (int j = 0; j < g.outC; ) {
                int columns = VectorPanels.columns(g.outC - j);
                VectorOuter.tile(
                        y,
                        to + j,
                        g.outC,
                        columns - L,
                        s,
                        given ? bo + j : 0,
                        0,
                        scratch,
                        copy,
                        PIXELS,
                        w,
                        wo + j,
                        g.outC,
                        g.patch,
                        pixels);
                j += columns;
            }
            ow += pixels;
        }
    }

    /** What each tap reads for the pixels from one on, tap by tap in the order of the weights. */
    private static void gather(float[] p, int po, int from, int width, int plane, Conv2dGeometry g) {
        int to = po;
        for (int kh = 0; kh < g.kH; kh++) {
            for (int kw = 0; kw < g.kW; kw++) {
                int at = from + kh * width + kw;
                for (int c = 0; c < g.inC; c++) {
                    pixels(p, to, at + c * plane);
                    to += PIXELS;
                }
            }
        }
    }

    private static void pixels(float[] p, int to, int from) {
        for (int i = 0; i < PIXELS; i += L) {
            FloatVector.fromArray(S, p, from + i).intoArray(p, to + i);
        }
    }
}
