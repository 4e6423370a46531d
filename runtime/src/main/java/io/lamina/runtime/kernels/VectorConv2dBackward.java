package io.lamina.runtime.kernels;

/** The gradients of {@link Conv2dKernels} on the tiles of {@link VectorDots} and {@link VectorSums}. */
final class VectorConv2dBackward {
    /** Images whose equal pixels are computed together. */
    private static final int IMAGES = 8;
    /** Floats of images and gradients that stay in the second-level cache while all taps pass over them. */
    private static final int BLOCK = 65536;

    private VectorConv2dBackward() {}

    /** A tile's results are the same pixel of four images, which all have the same taps. */
    static void input(float[] dx, int dxo, float[] dy, int dyo, float[] w, int wo, int n, Conv2dGeometry g) {
        if (g.isPointwise()) {
            VectorDense.backwardInput(dx, dxo, dy, dyo, w, wo, n * g.outH * g.outW, g.inC, g.outC);
            return;
        }
        for (int i = 0; i < n; i += IMAGES) {
            int images = Math.min(IMAGES, n - i);
            for (int ih = 0; ih < g.inH; ih++) {
                for (int iw = 0; iw < g.inW; iw++) {
                    inputPixels(dx, dxo + i * g.inSize, dy, dyo + i * g.outSize, w, wo, ih, iw, images, g);
                }
            }
        }
    }

    /** {@code dx[:, ih, iw, :]} of {@code images} images: the sum over the pixel's taps of dy . w. */
    private static void inputPixels(
            float[] dx, int dxo, float[] dy, int dyo, float[] w, int wo, int ih, int iw, int images, Conv2dGeometry g) {
        Taps vertical = g.rowTaps;
        Taps horizontal = g.columnTaps;
        int rows = vertical.count[ih];
        int columns = horizontal.count[iw];
        int pixel = dxo + (ih * g.inW + iw) * g.inC;
        int from = dyo + (vertical.firstOut(ih) * g.outW + horizontal.firstOut(iw)) * g.outC;
        int tap = wo + (vertical.first[ih] * g.kW + horizontal.first[iw]) * g.groupIn * g.outC;
        int dyTap = -horizontal.outStep * g.outC;
        int dyRow = -vertical.outStep * g.outW * g.outC;
        int wTap = horizontal.step * g.groupIn * g.outC;
        int wRow = vertical.step * g.kW * g.groupIn * g.outC;
        if (g.isDepthwise()) {
            VectorDepthwise.block(
                    dx,
                    pixel,
                    g.inSize,
                    Kernels.NONE,
                    0,
                    dy,
                    from,
                    g.outSize,
                    dyTap,
                    dyRow,
                    w,
                    tap,
                    wTap,
                    wRow,
                    columns,
                    rows,
                    images,
                    g.inC);
            return;
        }
        for (int group = 0; group < g.groups; group++) {
            int out = group * g.groupOut;
            VectorDots.block(
                    dx,
                    pixel + group * g.groupIn,
                    g.inSize,
                    dy,
                    from + out,
                    g.outSize,
                    dyTap,
                    dyRow,
                    w,
                    tap + out,
                    g.outC,
                    wTap,
                    wRow,
                    g.groupOut,
                    columns,
                    rows,
                    images,
                    g.groupIn);
        }
    }

    /** Sums go on from {@code dw} from one block of images to the next. */
    static void weights(float[] dw, int dwo, float[] x, int xo, float[] dy, int dyo, int n, Conv2dGeometry g) {
        if (g.isPointwise()) {
            VectorDense.backwardWeights(dw, dwo, x, xo, dy, dyo, n * g.outH * g.outW, g.inC, g.outC);
            return;
        }
        ArithmeticKernels.fill(dw, dwo, g.kH * g.kW * g.groupIn * g.outC, 0f);
        int together = g.isDepthwise() ? 1 : Math.max(1, BLOCK / (g.inSize + g.outSize));
        for (int i = 0; i < n; i += together) {
            int images = Math.min(together, n - i);
            for (int kh = 0; kh < g.kH; kh++) {
                weightsRow(dw, dwo, x, xo + i * g.inSize, dy, dyo + i * g.outSize, kh, images, g);
            }
        }
    }

    /**
     * Adds to {@code dw[kh]}. Where the pixels under a kernel row are contiguous, output columns that see all of it are taken
     * for the whole row of {@code kW * inC} weights at once, and the others one by one; else each tap has its own columns.
     */
    private static void weightsRow(
            float[] dw, int dwo, float[] x, int xo, float[] dy, int dyo, int kh, int images, Conv2dGeometry g) {
        if (g.groups != 1 || g.dilationW != 1) {
            for (int kw = 0; kw < g.kW; kw++) {
                int from = g.firstOutColumn(kw);
                weightsColumns(dw, dwo, x, xo, dy, dyo, kh, kw, 1, from, g.endOutColumn(kw), images, g);
            }
            return;
        }
        int left = g.firstOutColumn(0);
        int right = Math.max(left, g.endOutColumn(g.kW - 1));
        weightsColumns(dw, dwo, x, xo, dy, dyo, kh, 0, g.kW, left, right, images, g);
        for (int ow = 0; ow < g.outW; ow++) {
            if (ow < left || ow >= right) {
                int kw = g.firstColumn(ow);
                weightsColumns(dw, dwo, x, xo, dy, dyo, kh, kw, g.endColumn(ow) - kw, ow, ow + 1, images, g);
            }
        }
    }

    /** Adds to {@code dw[kh, kw … kw + taps - 1]} the products over output columns from {@code left} to {@code right}. */
    private static void weightsColumns(
            float[] dw,
            int dwo,
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            int kh,
            int kw,
            int taps,
            int left,
            int right,
            int images,
            Conv2dGeometry g) {
        int top = g.firstOutRow(kh);
        int height = g.endOutRow(kh) - top;
        int width = right - left;
        if (height <= 0 || width <= 0) {
            return;
        }
        int ih = top * g.strideH - g.padTop + kh * g.dilationH;
        int iw = left * g.strideW - g.padLeft + kw * g.dilationW;
        int source = xo + (ih * g.inW + iw) * g.inC;
        int from = dyo + (top * g.outW + left) * g.outC;
        int tap = dwo + (kh * g.kW + kw) * g.groupIn * g.outC;
        int xInner = g.strideW * g.inC;
        int xRow = g.strideH * g.inW * g.inC;
        int dyRow = g.outW * g.outC;
        if (g.isDepthwise()) {
            VectorDepthwise.block(
                    dw, tap, 0, dw, tap, x, source, 0, xInner, xRow, dy, from, g.outC, dyRow, width, height, 1, g.inC);
            return;
        }
        for (int group = 0; group < g.groups; group++) {
            int out = group * g.groupOut;
            VectorSums.block(
                    dw,
                    tap + out,
                    g.outC,
                    dw,
                    tap + out,
                    g.outC,
                    x,
                    source + group * g.groupIn,
                    1,
                    xInner,
                    xRow,
                    g.inSize,
                    dy,
                    from + out,
                    g.outC,
                    dyRow,
                    g.outSize,
                    width,
                    height,
                    images,
                    taps * g.groupIn,
                    g.groupOut);
        }
    }
}
