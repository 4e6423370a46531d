package io.lamina.runtime.kernels;

/**
 * {@link Conv2dKernels#forward} as direct convolution on the tiles of {@link VectorSums}. With dense kernels the {@code kW *
 * inC} inputs of one kernel row are contiguous, in the image as in the weights, so they are one run of the sum.
 *
 * <p>In a batch, a tile's four results are the same pixel of four images: every pixel, at an edge or not, then knows exactly
 * which taps lie inside the image, and no width is ragged. For few or for large images they are neighbours in a row.
 */
final class VectorConv2d {
    /** Images whose equal pixels are computed together. */
    private static final int IMAGES = 8;
    /** Floats of the image rows under a kernel up to which those of several images fit the second-level cache. */
    private static final int LARGE = 16384;

    private VectorConv2d() {}

    static void forward(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] b,
            int bo,
            int n,
            Conv2dGeometry g,
            int activation,
            float alpha) {
        if (g.isPointwise()) {
            VectorDense.forward(y, yo, x, xo, w, wo, b, bo, n * g.outH * g.outW, g.inC, g.outC, activation, alpha);
            return;
        }
        int together = g.kH * g.inW * g.inC > LARGE ? 1 : IMAGES;
        for (int i = 0; i < n; i += together) {
            int images = Math.min(together, n - i);
            int block = yo + i * g.outSize;
            forwardImages(y, block, x, xo + i * g.inSize, w, wo, b, bo, images, g);
            VectorActivation.forward(y, block, y, block, images * g.outSize, activation, alpha);
        }
    }

    /** {@code images} images, together where they fill tiles, one by one where not. */
    private static void forwardImages(
            float[] y, int yo, float[] x, int xo, float[] w, int wo, float[] b, int bo, int images, Conv2dGeometry g) {
        int fours = images & -4;
        if (fours > 0) {
            for (int oh = 0; oh < g.outH; oh++) {
                for (int ow = 0; ow < g.outW; ow++) {
                    int pixel = yo + (oh * g.outW + ow) * g.outC;
                    pixels(y, pixel, g.outSize, x, xo, g.inSize, w, wo, b, bo, oh, ow, fours, g);
                }
            }
        }
        for (int i = fours; i < images; i++) {
            for (int oh = 0; oh < g.outH; oh++) {
                int row = yo + i * g.outSize + oh * g.outW * g.outC;
                forwardRow(y, row, x, xo + i * g.inSize, w, wo, b, bo, oh, g);
            }
        }
    }

    /** Row {@code oh} of one image: {@code y[outW, outC]}; pixels that see all kernel columns together, others singly. */
    static void forwardRow(
            float[] y, int yo, float[] x, int xo, float[] w, int wo, float[] b, int bo, int oh, Conv2dGeometry g) {
        int left = g.firstOutColumn(0);
        int right = Math.max(left, g.endOutColumn(g.kW - 1));
        int step = g.strideW * g.inC;
        for (int ow = 0; ow < left; ow++) {
            pixels(y, yo + ow * g.outC, g.outC, x, xo, step, w, wo, b, bo, oh, ow, 1, g);
        }
        if (left < right) {
            pixels(y, yo + left * g.outC, g.outC, x, xo, step, w, wo, b, bo, oh, left, right - left, g);
        }
        for (int ow = right; ow < g.outW; ow++) {
            pixels(y, yo + ow * g.outC, g.outC, x, xo, step, w, wo, b, bo, oh, ow, 1, g);
        }
    }

    /**
     * {@code m} pixels that see the same taps as {@code (oh, ow)}, which is the first; the next ones are {@code yStep} and
     * {@code xStep} away. {@code x} is the first pixel's image.
     */
    private static void pixels(
            float[] y,
            int yo,
            int yStep,
            float[] x,
            int xo,
            int xStep,
            float[] w,
            int wo,
            float[] b,
            int bo,
            int oh,
            int ow,
            int m,
            Conv2dGeometry g) {
        int kh = g.firstRow(oh);
        int kw = g.firstColumn(ow);
        int rows = g.endRow(oh) - kh;
        int columns = g.endColumn(ow) - kw;
        if (rows <= 0 || columns <= 0) {
            // the window lies in the padding alone
            for (int i = 0; i < m; i++) {
                PlainDense.start(y, yo + i * yStep, b, bo, g.outC);
            }
            return;
        }
        int ih = oh * g.strideH - g.padTop + kh * g.dilationH;
        int iw = ow * g.strideW - g.padLeft + kw * g.dilationW;
        int from = xo + (ih * g.inW + iw) * g.inC;
        int tap = wo + (kh * g.kW + kw) * g.groupIn * g.outC;
        int xTap = g.dilationW * g.inC;
        int wTap = g.groupIn * g.outC;
        int xRow = g.dilationH * g.inW * g.inC;
        int wRow = g.kW * wTap;
        if (g.isDepthwise()) {
            VectorDepthwise.block(
                    y, yo, yStep, b, bo, x, from, xStep, xTap, xRow, w, tap, wTap, wRow, columns, rows, m, g.inC);
        } else if (g.groups == 1 && g.dilationW == 1) {
            VectorSums.block(
                    y,
                    yo,
                    yStep,
                    b,
                    bo,
                    0,
                    x,
                    from,
                    xStep,
                    1,
                    0,
                    xRow,
                    w,
                    tap,
                    g.outC,
                    0,
                    wRow,
                    columns * g.inC,
                    1,
                    rows,
                    m,
                    g.outC);
        } else {
            for (int group = 0; group < g.groups; group++) {
                int out = group * g.groupOut;
                VectorSums.block(
                        y,
                        yo + out,
                        yStep,
                        b,
                        b.length == 0 ? 0 : bo + out,
                        0,
                        x,
                        from + group * g.groupIn,
                        xStep,
                        1,
                        xTap,
                        xRow,
                        w,
                        tap + out,
                        g.outC,
                        wTap,
                        wRow,
                        g.groupIn,
                        columns,
                        rows,
                        m,
                        g.groupOut);
            }
        }
    }
}
