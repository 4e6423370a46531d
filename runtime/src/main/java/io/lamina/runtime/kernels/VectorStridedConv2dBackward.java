package io.lamina.runtime.kernels;

/**
 * The gradient by the images of {@link VectorStridedConv2d}'s convolutions, by {@link VectorStridedWinogradBackward}: a strip of tiles of 4 x 4
 * inputs at a time becomes 16 products of matrices.
 *
 * <p>Scratch memory: a run's rows after the first dimension, the values, their products, and a run at the image's edge.
 */
final class VectorStridedConv2dBackward {
    private static final int L = VectorWidth.LANES;

    private VectorStridedConv2dBackward() {}

    /** The distance of a run's rows after the first dimension. */
    private static int row(Conv2dGeometry g) {
        return VectorWinogradConv2d.plane((2 * VectorStridedConv2d.RUN + 1) * g.outC);
    }

    /** The floats of all packed weights. */
    static int packed(Conv2dGeometry g) {
        return 25 * g.outC * (g.inC + L);
    }

    /** Transforms the weights, which takes {@code 4 inC outC} floats of scratch memory, and packs their transposes. */
    static void pack(float[] p, int po, float[] w, int wo, float[] scratch, int so, Conv2dGeometry g) {
        for (int value = 0; value < 16; value++) {
            VectorStridedWinogradBackward.weights(scratch, so, w, wo, value, g.inC * g.outC);
            int to = po + VectorStridedWinogradBackward.before(value) * g.outC * (g.inC + L);
            VectorPanels.packTransposed(
                    p, to, scratch, so, g.outC, g.outC, VectorStridedWinogradBackward.products(value) * g.inC);
        }
    }

    /** {@code dx}, after {@link #pack}. */
    static void input(
            float[] dx,
            int dxo,
            float[] dy,
            int dyo,
            float[] p,
            int po,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g) {
        int across = (g.inW + 3) / 4;
        int down = (g.inH + 3) / 4;
        int tiles = n * down * across;
        int strip = VectorWinogradConv2d.strip(tiles, g);
        int plane = VectorWinogradConv2d.plane(strip * g.outC);
        int z = so + 4 * row(g);
        int m = z + 16 * plane;
        int edge = m + VectorStridedWinogradBackward.place(16, strip, g.inC);
        for (int first = 0; first < tiles; first += strip) {
            int count = Math.min(strip, tiles - first);
            int run;
            for (int t = 0; t < count; t += run) {
                int tile = first + t;
                run = Math.min(VectorStridedConv2d.RUN, Math.min(across - tile % across, count - t));
                int image = dyo + tile / (down * across) * g.outSize;
                int oh = tile / across % down * 2 + start(g.padTop);
                int ow = tile % across * 2 + start(g.padLeft);
                gradient(scratch, so, dy, image, oh, ow, run, edge, g);
                values(scratch, z + t * g.outC, plane, so, run, g);
            }
            for (int value = 0; value < 16; value++) {
                int columns = VectorStridedWinogradBackward.products(value) * g.inC;
                VectorGemm.multiply(
                        scratch,
                        m + VectorStridedWinogradBackward.place(value, strip, g.inC),
                        columns,
                        Kernels.NONE,
                        0,
                        0,
                        scratch,
                        z + value * plane,
                        g.outC,
                        p,
                        po + VectorStridedWinogradBackward.before(value) * g.outC * (g.inC + L),
                        scratch,
                        edge,
                        count,
                        g.outC,
                        columns);
            }
            for (int t = 0; t < count; t += run) {
                int tile = first + t;
                run = Math.min(VectorStridedConv2d.RUN, Math.min(across - tile % across, count - t));
                int ih = tile / across % down * 4;
                int iw = tile % across * 4;
                int to = dxo + tile / (down * across) * g.inSize + (ih * g.inW + iw) * g.inC;
                pixels(dx, to, g.inH - ih, g.inW - iw, scratch, m, strip, t, run, edge, g);
            }
        }
    }

    /** Where, for the first tile, the first of its three gradients lies. */
    private static int start(int pad) {
        return pad % 2 == 1 ? pad / 2 : pad / 2 - 1;
    }

    /** The first dimension of a run of tiles' gradients from output pixel {@code (oh, ow)} on; those outside the image are zeros. */
    private static void gradient(
            float[] scratch, int to, float[] dy, int image, int oh, int ow, int run, int edge, Conv2dGeometry g) {
        int width = 2 * run + 1;
        int left = Math.min(width, Math.max(0, -ow));
        int right = Math.max(left, Math.min(width, g.outW - ow));
        int n = (right - left) * g.outC;
        int row = g.outW * g.outC;
        int from = image + oh * row + (ow + left) * g.outC;
        boolean odd = g.padTop % 2 == 1;
        int tRow = row(g);
        if (oh >= 0 && oh + 3 <= g.outH) {
            VectorStridedWinogradBackward.columns(scratch, to + left * g.outC, tRow, dy, from, row, n, odd);
        } else {
            VectorWinogradConv2d.copyRows(scratch, edge, dy, from, row, n, 3, -oh, g.outH - oh);
            VectorStridedWinogradBackward.columns(scratch, to + left * g.outC, tRow, scratch, edge, n, n, odd);
        }
        VectorWinogradConv2d.clearColumns(scratch, to, tRow, 4, 0, left * g.outC);
        VectorWinogradConv2d.clearColumns(scratch, to, tRow, 4, right * g.outC, width * g.outC);
    }

    /** The second dimension: all values of a run. */
    private static void values(float[] scratch, int z, int plane, int rows, int run, Conv2dGeometry g) {
        for (int i = 0; i < 4; i++) {
            int to = z + 4 * i * plane;
            VectorStridedWinogradBackward.row(
                    scratch, to, plane, scratch, rows + i * row(g), run, g.outC, g.padLeft % 2 == 1);
        }
    }

    /** The pixels of a run of tiles; of those that cross the edge only the pixels inside are stored. */
    private static void pixels(
            float[] dx,
            int dxo,
            int rows,
            int columns,
            float[] scratch,
            int m,
            int strip,
            int t,
            int run,
            int edge,
            Conv2dGeometry g) {
        boolean oddRow = g.padTop % 2 == 1;
        boolean odd = g.padLeft % 2 == 1;
        int row = g.inW * g.inC;
        if (rows >= 4 && columns >= 4 * run) {
            VectorStridedWinogradBackward.pixels(dx, dxo, row, scratch, m, strip, t, run, g.inC, oddRow, odd);
            return;
        }
        int whole = 4 * run * g.inC;
        VectorStridedWinogradBackward.pixels(scratch, edge, whole, scratch, m, strip, t, run, g.inC, oddRow, odd);
        for (int i = 0; i < Math.min(4, rows); i++) {
            System.arraycopy(scratch, edge + i * whole, dx, dxo + i * row, Math.min(4 * run, columns) * g.inC);
        }
    }
}
