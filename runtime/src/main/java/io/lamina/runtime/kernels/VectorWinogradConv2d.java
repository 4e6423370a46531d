package io.lamina.runtime.kernels;

/**
 * 3 x 3 convolutions and their gradients by {@link VectorWinograd}: tiles of 4 x 4 outputs, a strip of them at a time, become
 * 36 products of matrices, one for each place of the transformed tiles.
 *
 * <p>The first dimension is transformed for a run of neighbouring tiles at once. The second one, the products and the way back
 * follow for one row of places after the other, which stays in the first-level cache.
 *
 * <p>Scratch memory: a strip's rows after the first dimension, of inputs and of outputs; the planes
 * of one row; and a run at the image's edge.
 */
final class VectorWinogradConv2d {
    private static final int L = VectorWidth.LANES;
    /** Places of a transformed tile. */
    private static final int PLACES = 36;

    private VectorWinogradConv2d() {}

    /**
     * The distance of planes of {@code size}. Without the odd cache line the planes' values of one place would all fall into
     * the same set of the first-level cache.
     */
    static int plane(int size) {
        return size + 16;
    }

    /** The distance of a strip's planes. */
    private static int plane(int channels, Conv2dGeometry g) {
        return plane(g.tiles * channels);
    }

    /** The distance of a strip's rows of inputs after the first dimension; a run has two pixels more than its outputs. */
    private static int rowIn(int channels, Conv2dGeometry g) {
        return plane(6 * g.tiles * channels);
    }

    /** The distance of a strip's rows of outputs. */
    private static int row(int channels, Conv2dGeometry g) {
        return plane(4 * g.tiles * channels);
    }

    /**
     * Tiles at a time: as many strips as must be, of equal size but for the rows of a tile of {@link VectorGemm}. A thread may
     * have no images, and then no tiles.
     */
    static int strip(int tiles, Conv2dGeometry g) {
        int strips = Math.max(1, (tiles + g.tiles - 1) / g.tiles);
        return ((tiles + strips - 1) / strips + 11) / 12 * 12;
    }

    /** The floats of a packed plane of the weights. */
    private static int panel(Conv2dGeometry g) {
        return g.inC * (g.outC + L);
    }

    /** The floats of all packed weights. */
    static int packed(Conv2dGeometry g) {
        return PLACES * panel(g);
    }

    /** Transforms the weights, which takes {@code 36 inC outC} floats of scratch memory, and packs them. */
    static void pack(float[] p, int po, float[] w, int wo, float[] scratch, int so, Conv2dGeometry g) {
        int count = g.inC * g.outC;
        VectorWinograd.weights(scratch, so, w, wo, count, false);
        for (int k = 0; k < PLACES; k++) {
            VectorPanels.pack(p, po + k * panel(g), scratch, so + k * count, g.outC, g.inC, g.outC);
        }
    }

    /** As {@link #pack} for the gradient by the images, which is a convolution with turned and transposed kernels. */
    static void packReversed(float[] p, int po, float[] w, int wo, float[] scratch, int so, Conv2dGeometry reversed) {
        int count = reversed.inC * reversed.outC;
        VectorWinograd.weights(scratch, so, w, wo, count, true);
        for (int k = 0; k < PLACES; k++) {
            VectorPanels.packTransposed(
                    p, po + k * panel(reversed), scratch, so + k * count, reversed.inC, reversed.inC, reversed.outC);
        }
    }

    /**
     * Rows {@code from} to {@code end} of {@code images} images: {@code y[images, end - from, outW, outC]}, images {@code
     * yImage} apart, {@code max(b + convolution, floor)}, after {@link #pack}. A pixel has the same bits in all calls whose
     * {@code from} is a multiple of four.
     *
     * @param b a bias {@code [outC]}, {@link Kernels#NONE}, or images like y, which may be y
     * @param bImage the distance of images of b; 0 if it has none
     */
    static void rows(
            float[] y,
            int yo,
            int yImage,
            float[] x,
            int xo,
            float[] p,
            int po,
            float[] b,
            int bo,
            int bImage,
            float floor,
            float[] scratch,
            int so,
            int images,
            int from,
            int end,
            Conv2dGeometry g) {
        int across = (g.outW + 3) / 4;
        int down = (end - from + 3) / 4;
        int tiles = images * down * across;
        int rowsOut = so + 6 * rowIn(g.inC, g);
        int v = rowsOut + 6 * row(g.outC, g);
        int m = v + 6 * plane(g.inC, g);
        int zeros = m + 6 * plane(g.outC, g);
        int edge = zeros + g.outC;
        ArithmeticKernels.fill(scratch, zeros, g.outC, 0f);
        float[] start = b.length == 0 ? scratch : b;
        int bias = b.length == 0 ? zeros : bo;
        int strip = strip(tiles, g);
        for (int first = 0; first < tiles; first += strip) {
            int count = Math.min(strip, tiles - first);
            int run;
            for (int t = 0; t < count; t += run) {
                int tile = first + t;
                run = Math.min(across - tile % across, count - t);
                int image = xo + tile / (down * across) * g.inSize;
                int oh = from + tile / across % down * 4;
                input(scratch, so + t * 6 * g.inC, x, image, oh, tile % across * 4, run, edge, g);
            }
            for (int i = 0; i < 6; i++) {
                inputRow(scratch, v, so + i * rowIn(g.inC, g), first, count, across, 0, g.inC, g);
                multiply(p, po + 6 * i * panel(g), scratch, v, m, edge, count, g);
                int to = rowsOut + i * row(g.outC, g);
                VectorWinograd.outputRow(scratch, to, scratch, m, plane(g.outC, g), count, g.outC);
            }
            for (int t = 0; t < count; t += run) {
                int tile = first + t;
                run = Math.min(across - tile % across, count - t);
                int oh = tile / across % down * 4;
                int ow = tile % across * 4;
                int image = tile / (down * across);
                int pixel = (oh * g.outW + ow) * g.outC;
                int to = yo + image * yImage + pixel;
                int n = Math.min(4 * run, g.outW - ow) * g.outC;
                int row = rowsOut + 4 * t * g.outC;
                int rows = end - from - oh;
                if (bImage == 0) {
                    output(y, to, rows, n, scratch, row, start, bias, 0, g.outC, floor, edge, g);
                } else {
                    int added = bo + image * bImage + pixel;
                    output(y, to, rows, n, scratch, row, b, added, g.outW * g.outC, n, floor, edge, g);
                }
            }
        }
    }

    /** The products of one row of places. */
    private static void multiply(
            float[] p, int po, float[] scratch, int v, int m, int edge, int count, Conv2dGeometry g) {
        for (int k = 0; k < 6; k++) {
            VectorGemm.multiply(
                    scratch,
                    m + k * plane(g.outC, g),
                    g.outC,
                    Kernels.NONE,
                    0,
                    0,
                    scratch,
                    v + k * plane(g.inC, g),
                    g.inC,
                    p,
                    po + k * panel(g),
                    scratch,
                    edge,
                    count,
                    g.inC,
                    g.outC);
        }
    }

    /** The first dimension of the inputs of a run of tiles from output pixel {@code (oh, ow)} on, all channels. */
    private static void input(
            float[] scratch, int to, float[] x, int image, int oh, int ow, int run, int edge, Conv2dGeometry g) {
        int width = 4 * run + 2;
        int ih = oh - g.padTop;
        int iw = ow - g.padLeft;
        int left = Math.max(0, -iw);
        int right = Math.max(left, Math.min(width, g.inW - iw));
        int n = (right - left) * g.inC;
        int row = g.inW * g.inC;
        int from = image + ih * row + (iw + left) * g.inC;
        int tRow = rowIn(g.inC, g);
        int t = to + left * g.inC;
        boolean above = ih < 0;
        boolean below = ih + 6 > g.inH;
        if (ih >= -1 && ih + 5 <= g.inH) {
            // of a padding of one, only the first or the last row is missing: zeros for it, and no copies of the others
            float[] upper = above ? scratch : x;
            float[] lower = below ? scratch : x;
            if (above || below) {
                ArithmeticKernels.fill(scratch, edge, n, 0f);
            }
            int uo = above ? edge : from;
            int lo = below ? edge : from + 5 * row;
            VectorWinograd.inputColumns(scratch, t, tRow, upper, uo, x, from + row, row, lower, lo, n);
        } else {
            copyRows(scratch, edge, x, from, row, n, 6, -ih, g.inH - ih);
            int lo = edge + 5 * n;
            VectorWinograd.inputColumns(scratch, t, tRow, scratch, edge, scratch, edge + n, n, scratch, lo, n);
        }
        clearColumns(scratch, to, tRow, 6, 0, left * g.inC);
        clearColumns(scratch, to, tRow, 6, right * g.inC, width * g.inC);
    }

    /** The second dimension of one row, of channels {@code channel} to {@code channel + channels}. */
    private static void inputRow(
            float[] scratch,
            int v,
            int row,
            int first,
            int count,
            int across,
            int channel,
            int channels,
            Conv2dGeometry g) {
        int run;
        for (int t = 0; t < count; t += run) {
            run = Math.min(across - (first + t) % across, count - t);
            int from = row + t * 6 * g.inC + channel;
            VectorWinograd.inputRow(scratch, v + t * channels, plane(channels, g), scratch, from, run, g.inC, channels);
        }
    }

    /** Lays out {@code rows} rows of {@code n} values, zeros for those before {@code first} and from {@code end} on. */
    static void copyRows(float[] p, int po, float[] x, int xo, int row, int n, int rows, int first, int end) {
        for (int i = 0; i < rows; i++) {
            if (i >= first && i < end) {
                System.arraycopy(x, xo + i * row, p, po + i * n, n);
            } else {
                ArithmeticKernels.fill(p, po + i * n, n, 0f);
            }
        }
    }

    /** Zeros for what lies beside the image in all {@code rows} rows. */
    static void clearColumns(float[] t, int to, int tRow, int rows, int from, int end) {
        if (from < end) {
            for (int i = 0; i < rows; i++) {
                ArithmeticKernels.fill(t, to + i * tRow + from, end - from, 0f);
            }
        }
    }

    /** The second dimension of a run of tiles back; of those that cross the edge only the pixels inside are read and stored. */
    private static void output(
            float[] y,
            int yo,
            int rows,
            int n,
            float[] scratch,
            int from,
            float[] b,
            int bo,
            int bRow,
            int bLength,
            float floor,
            int edge,
            Conv2dGeometry g) {
        int tRow = row(g.outC, g);
        int yRow = g.outW * g.outC;
        if (rows >= 4) {
            VectorWinograd.outputColumns(y, yo, yRow, scratch, from, tRow, n, b, bo, bRow, bLength, floor);
            return;
        }
        if (bRow == 0) {
            VectorWinograd.outputColumns(scratch, edge, n, scratch, from, tRow, n, b, bo, 0, bLength, floor);
        } else {
            copyRows(scratch, edge, b, bo, bRow, n, 4, 0, rows);
            VectorWinograd.outputColumns(scratch, edge, n, scratch, from, tRow, n, scratch, edge, n, n, floor);
        }
        for (int i = 0; i < rows; i++) {
            System.arraycopy(scratch, edge + i * n, y, yo + i * yRow, n);
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
        int across = (g.outW + 3) / 4;
        int down = (g.outH + 3) / 4;
        int tiles = n * down * across;
        int sums = plane(channels * g.outC);
        int rowsIn = so + PLACES * sums;
        int rowsOut = rowsIn + 6 * rowIn(g.inC, g);
        int v = rowsOut + 6 * row(g.outC, g);
        int z = v + 6 * plane(channels, g);
        int edge = z + 6 * plane(g.outC, g);
        int strip = strip(tiles, g);
        for (int first = 0; first < tiles; first += strip) {
            int count = Math.min(strip, tiles - first);
            int run;
            for (int t = 0; t < count; t += run) {
                int tile = first + t;
                run = Math.min(across - tile % across, count - t);
                int image = tile / (down * across);
                int oh = tile / across % down * 4;
                int ow = tile % across * 4;
                input(scratch, rowsIn + t * 6 * g.inC, x, xo + image * g.inSize, oh, ow, run, edge, g);
                gradient(scratch, rowsOut + t * 4 * g.outC, dy, dyo + image * g.outSize, oh, ow, run, edge, g);
            }
            for (int i = 0; i < 6; i++) {
                inputRow(scratch, v, rowsIn + i * rowIn(g.inC, g), first, count, across, from, channels, g);
                int row = rowsOut + i * row(g.outC, g);
                VectorWinograd.gradientRow(scratch, z, plane(g.outC, g), scratch, row, count, g.outC);
                addProducts(scratch, so + 6 * i * sums, sums, v, z, edge, channels, count, first > 0, g);
            }
        }
        int tap = g.inC * g.outC;
        VectorWinograd.weightGradient(dw, dwo + from * g.outC, tap, scratch, so, sums, channels * g.outC);
    }

    /** The products of one row of places. */
    private static void addProducts(
            float[] scratch,
            int to,
            int sums,
            int v,
            int z,
            int edge,
            int channels,
            int count,
            boolean resume,
            Conv2dGeometry g) {
        for (int k = 0; k < 6; k++) {
            VectorOuter.sum(
                    scratch,
                    to + k * sums,
                    g.outC,
                    scratch,
                    v + k * plane(channels, g),
                    channels,
                    scratch,
                    z + k * plane(g.outC, g),
                    g.outC,
                    scratch,
                    edge,
                    channels,
                    g.outC,
                    count,
                    resume);
        }
    }

    /** The first dimension of the gradients of a run of tiles; pixels outside the image have none. */
    private static void gradient(
            float[] scratch, int to, float[] dy, int image, int oh, int ow, int run, int edge, Conv2dGeometry g) {
        int tRow = row(g.outC, g);
        int n = Math.min(4 * run, g.outW - ow) * g.outC;
        int row = g.outW * g.outC;
        int from = image + oh * row + ow * g.outC;
        if (oh + 4 <= g.outH) {
            VectorWinograd.gradientColumns(scratch, to, tRow, dy, from, row, n);
        } else {
            copyRows(scratch, edge, dy, from, row, n, 4, 0, g.outH - oh);
            VectorWinograd.gradientColumns(scratch, to, tRow, scratch, edge, n, n);
        }
        clearColumns(scratch, to, tRow, 6, n, 4 * run * g.outC);
    }
}
