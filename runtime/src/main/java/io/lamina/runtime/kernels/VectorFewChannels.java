package io.lamina.runtime.kernels;

/**
 * {@link Conv2dKernels#forward} for images of few channels: first layers, whose sums are short. Patches would be copied in pieces of a
 * few floats. Here rows are laid out channel by channel, {@code [row, channel, column]}, with their padding; then what a tap reads for
 * pixels next to one another is one stretch of memory at {@link Conv2dGeometry#tapOffsets}, and {@link VectorPixelTile} reads it there.
 */
final class VectorFewChannels {
    private static final int L = VectorWidth.LANES;

    /** Whether tiles are two vectors wide: those want more than 16 registers, and a JIT that takes them. */
    static final boolean WIDE = VectorGemm.ROWS == 12;

    /** Pixels in a run of the tiles. */
    private static final int RUN = 4;

    private VectorFewChannels() {}

    /** {@code y = activation(b + convolution)}; packed weights. */
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
        float floor = floor(activation);
        boolean cut = activation == Activations.RELU || activation == Activations.LINEAR;
        int some = cut ? g.outH : some(g);
        boolean vertical = VectorVerticalWinograd.pays(g);
        if (vertical) {
            VectorVerticalWinograd.weights(scratch, so, w, wo, g);
        }
        for (int i = 0; i < n; i++) {
            for (int from = 0; from < g.outH; from += some) {
                int end = Math.min(g.outH, from + some);
                int to = yo + i * g.outSize + from * g.outW * g.outC;
                rows(y, to, x, xo + i * g.inSize, w, wo, b, bo, floor, scratch, so, from, end, vertical, g);
                if (!cut) {
                    VectorActivation.forward(y, to, y, to, (end - from) * g.outW * g.outC, activation, alpha);
                }
            }
        }
    }

    /** What the tiles cut sums off at. */
    static float floor(int activation) {
        return activation == Activations.RELU ? 0f : Float.NEGATIVE_INFINITY;
    }

    /**
     * Rows {@code from} to {@code end} of one image, {@code max(floor, b + convolution)}.
     *
     * @param vertical whether pairs of rows are computed by {@link VectorVerticalWinograd}, which has transformed its weights
     */
    static void rows(
            float[] y,
            int yo,
            float[] x,
            int image,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float floor,
            float[] scratch,
            int so,
            int from,
            int end,
            boolean vertical,
            Conv2dGeometry g) {
        int some = some(g);
        int rowSize = g.outW * g.outC;
        for (int r = from; r < end; r += some) {
            int count = Math.min(some, end - r);
            int in = lay(scratch, so, x, image, r, count, g);
            for (int k = 0; k < count; ) {
                int to = yo + (r - from + k) * rowSize;
                int at = in + k * g.rowPitch;
                float[] rows = g.inPlace ? x : scratch;
                boolean two = k + 1 < count;
                if (two && vertical) {
                    VectorVerticalConv2d.rows(y, to, w, wo, b, bo, floor, rows, at, scratch, so, g);
                } else {
                    row(y, to, w, wo, b, bo, floor, rows, at, two, g);
                }
                k += two ? 2 : 1;
            }
        }
    }

    /** Output rows whose input is laid out at a time, an even number unless it is one. */
    static int some(Conv2dGeometry g) {
        int rows = g.strip * g.patch / g.rowPitch - (g.kH - 1);
        return rows < 2 ? 1 : rows & -2;
    }

    /**
     * Lays out what {@code count} output rows from {@code oh} on read, zeros outside the image, and returns where it begins: in
     * {@code p}, or in {@code x} if read in place.
     */
    static int lay(float[] p, int po, float[] x, int image, int oh, int count, Conv2dGeometry g) {
        if (g.inPlace) {
            return image + oh * g.inW;
        }
        return copy(p, po, x, image, oh, count, g);
    }

    /** The same always in {@code p}. */
    static int copy(float[] p, int po, float[] x, int image, int oh, int count, Conv2dGeometry g) {
        int width = g.rowPitch / g.inC;
        int first = Math.min(width, g.padLeft);
        int end = Math.max(first, Math.min(width, g.padLeft + g.inW));
        int to = po;
        int top = oh - g.padTop;
        for (int r = top; r < top + count + g.kH - 1; r++) {
            if (r < 0 || r >= g.inH) {
                ArithmeticKernels.fill(p, to, g.rowPitch, 0f);
            } else {
                int row = image + r * g.inW * g.inC;
                for (int at = to; at < to + g.rowPitch; at += width) {
                    clear(p, at, first);
                    clear(p, at + end, width - end);
                }
                channels(p, to + first, width, x, row, g.inC, end - first);
            }
            to += g.rowPitch;
        }
        return po;
    }

    /** A few zeros, for which {@link ArithmeticKernels#fill} is too much. */
    private static void clear(float[] p, int po, int n) {
        for (int i = 0; i < n; i++) {
            p[po + i] = 0f;
        }
    }

    /** {@code n} pixels channel by channel, {@code width} apart. */
    private static void channels(float[] p, int po, int width, float[] x, int xo, int channels, int n) {
        if (channels == 1) {
            System.arraycopy(x, xo, p, po, n);
        } else if (channels == 3) {
            for (int i = 0; i < n; i++) {
                p[po + i] = x[xo + 3 * i];
                p[po + width + i] = x[xo + 3 * i + 1];
                p[po + 2 * width + i] = x[xo + 3 * i + 2];
            }
        } else {
            for (int c = 0; c < channels; c++) {
                for (int i = 0; i < n; i++) {
                    p[po + c * width + i] = x[xo + i * channels + c];
                }
            }
        }
    }

    /** Whether these are 3x3 kernels over one channel, all of whose weights fit into registers. */
    static boolean isOneChannel(Conv2dGeometry g) {
        return g.inC == 1 && g.kH == 3 && g.kW == 3;
    }

    /** Two rows of the result or one, whose runs are then next to one another; the last tile begins where it ends with the row. */
    private static void row(
            float[] y,
            int yo,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float floor,
            float[] rows,
            int from,
            boolean two,
            Conv2dGeometry g) {
        float[] s = b.length == 0 ? VectorPanels.ZEROS : b;
        int second = two ? g.rowPitch : RUN;
        int ySecond = two ? g.outW * g.outC : RUN * g.outC;
        int pixels = two ? RUN : 2 * RUN;
        for (int ow = 0; ow < g.outW; ow += pixels) {
            int at = Math.min(ow, g.outW - pixels);
            int panel = wo;
            for (int j = 0; j < g.outC; ) {
                int width = columns(g.outC - j, g);
                int column = Math.min(j, g.outC - L);
                int to = yo + at * g.outC + column;
                int so = b.length == 0 ? 0 : bo + column;
                if (g.kW != 3) {
                    VectorPixelTile.any8x1(
                            y,
                            to,
                            g.outC,
                            ySecond,
                            s,
                            so,
                            floor,
                            rows,
                            from + at,
                            second,
                            g.tapOffsets,
                            w,
                            panel,
                            L,
                            g.patch);
                } else if (width > L) {
                    VectorPixelTile.three8x2(
                            y,
                            to,
                            g.outC,
                            ySecond,
                            s,
                            so,
                            floor,
                            rows,
                            from + at,
                            g.rowPitch / g.inC,
                            second,
                            w,
                            panel,
                            g.kH * g.inC);
                } else {
                    VectorPixelTile.three8x1(
                            y,
                            to,
                            g.outC,
                            ySecond,
                            s,
                            so,
                            floor,
                            rows,
                            from + at,
                            g.rowPitch / g.inC,
                            second,
                            w,
                            panel,
                            g.kH * g.inC);
                }
                panel += g.patch * width;
                j += width;
            }
        }
    }

    /** The columns of the next panel where {@code left} are left; the last one begins where it ends with the row. */
    static int columns(int left, Conv2dGeometry g) {
        return WIDE && g.kW == 3 && left >= 2 * L ? 2 * L : L;
    }

    /** Lays out the weights panel by panel, taps in the order in which tiles read them: row, input channel, column. */
    static void pack(float[] p, int po, float[] w, int wo, Conv2dGeometry g) {
        int to = po;
        for (int j = 0; j < g.outC; ) {
            int width = columns(g.outC - j, g);
            int column = Math.min(j, g.outC - L);
            for (int k = 0; k < g.patch; k++) {
                int row = k / (g.kW * g.inC);
                int c = k / g.kW % g.inC;
                int tap = (row * g.kW + k % g.kW) * g.inC + c;
                System.arraycopy(w, wo + tap * g.outC + column, p, to, width);
                to += width;
            }
            j += width;
        }
    }
}
