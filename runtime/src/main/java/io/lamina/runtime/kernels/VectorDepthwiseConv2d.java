package io.lamina.runtime.kernels;

/** {@link Conv2dKernels} where each channel has its own kernel, on {@link VectorDepthwise}: sums over taps, channels abreast. */
final class VectorDepthwiseConv2d {
    private VectorDepthwiseConv2d() {}

    static void forward(
            float[] y, int yo, float[] x, int xo, float[] w, int wo, float[] b, int bo, int n, Conv2dGeometry g) {
        for (int i = 0; i < n; i++) {
            for (int oh = 0; oh < g.outH; oh++) {
                int row = yo + i * g.outSize + oh * g.outW * g.outC;
                forwardRow(y, row, x, xo + i * g.inSize, w, wo, b, bo, oh, g);
            }
        }
    }

    /** Row {@code oh} of one image: pixels that see all kernel columns together, others singly. */
    static void forwardRow(
            float[] y, int yo, float[] x, int xo, float[] w, int wo, float[] b, int bo, int oh, Conv2dGeometry g) {
        int left = g.firstOutColumn(0);
        int right = Math.max(left, g.endOutColumn(g.kW - 1));
        for (int ow = 0; ow < left; ow++) {
            pixels(y, yo + ow * g.outC, x, xo, w, wo, b, bo, oh, ow, 1, g);
        }
        if (left < right) {
            pixels(y, yo + left * g.outC, x, xo, w, wo, b, bo, oh, left, right - left, g);
        }
        for (int ow = right; ow < g.outW; ow++) {
            pixels(y, yo + ow * g.outC, x, xo, w, wo, b, bo, oh, ow, 1, g);
        }
    }

    /** {@code m} neighbours that see the same taps as {@code (oh, ow)}, which is the first. */
    private static void pixels(
            float[] y,
            int yo,
            float[] x,
            int xo,
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
                PlainDense.start(y, yo + i * g.outC, b, bo, g.outC);
            }
            return;
        }
        int ih = oh * g.strideH - g.padTop + kh * g.dilationH;
        int iw = ow * g.strideW - g.padLeft + kw * g.dilationW;
        VectorDepthwise.block(
                y,
                yo,
                g.outC,
                b,
                bo,
                x,
                xo + (ih * g.inW + iw) * g.inC,
                g.strideW * g.inC,
                g.dilationW * g.inC,
                g.dilationH * g.inW * g.inC,
                w,
                wo + (kh * g.kW + kw) * g.outC,
                g.outC,
                g.kW * g.outC,
                columns,
                rows,
                m,
                g.inC);
    }

    static void backwardInput(float[] dx, int dxo, float[] dy, int dyo, float[] w, int wo, int n, Conv2dGeometry g) {
        Taps vertical = g.rowTaps;
        Taps horizontal = g.columnTaps;
        for (int ih = 0; ih < g.inH; ih++) {
            for (int iw = 0; iw < g.inW; iw++) {
                // this pixel of all images, which has the same taps in each
                VectorDepthwise.block(
                        dx,
                        dxo + (ih * g.inW + iw) * g.inC,
                        g.inSize,
                        Kernels.NONE,
                        0,
                        dy,
                        dyo + (vertical.firstOut(ih) * g.outW + horizontal.firstOut(iw)) * g.outC,
                        g.outSize,
                        -horizontal.outStep * g.outC,
                        -vertical.outStep * g.outW * g.outC,
                        w,
                        wo + (vertical.first[ih] * g.kW + horizontal.first[iw]) * g.outC,
                        horizontal.step * g.outC,
                        vertical.step * g.kW * g.outC,
                        horizontal.count[iw],
                        vertical.count[ih],
                        n,
                        g.inC);
            }
        }
    }

    /** Taps {@code from} to {@code to}, counted through the kernel. */
    static void backwardWeights(
            float[] dw, int dwo, float[] x, int xo, float[] dy, int dyo, int n, Conv2dGeometry g, int from, int to) {
        ArithmeticKernels.fill(dw, dwo + from * g.outC, (to - from) * g.outC, 0f);
        for (int i = 0; i < n; i++) {
            for (int tap = from; tap < to; tap++) {
                weights(dw, dwo + tap * g.outC, x, xo + i * g.inSize, dy, dyo + i * g.outSize, tap, g);
            }
        }
    }

    /** Adds one image's part to one tap. */
    private static void weights(
            float[] dw, int dwo, float[] x, int xo, float[] dy, int dyo, int tap, Conv2dGeometry g) {
        int kh = tap / g.kW;
        int kw = tap % g.kW;
        int top = g.firstOutRow(kh);
        int left = g.firstOutColumn(kw);
        int height = g.endOutRow(kh) - top;
        int width = g.endOutColumn(kw) - left;
        if (height <= 0 || width <= 0) {
            return;
        }
        int ih = top * g.strideH - g.padTop + kh * g.dilationH;
        int iw = left * g.strideW - g.padLeft + kw * g.dilationW;
        VectorDepthwise.block(
                dw,
                dwo,
                0,
                dw,
                dwo,
                x,
                xo + (ih * g.inW + iw) * g.inC,
                0,
                g.strideW * g.inC,
                g.strideH * g.inW * g.inC,
                dy,
                dyo + (top * g.outW + left) * g.outC,
                g.outC,
                g.outW * g.outC,
                width,
                height,
                1,
                g.inC);
    }
}
