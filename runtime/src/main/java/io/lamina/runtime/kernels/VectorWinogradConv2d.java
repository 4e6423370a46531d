package io.lamina.runtime.kernels;

/**
 * 3 x 3 convolutions and their gradients by {@link VectorWinograd}: tiles of 2 x 2 outputs, a strip of them at a time, become
 * 16 products of matrices, one for each place of the transformed tiles.
 *
 * <p>Scratch memory: the transformed weights, the strip's transformed inputs and outputs, a tile at the image's edge, and what
 * {@link VectorGemm} needs.
 */
final class VectorWinogradConv2d {
    private static final int L = VectorWidth.LANES;
    /** Floats of results that are taken together. */
    private static final int IMAGES = 65536;

    private VectorWinogradConv2d() {}

    /**
     * The distance of planes of {@code rows} times {@code channels}. Without the odd cache line sixteen planes' values of one
     * place would all fall into the same set of the first-level cache.
     */
    private static int plane(int rows, int channels) {
        return rows * channels + 16;
    }

    /**
     * Tiles at a time: as many strips as must be, of equal size but for the rows of a tile of {@link VectorGemm}. A thread may
     * have no images, and then no tiles.
     */
    private static int strip(int tiles, Conv2dGeometry g) {
        int strips = Math.max(1, (tiles + g.tiles - 1) / g.tiles);
        return ((tiles + strips - 1) / strips + 3) / 4 * 4;
    }

    /** The floats of a packed plane of the weights. */
    private static int panel(Conv2dGeometry g) {
        return g.inC * (g.outC + L);
    }

    /** Transforms and packs the weights to the beginning of the scratch memory. */
    static void pack(float[] w, int wo, float[] scratch, int so, Conv2dGeometry g) {
        int u = so + 16 * panel(g);
        int count = g.inC * g.outC;
        VectorWinograd.weights(scratch, u, w, wo, count, false);
        for (int k = 0; k < 16; k++) {
            VectorPanels.pack(scratch, so + k * panel(g), scratch, u + k * count, g.outC, g.inC, g.outC);
        }
    }

    /** As {@link #pack} for the gradient by the images, which is a convolution with turned and transposed kernels. */
    static void packReversed(float[] w, int wo, float[] scratch, int so, Conv2dGeometry reversed) {
        int u = so + 16 * panel(reversed);
        int count = reversed.inC * reversed.outC;
        VectorWinograd.weights(scratch, u, w, wo, count, true);
        for (int k = 0; k < 16; k++) {
            VectorPanels.packTransposed(
                    scratch,
                    so + k * panel(reversed),
                    scratch,
                    u + k * count,
                    reversed.inC,
                    reversed.inC,
                    reversed.outC);
        }
    }

    /** {@code y = activation(b + convolution)}, after {@link #pack}; some images at a time, which stay in the cache for it. */
    static void forward(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] b,
            int bo,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g,
            int activation,
            float alpha) {
        boolean relu = activation == Activations.RELU;
        int together = Math.max(1, IMAGES / g.outSize);
        for (int i = 0; i < n; i += together) {
            int images = Math.min(together, n - i);
            int to = yo + i * g.outSize;
            float floor = relu ? 0f : Float.NEGATIVE_INFINITY;
            rows(y, to, g.outSize, x, xo + i * g.inSize, b, bo, floor, scratch, so, images, 0, g.outH, g);
            if (!relu) {
                VectorActivation.forward(y, to, y, to, images * g.outSize, activation, alpha);
            }
        }
    }

    /**
     * Rows {@code from}, an even one, to {@code end} of {@code images} images: {@code y[images, end - from, outW, outC]},
     * images {@code yImage} apart, {@code max(b + convolution, floor)}, after {@link #pack}.
     */
    static void rows(
            float[] y,
            int yo,
            int yImage,
            float[] x,
            int xo,
            float[] b,
            int bo,
            float floor,
            float[] scratch,
            int so,
            int images,
            int from,
            int end,
            Conv2dGeometry g) {
        int across = (g.outW + 1) / 2;
        int down = (end - from + 1) / 2;
        int tiles = images * down * across;
        int v = so + 16 * panel(g);
        int m = v + 16 * plane(g.tiles, g.inC);
        int zeros = m + 16 * plane(g.tiles, g.outC);
        int edge = zeros + g.outC;
        ArithmeticKernels.fill(scratch, zeros, g.outC, 0f);
        float[] start = b.length == 0 ? scratch : b;
        int bias = b.length == 0 ? zeros : bo;
        int strip = strip(tiles, g);
        for (int first = 0; first < tiles; first += strip) {
            int count = Math.min(strip, tiles - first);
            for (int t = 0; t < count; t++) {
                int tile = first + t;
                int image = xo + tile / (down * across) * g.inSize;
                int oh = from + tile / across % down * 2;
                input(
                        scratch,
                        v + t * g.inC,
                        plane(g.tiles, g.inC),
                        x,
                        image,
                        oh,
                        tile % across * 2,
                        0,
                        g.inC,
                        edge,
                        g);
            }
            multiply(scratch, so, v, m, edge, count, g);
            for (int t = 0; t < count; t++) {
                int tile = first + t;
                int oh = tile / across % down * 2;
                int ow = tile % across * 2;
                int to = yo + tile / (down * across) * yImage + (oh * g.outW + ow) * g.outC;
                output(y, to, end - from - oh, g.outW - ow, scratch, m + t * g.outC, start, bias, floor, edge, g);
            }
        }
    }

    private static void multiply(float[] scratch, int so, int v, int m, int edge, int count, Conv2dGeometry g) {
        for (int k = 0; k < 16; k++) {
            VectorGemm.multiply(
                    scratch,
                    m + k * plane(g.tiles, g.outC),
                    g.outC,
                    Kernels.NONE,
                    0,
                    0,
                    scratch,
                    v + k * plane(g.tiles, g.inC),
                    g.inC,
                    scratch,
                    so + k * panel(g),
                    scratch,
                    edge,
                    count,
                    g.inC,
                    g.outC);
        }
    }

    /** Transforms the inputs of the tile at output pixel {@code (oh, ow)}; one that crosses the edge is laid out first. */
    private static void input(
            float[] scratch,
            int v,
            int plane,
            float[] x,
            int image,
            int oh,
            int ow,
            int channel,
            int channels,
            int edge,
            Conv2dGeometry g) {
        int ih = oh - g.padTop;
        int iw = ow - g.padLeft;
        int row = g.inW * g.inC;
        int from = image + ih * row + iw * g.inC + channel;
        if (ih >= 0 && iw >= 0 && ih + 4 <= g.inH && iw + 4 <= g.inW) {
            VectorWinograd.input(scratch, v, plane, x, from, row, g.inC, channels);
            return;
        }
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                int to = edge + (4 * i + j) * channels;
                boolean inside = ih + i >= 0 && ih + i < g.inH && iw + j >= 0 && iw + j < g.inW;
                VectorWinograd.pixel(scratch, to, x, from + i * row + j * g.inC, channels, inside);
            }
        }
        VectorWinograd.input(scratch, v, plane, scratch, edge, 4 * channels, channels, channels);
    }

    /** Transforms a tile back; of one that crosses the edge only the pixels inside are stored. */
    private static void output(
            float[] y,
            int yo,
            int rows,
            int columns,
            float[] scratch,
            int m,
            float[] b,
            int bo,
            float floor,
            int edge,
            Conv2dGeometry g) {
        int plane = plane(g.tiles, g.outC);
        if (rows >= 2 && columns >= 2) {
            VectorWinograd.output(y, yo, g.outW * g.outC, g.outC, scratch, m, plane, b, bo, floor, g.outC);
            return;
        }
        VectorWinograd.output(scratch, edge, 2 * g.outC, g.outC, scratch, m, plane, b, bo, floor, g.outC);
        for (int i = 0; i < Math.min(2, rows); i++) {
            System.arraycopy(
                    scratch, edge + 2 * i * g.outC, y, yo + i * g.outW * g.outC, Math.min(2, columns) * g.outC);
        }
    }

    /**
     * The weight gradient of input channels {@code from} to {@code to}, both whole vectors: {@code du = sum over tiles of vᵀ
     * z}, place by place, transformed back.
     */
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
        int plane = plane(channels, g.outC);
        int v = so + 16 * plane;
        int z = v + 16 * plane(g.tiles, channels);
        int edge = z + 16 * plane(g.tiles, g.outC);
        int strip = strip(tiles, g);
        for (int first = 0; first < tiles; first += strip) {
            int count = Math.min(strip, tiles - first);
            for (int t = 0; t < count; t++) {
                int tile = first + t;
                int image = tile / (down * across);
                int oh = tile / across % down * 2;
                int ow = tile % across * 2;
                int vt = v + t * channels;
                input(scratch, vt, plane(g.tiles, channels), x, xo + image * g.inSize, oh, ow, from, channels, edge, g);
                gradient(scratch, z + t * g.outC, dy, dyo + image * g.outSize, oh, ow, edge, g);
            }
            for (int k = 0; k < 16; k++) {
                VectorOuter.sum(
                        scratch,
                        so + k * plane,
                        g.outC,
                        scratch,
                        v + k * plane(g.tiles, channels),
                        channels,
                        scratch,
                        z + k * plane(g.tiles, g.outC),
                        g.outC,
                        scratch,
                        edge,
                        channels,
                        g.outC,
                        count,
                        first > 0);
            }
        }
        int tap = g.inC * g.outC;
        VectorWinograd.weightGradient(dw, dwo + from * g.outC, tap, scratch, so, plane, channels * g.outC);
    }

    /** Transforms a tile of gradients; pixels outside the image have none. */
    private static void gradient(
            float[] scratch, int z, float[] dy, int image, int oh, int ow, int edge, Conv2dGeometry g) {
        int plane = plane(g.tiles, g.outC);
        int row = g.outW * g.outC;
        int from = image + oh * row + ow * g.outC;
        if (oh + 2 <= g.outH && ow + 2 <= g.outW) {
            VectorWinograd.gradient(scratch, z, plane, dy, from, row, g.outC, g.outC);
            return;
        }
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                boolean inside = oh + i < g.outH && ow + j < g.outW;
                int to = edge + (2 * i + j) * g.outC;
                VectorWinograd.pixel(scratch, to, dy, from + i * row + j * g.outC, g.outC, inside);
            }
        }
        VectorWinograd.gradient(scratch, z, plane, scratch, edge, 2 * g.outC, g.outC, g.outC);
    }
}
