package io.lamina.runtime.kernels;

/**
 * {@link Conv2dKernels} as plain loops: for each output pixel and tap, a product of a pixel's channels with the tap's
 * matrix of weights. The inner loops run along output channels, where C2 makes vectors of them.
 */
final class PlainConv2d {
    private PlainConv2d() {}

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
        for (int i = 0; i < n; i++) {
            for (int oh = 0; oh < g.outH; oh++) {
                int row = yo + i * g.outSize + oh * g.outW * g.outC;
                forwardRow(y, row, x, xo + i * g.inSize, w, wo, b, bo, oh, g);
            }
        }
        PlainActivation.forward(y, yo, y, yo, n * g.outSize, activation, alpha);
    }

    /** Row {@code oh} of one image: {@code y[outW, outC]} from {@code x[inH, inW, inC]}. */
    static void forwardRow(
            float[] y, int yo, float[] x, int xo, float[] w, int wo, float[] b, int bo, int oh, Conv2dGeometry g) {
        int endRow = g.endRow(oh);
        for (int ow = 0; ow < g.outW; ow++) {
            int pixel = yo + ow * g.outC;
            PlainDense.start(y, pixel, b, bo, g.outC);
            int endColumn = g.endColumn(ow);
            for (int kh = g.firstRow(oh); kh < endRow; kh++) {
                for (int kw = g.firstColumn(ow); kw < endColumn; kw++) {
                    addTap(y, pixel, x, xo + source(oh, ow, kh, kw, g), w, wo + tap(kh, kw, g), g);
                }
            }
        }
    }

    /** {@code y[outC] += x[inC] * w[inC / groups, outC]}, group by group. */
    private static void addTap(float[] y, int yo, float[] x, int xo, float[] w, int wo, Conv2dGeometry g) {
        for (int group = 0; group < g.groups; group++) {
            int out = group * g.groupOut;
            for (int ic = 0; ic < g.groupIn; ic++) {
                float value = x[xo + group * g.groupIn + ic];
                PlainDense.addScaled(y, yo + out, w, wo + ic * g.outC + out, value, g.groupOut);
            }
        }
    }

    /** The gradient by the images, added to {@code a} where there is one. */
    static void backwardInput(
            float[] dx, int dxo, float[] dy, int dyo, float[] w, int wo, float[] a, int ao, int n, Conv2dGeometry g) {
        // dx[i, ih, iw, ic] += dy[i, oh, ow, :] . w[kh, kw, ic, :] for every tap of every output pixel
        PlainDense.start(dx, dxo, a, ao, n * g.inSize);
        for (int i = 0; i < n; i++) {
            for (int oh = 0; oh < g.outH; oh++) {
                int endRow = g.endRow(oh);
                for (int ow = 0; ow < g.outW; ow++) {
                    int pixel = dyo + i * g.outSize + (oh * g.outW + ow) * g.outC;
                    int endColumn = g.endColumn(ow);
                    for (int kh = g.firstRow(oh); kh < endRow; kh++) {
                        for (int kw = g.firstColumn(ow); kw < endColumn; kw++) {
                            int source = dxo + i * g.inSize + source(oh, ow, kh, kw, g);
                            spreadTap(dx, source, dy, pixel, w, wo + tap(kh, kw, g), g);
                        }
                    }
                }
            }
        }
    }

    /** {@code dx[inC] += w[inC / groups, outC] * dy[outC]}, group by group. */
    private static void spreadTap(float[] dx, int dxo, float[] dy, int dyo, float[] w, int wo, Conv2dGeometry g) {
        for (int group = 0; group < g.groups; group++) {
            int out = group * g.groupOut;
            for (int ic = 0; ic < g.groupIn; ic++) {
                dx[dxo + group * g.groupIn + ic] +=
                        PlainDense.dot(dy, dyo + out, w, wo + ic * g.outC + out, g.groupOut);
            }
        }
    }

    static void backwardWeights(
            float[] dw, int dwo, float[] x, int xo, float[] dy, int dyo, int n, Conv2dGeometry g, int from, int to) {
        // dw[kh, kw, ic, :] += x[i, ih, iw, ic] * dy[i, oh, ow, :] for every tap of every output pixel
        ArithmeticKernels.fill(dw, dwo + from * g.outC, (to - from) * g.outC, 0f);
        for (int i = 0; i < n; i++) {
            for (int oh = 0; oh < g.outH; oh++) {
                int row = dyo + i * g.outSize + oh * g.outW * g.outC;
                gatherRow(dw, dwo, x, xo + i * g.inSize, dy, row, oh, g, from, to);
            }
        }
    }

    /** {@link #backwardWeights} where the gradient comes through a pool: the rows under a row of windows stand in scratch memory. */
    static void backwardWeightsMaxPool(
            float[] dw,
            int dwo,
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            int[] argmax,
            int ao,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g,
            Pool2dGeometry p,
            int from,
            int to) {
        ArithmeticKernels.fill(dw, dwo + from * g.outC, (to - from) * g.outC, 0f);
        int rowSize = g.outW * g.outC;
        int windows = p.outW * g.outC;
        for (int i = 0; i < n; i++) {
            for (int r = 0; r < p.outH; r++) {
                int top = p.top(r);
                int at = i * p.outSize + r * windows;
                ArithmeticKernels.fill(scratch, so, p.kH * rowSize, 0f);
                for (int k = 0; k < windows; k++) {
                    int pixel = argmax[ao + at + k] - top * g.outW;
                    scratch[so + pixel * g.outC + k % g.outC] = dy[dyo + at + k];
                }
                for (int oh = top; oh < p.bottom(r); oh++) {
                    int row = so + (oh - top) * rowSize;
                    gatherRow(dw, dwo, x, xo + i * g.inSize, scratch, row, oh, g, from, to);
                }
            }
        }
    }

    /** What one row of the result contributes to the rows of {@code dw} in a range. */
    private static void gatherRow(
            float[] dw,
            int dwo,
            float[] x,
            int image,
            float[] dy,
            int row,
            int oh,
            Conv2dGeometry g,
            int from,
            int to) {
        int endRow = g.endRow(oh);
        for (int ow = 0; ow < g.outW; ow++) {
            int pixel = row + ow * g.outC;
            int endColumn = g.endColumn(ow);
            for (int kh = g.firstRow(oh); kh < endRow; kh++) {
                for (int kw = g.firstColumn(ow); kw < endColumn; kw++) {
                    int source = image + source(oh, ow, kh, kw, g);
                    int first = (kh * g.kW + kw) * g.groupIn;
                    int low = Math.max(0, from - first);
                    int high = Math.min(g.groupIn, to - first);
                    gatherTap(dw, dwo + first * g.outC, x, source, dy, pixel, low, high, g);
                }
            }
        }
    }

    /** {@code dw[inC / groups, outC] += x[inC] * dy[outC]}, group by group, for a group's channels in a range. */
    private static void gatherTap(
            float[] dw, int dwo, float[] x, int xo, float[] dy, int dyo, int from, int to, Conv2dGeometry g) {
        for (int group = 0; group < g.groups; group++) {
            int out = group * g.groupOut;
            for (int ic = from; ic < to; ic++) {
                float value = x[xo + group * g.groupIn + ic];
                PlainDense.addScaled(dw, dwo + ic * g.outC + out, dy, dyo + out, value, g.groupOut);
            }
        }
    }

    /** Offset in an image of the pixel that output pixel {@code (oh, ow)} reads at tap {@code (kh, kw)}. */
    private static int source(int oh, int ow, int kh, int kw, Conv2dGeometry g) {
        int ih = oh * g.strideH - g.padTop + kh * g.dilationH;
        int iw = ow * g.strideW - g.padLeft + kw * g.dilationW;
        return (ih * g.inW + iw) * g.inC;
    }

    /** Offset of a tap's matrix in the weights. */
    private static int tap(int kh, int kw, Conv2dGeometry g) {
        return (kh * g.kW + kw) * g.groupIn * g.outC;
    }
}
