package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The pixels under a convolution's kernel as rows of a matrix (im2col), and back (col2im): row p of the patches has, for
 * output pixel p, the input values that its taps read, in the order of the weights {@code [kH, kW, inC / groups]}; 0 where a
 * tap lies outside the image. Only a strip of pixels is ever laid out, small enough to stay in the second-level cache.
 *
 * <p>Output pixels are counted through all images, rows and columns of a batch.
 */
final class VectorPatches {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorPatches() {}

    /**
     * Kernel rows {@code top} to {@code bottom} of {@code count} output pixels from number {@code first} on, for one group. Up
     * to a vector's lanes are written past the last row.
     *
     * @param x the batch's first image
     */
    static void gather(
            float[] p,
            int po,
            float[] x,
            int xo,
            int first,
            int count,
            int group,
            int top,
            int bottom,
            Conv2dGeometry g) {
        int plane = g.outH * g.outW;
        int base = xo + first / plane * g.inSize + group * g.groupIn;
        int oh = first % plane / g.outW;
        int ow = first % g.outW;
        int width = (bottom - top) * g.kW * g.groupIn;
        int to = po;
        for (int done = 0; done < count; ) {
            int pixels = Math.min(g.outW - ow, count - done);
            row(p, to, x, base, oh, ow, ow + pixels, top, bottom, g);
            to += pixels * width;
            done += pixels;
            ow = 0;
            if (++oh == g.outH) {
                oh = 0;
                base += g.inSize;
            }
        }
    }

    /** Pixels {@code from} to {@code end} of output row {@code oh}: those that see no edge of the image in one go. */
    static void row(
            float[] p, int po, float[] x, int base, int oh, int from, int end, int top, int bottom, Conv2dGeometry g) {
        boolean dense = g.groups == 1 && g.dilationW == 1;
        if (!dense) {
            taps(p, po, x, base, oh, from, end, top, bottom, g);
        } else if (g.groupIn >= L) {
            runs(p, po, x, base, oh, from, end, top, bottom, g);
        } else {
            pixels(p, po, x, base, oh, from, end, top, bottom, g);
        }
    }

    /** The same kernel row by kernel row, whose taps' input pixels are neighbours: one run. */
    private static void runs(
            float[] p, int po, float[] x, int base, int oh, int from, int end, int top, int bottom, Conv2dGeometry g) {
        int run = g.kW * g.inC;
        int width = (bottom - top) * run;
        int left = Math.min(end, Math.max(from, g.firstOutColumn(0)));
        int right = Math.min(end, Math.max(left, g.endOutColumn(g.kW - 1)));
        int inside = po + (left - from) * width;
        int source = base + (left * g.strideW - g.padLeft) * g.inC;
        int ih = oh * g.strideH - g.padTop + top * g.dilationH;
        for (int to = 0; to < width; to += run) {
            if (ih < 0 || ih >= g.inH) {
                VectorColumns.zeros(p, po + to, width, end - from, run);
            } else {
                int line = ih * g.inW * g.inC;
                for (int ow = from; ow < left; ow++) {
                    run(p, po + to + (ow - from) * width, x, base + line, ow * g.strideW - g.padLeft, g);
                }
                VectorColumns.copy(p, inside + to, width, x, source + line, g.strideW * g.inC, right - left, run);
                for (int ow = right; ow < end; ow++) {
                    run(p, po + to + (ow - from) * width, x, base + line, ow * g.strideW - g.padLeft, g);
                }
            }
            ih += g.dilationH;
        }
    }

    /** The same pixel by pixel. */
    private static void pixels(
            float[] p, int po, float[] x, int base, int oh, int from, int end, int top, int bottom, Conv2dGeometry g) {
        int width = (bottom - top) * g.kW * g.groupIn;
        int left = end;
        int right = end;
        boolean rowsInside = g.firstRow(oh) <= top && bottom <= g.endRow(oh);
        if (rowsInside) {
            left = Math.min(end, Math.max(from, g.firstOutColumn(0)));
            right = Math.min(end, Math.max(left, g.endOutColumn(g.kW - 1)));
        }
        for (int ow = from; ow < left; ow++) {
            pixel(p, po + (ow - from) * width, x, base, oh, ow, top, bottom, g);
        }
        int ih = oh * g.strideH - g.padTop + top * g.dilationH;
        int iw = left * g.strideW - g.padLeft;
        int source = base + (ih * g.inW + iw) * g.inC;
        int rows = bottom - top;
        int xRow = g.dilationH * g.inW * g.inC;
        inside(p, po + (left - from) * width, x, source, right - left, g.strideW * g.inC, rows, xRow, g.kW * g.inC);
        for (int ow = right; ow < end; ow++) {
            pixel(p, po + (ow - from) * width, x, base, oh, ow, top, bottom, g);
        }
    }

    /** {@code count} pixels, {@code step} apart, of {@code rows} runs each; whole vectors, and what they write past a run the next one writes again. */
    private static void inside(float[] p, int po, float[] x, int xo, int count, int step, int rows, int xRow, int run) {
        int last = xo + (count - 1) * step + (rows - 1) * xRow;
        int whole = last + run + L <= x.length ? count : Math.max(0, count - 1 - L / step);
        int to = po;
        for (int i = 0; i < whole; i++) {
            int from = xo + i * step;
            for (int r = 0; r < rows; r++) {
                for (int k = 0; k < run; k += L) {
                    FloatVector.fromArray(S, x, from + k).intoArray(p, to + k);
                }
                to += run;
                from += xRow;
            }
        }
        for (int i = whole; i < count; i++) {
            for (int r = 0; r < rows; r++) {
                for (int k = 0; k < run; k++) {
                    p[to + k] = x[xo + i * step + r * xRow + k];
                }
                to += run;
            }
        }
    }

    /** The same tap by tap, where those are no neighbours. */
    private static void taps(
            float[] p, int po, float[] x, int base, int oh, int from, int end, int top, int bottom, Conv2dGeometry g) {
        int width = (bottom - top) * g.kW * g.groupIn;
        int count = end - from;
        int to = po;
        for (int kh = top; kh < bottom; kh++) {
            int ih = oh * g.strideH - g.padTop + kh * g.dilationH;
            int row = base + ih * g.inW * g.inC;
            for (int kw = 0; kw < g.kW; kw++) {
                if (ih < 0 || ih >= g.inH) {
                    VectorColumns.zeros(p, to, width, count, g.groupIn);
                } else {
                    int iw = from * g.strideW - g.padLeft + kw * g.dilationW;
                    VectorColumns.row(p, to, width, x, row, g.inC, g.inW, iw, g.strideW, count, g.groupIn);
                }
                to += g.groupIn;
            }
        }
    }

    /** One pixel, wherever its taps lie. */
    private static void pixel(
            float[] p, int po, float[] x, int base, int oh, int ow, int top, int bottom, Conv2dGeometry g) {
        int iw = ow * g.strideW - g.padLeft;
        int to = po;
        for (int kh = top; kh < bottom; kh++) {
            int ih = oh * g.strideH - g.padTop + kh * g.dilationH;
            if (ih < 0 || ih >= g.inH) {
                clear(p, to, g.kW * g.groupIn);
            } else {
                run(p, to, x, base + ih * g.inW * g.inC, iw, g);
            }
            to += g.kW * g.groupIn;
        }
    }

    /** The taps of a kernel row whose input pixels are neighbours: one run, clipped to the image. */
    private static void run(float[] p, int po, float[] x, int row, int iw, Conv2dGeometry g) {
        int left = Math.min(g.kW, Math.max(0, -iw));
        int right = Math.max(left, Math.min(g.kW, g.inW - iw));
        clear(p, po, left * g.inC);
        if (left < right) {
            System.arraycopy(x, row + (iw + left) * g.inC, p, po + left * g.inC, (right - left) * g.inC);
        }
        clear(p, po + right * g.inC, (g.kW - right) * g.inC);
    }

    private static void clear(float[] p, int po, int n) {
        for (int i = 0; i < n; i++) {
            p[po + i] = 0f;
        }
    }

    /** Adds the rows of {@code count} patches to the pixels that {@link #gather} reads: the gradient of the images. */
    static void scatterAdd(float[] dx, int dxo, float[] p, int po, int first, int count, int group, Conv2dGeometry g) {
        int plane = g.outH * g.outW;
        int image = first / plane;
        int oh = first % plane / g.outW;
        int ow = first % g.outW;
        boolean dense = g.groups == 1 && g.dilationW == 1;
        int base = dxo + image * g.inSize + group * g.groupIn;
        int from = po;
        for (int i = 0; i < count; i++) {
            int iw = ow * g.strideW - g.padLeft;
            for (int kh = 0; kh < g.kH; kh++) {
                int ih = oh * g.strideH - g.padTop + kh * g.dilationH;
                int row = base + ih * g.inW * g.inC;
                if (ih >= 0 && ih < g.inH && dense) {
                    int left = Math.max(0, -iw);
                    int right = Math.min(g.kW, g.inW - iw);
                    add(dx, row + (iw + left) * g.inC, p, from + left * g.inC, (right - left) * g.inC);
                } else if (ih >= 0 && ih < g.inH) {
                    addTaps(dx, row, p, from, iw, g);
                }
                from += g.kW * g.groupIn;
            }
            if (++ow == g.outW) {
                ow = 0;
                if (++oh == g.outH) {
                    oh = 0;
                    base += g.inSize;
                }
            }
        }
    }

    private static void addTaps(float[] dx, int row, float[] p, int po, int iw, Conv2dGeometry g) {
        int at = iw;
        int from = po;
        for (int kw = 0; kw < g.kW; kw++) {
            if (at >= 0 && at < g.inW) {
                add(dx, row + at * g.inC, p, from, g.groupIn);
            }
            from += g.groupIn;
            at += g.dilationW;
        }
    }

    private static void add(float[] y, int yo, float[] x, int xo, int n) {
        int whole = n - n % L;
        for (int i = 0; i < whole; i += L) {
            FloatVector.fromArray(S, y, yo + i)
                    .add(FloatVector.fromArray(S, x, xo + i))
                    .intoArray(y, yo + i);
        }
        for (int i = Math.max(whole, 0); i < n; i++) {
            y[yo + i] += x[xo + i];
        }
    }
}
