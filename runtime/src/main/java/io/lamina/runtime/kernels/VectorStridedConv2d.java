package io.lamina.runtime.kernels;

/**
 * 3 x 3 convolutions with a stride of 2, and their gradients by the weights, by {@link VectorStridedWinograd}: a strip of tiles of 2 x 2
 * outputs at a time becomes nine products of matrices.
 *
 * <p>Scratch memory: a run's rows after the first dimension, the terms of the nine sums, the sums or what they are multiplied by, and
 * a run at the image's edge.
 */
final class VectorStridedConv2d {
    private static final int L = VectorWidth.LANES;

    /** Tiles of a run, whose rows stay in the first-level cache. */
    static final int RUN = 8;

    private VectorStridedConv2d() {}

    /** The distance of a run's rows after the first dimension. */
    private static int row(Conv2dGeometry g) {
        return VectorWinogradConv2d.plane((4 * RUN + 1) * g.inC);
    }

    /** The floats of all packed weights. */
    static int packed(Conv2dGeometry g) {
        return 25 * g.inC * (g.outC + L);
    }

    /** Transforms the weights, which takes {@code 4 inC outC} floats of scratch memory, and packs them. */
    static void pack(float[] p, int po, float[] w, int wo, float[] scratch, int so, Conv2dGeometry g) {
        for (int sum = 0; sum < 9; sum++) {
            VectorStridedWinograd.weights(scratch, so, w, wo, sum, g.inC * g.outC);
            int to = po + VectorStridedWinograd.before(sum) * g.inC * (g.outC + L);
            VectorPanels.pack(p, to, scratch, so, g.outC, VectorStridedWinograd.terms(sum) * g.inC, g.outC);
        }
    }

    /** {@code y = max(b + convolution, floor)}, after {@link #pack}. */
    static void forward(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] p,
            int po,
            float[] b,
            int bo,
            float floor,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g) {
        int across = (g.outW + 1) / 2;
        int down = (g.outH + 1) / 2;
        int tiles = n * down * across;
        int strip = VectorWinogradConv2d.strip(tiles, g);
        int plane = VectorWinogradConv2d.plane(strip * g.outC);
        int v = so + 5 * row(g);
        int m = v + VectorStridedWinograd.place(9, strip, g.inC);
        int zeros = m + 9 * plane;
        int edge = zeros + g.outC;
        ArithmeticKernels.fill(scratch, zeros, g.outC, 0f);
        float[] start = b.length == 0 ? scratch : b;
        int bias = b.length == 0 ? zeros : bo;
        for (int first = 0; first < tiles; first += strip) {
            int count = Math.min(strip, tiles - first);
            int run;
            for (int t = 0; t < count; t += run) {
                int tile = first + t;
                run = Math.min(RUN, Math.min(across - tile % across, count - t));
                int image = xo + tile / (down * across) * g.inSize;
                input(scratch, so, x, image, tile / across % down * 2, tile % across * 2, run, edge, g);
                terms(scratch, v, strip, t, so, 0, g.inC, run, g);
            }
            for (int sum = 0; sum < 9; sum++) {
                int k = VectorStridedWinograd.terms(sum) * g.inC;
                int w = po + VectorStridedWinograd.before(sum) * g.inC * (g.outC + L);
                int to = m + sum * plane;
                VectorGemm.multiply(
                        scratch,
                        to,
                        g.outC,
                        Kernels.NONE,
                        0,
                        0,
                        scratch,
                        v + VectorStridedWinograd.place(sum, strip, g.inC),
                        k,
                        p,
                        w,
                        scratch,
                        edge,
                        count,
                        k,
                        g.outC);
            }
            for (int t = 0; t < count; t += run) {
                int tile = first + t;
                run = Math.min(across - tile % across, count - t);
                int oh = tile / across % down * 2;
                int ow = tile % across * 2;
                int to = yo + tile / (down * across) * g.outSize + (oh * g.outW + ow) * g.outC;
                output(
                        y,
                        to,
                        g.outH - oh,
                        g.outW - ow,
                        scratch,
                        m + t * g.outC,
                        plane,
                        run,
                        start,
                        bias,
                        floor,
                        edge,
                        g);
            }
        }
    }

    /** The first dimension of the inputs of a run of tiles from output pixel {@code (oh, ow)} on, all channels. */
    private static void input(
            float[] scratch, int to, float[] x, int image, int oh, int ow, int run, int edge, Conv2dGeometry g) {
        int width = 4 * run + 1;
        int ih = 2 * oh - g.padTop;
        int iw = 2 * ow - g.padLeft;
        int left = Math.max(0, -iw);
        int right = Math.max(left, Math.min(width, g.inW - iw));
        int n = (right - left) * g.inC;
        int row = g.inW * g.inC;
        int from = image + ih * row + (iw + left) * g.inC;
        int tRow = row(g);
        if (ih >= 0 && ih + 5 <= g.inH) {
            VectorStridedWinograd.inputColumns(scratch, to + left * g.inC, tRow, x, from, row, n);
        } else {
            VectorWinogradConv2d.copyRows(scratch, edge, x, from, row, n, 5, -ih, g.inH - ih);
            VectorStridedWinograd.inputColumns(scratch, to + left * g.inC, tRow, scratch, edge, n, n);
        }
        VectorWinogradConv2d.clearColumns(scratch, to, tRow, 5, 0, left * g.inC);
        VectorWinogradConv2d.clearColumns(scratch, to, tRow, 5, right * g.inC, width * g.inC);
    }

    /** The second dimension of a run: the terms of all sums from tile {@code t} of the strip on, of channels {@code channel} to {@code channel + channels}. */
    private static void terms(
            float[] scratch, int v, int strip, int t, int rows, int channel, int channels, int run, Conv2dGeometry g) {
        for (int i = 0; i < 5; i++) {
            int down = i < 2 ? 0 : i - 1 - i / 4;
            int part = i == 1 || i == 4 ? 1 : 0;
            int step = VectorStridedWinograd.terms(3 * down) * channels;
            int first = v + VectorStridedWinograd.place(3 * down, strip, channels) + t * step + 2 * part * channels;
            int both = v + VectorStridedWinograd.place(3 * down + 1, strip, channels) + t * step / 2 + part * channels;
            int second =
                    v + VectorStridedWinograd.place(3 * down + 2, strip, channels) + t * step + 2 * part * channels;
            int from = rows + i * row(g) + channel;
            VectorStridedWinograd.inputRow(scratch, first, both, second, step, scratch, from, run, g.inC, channels);
        }
    }

    /** The outputs of a run of tiles; of those that cross the edge only the pixels inside are stored. */
    private static void output(
            float[] y,
            int yo,
            int rows,
            int columns,
            float[] scratch,
            int m,
            int plane,
            int run,
            float[] b,
            int bo,
            float floor,
            int edge,
            Conv2dGeometry g) {
        int yRow = g.outW * g.outC;
        int whole = rows > 1 ? Math.min(run, columns / 2) : 0;
        VectorStridedWinograd.output(y, yo, yRow, scratch, m, plane, whole, b, bo, g.outC, floor);
        int n = 2 * g.outC;
        for (int t = whole; t < run; t++) {
            VectorStridedWinograd.output(scratch, edge, n, scratch, m + t * g.outC, plane, 1, b, bo, g.outC, floor);
            int size = Math.min(2, columns - 2 * t) * g.outC;
            for (int i = 0; i < Math.min(2, rows); i++) {
                System.arraycopy(scratch, edge + i * n, y, yo + t * n + i * yRow, size);
            }
        }
    }

    /** The weight gradient of input channels {@code from} to {@code to}, both whole vectors: the nine sums' own gradients, put together. */
    static void backwardWeights(
            float[] dw,
            int dwo,
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g,
            int from,
            int to) {
        int channels = to - from;
        if (channels == 0) {
            return;
        }
        int across = (g.outW + 1) / 2;
        int down = (g.outH + 1) / 2;
        int tiles = n * down * across;
        int strip = VectorWinogradConv2d.strip(tiles, g);
        int plane = VectorWinogradConv2d.plane(strip * g.outC);
        int size = channels * g.outC;
        int rows = so + 25 * size;
        int v = rows + 5 * row(g);
        int z = v + VectorStridedWinograd.place(9, strip, channels);
        int edge = z + 9 * plane;
        for (int first = 0; first < tiles; first += strip) {
            int count = Math.min(strip, tiles - first);
            int run;
            for (int t = 0; t < count; t += run) {
                int tile = first + t;
                run = Math.min(RUN, Math.min(across - tile % across, count - t));
                int image = tile / (down * across);
                int oh = tile / across % down * 2;
                int ow = tile % across * 2;
                input(scratch, rows, x, xo + image * g.inSize, oh, ow, run, edge, g);
                terms(scratch, v, strip, t, rows, from, channels, run, g);
                gradient(scratch, z + t * g.outC, plane, dy, dyo + image * g.outSize, oh, ow, run, edge, g);
            }
            for (int sum = 0; sum < 9; sum++) {
                int m = VectorStridedWinograd.terms(sum) * channels;
                VectorOuter.sum(
                        scratch,
                        so + VectorStridedWinograd.before(sum) * size,
                        g.outC,
                        scratch,
                        v + VectorStridedWinograd.place(sum, strip, channels),
                        m,
                        scratch,
                        z + sum * plane,
                        g.outC,
                        scratch,
                        edge,
                        m,
                        g.outC,
                        count,
                        first > 0);
            }
        }
        for (int tap = 0; tap < 9; tap++) {
            int a = tap / 3;
            int b = tap % 3;
            int target = dwo + tap * g.inC * g.outC + from * g.outC;
            VectorStridedWinograd.sum(
                    dw,
                    target,
                    scratch,
                    so + term(a, 0, b, 0) * size,
                    so + term(a, 0, b, 1) * size,
                    so + term(a, 1, b, 0) * size,
                    so + term(a, 1, b, 1) * size,
                    size);
        }
    }

    /** Which of the 25 terms is one of the two by two that a tap is part of. */
    private static int term(int row, int i, int column, int j) {
        int down = sumOf(row, i);
        int along = sumOf(column, j);
        int part = partOf(row, i) * (along == 1 ? 1 : 2) + partOf(column, j);
        return VectorStridedWinograd.before(3 * down + along) + part;
    }

    /** A tap is a term of two of the sums of a dimension. */
    private static int sumOf(int tap, int i) {
        return i == 0 ? tap / 2 * 2 : tap == 1 ? 2 : 1;
    }

    private static int partOf(int tap, int i) {
        return i == 0 && tap > 0 ? 1 : 0;
    }

    /** What a run of tiles is multiplied by; pixels outside the image have no gradient. */
    private static void gradient(
            float[] scratch,
            int to,
            int plane,
            float[] dy,
            int image,
            int oh,
            int ow,
            int run,
            int edge,
            Conv2dGeometry g) {
        int row = g.outW * g.outC;
        int from = image + oh * row + ow * g.outC;
        int columns = g.outW - ow;
        int whole = oh + 2 <= g.outH ? Math.min(run, columns / 2) : 0;
        VectorStridedWinograd.gradient(scratch, to, plane, dy, from, row, whole, g.outC);
        int n = 2 * g.outC;
        for (int t = whole; t < run; t++) {
            int size = Math.min(2, columns - 2 * t) * g.outC;
            ArithmeticKernels.fill(scratch, edge, 2 * n, 0f);
            for (int i = 0; i < Math.min(2, g.outH - oh); i++) {
                System.arraycopy(dy, from + t * n + i * row, scratch, edge + i * n, size);
            }
            VectorStridedWinograd.gradient(scratch, to + t * g.outC, plane, scratch, edge, n, 1, g.outC);
        }
    }
}
