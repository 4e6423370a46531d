package io.lamina.runtime.kernels;

/**
 * The gradient of {@link Conv2dKernels} by the images where kernels have one tap and pixels are skipped, as in the shortcuts of residual
 * networks: {@code dy wT} for some rows of output pixels, which are then put to where they belong, among zeros, or added to what is there.
 * The images are written once, from the first row to the last.
 */
final class VectorSpacedPixels {
    private static final int L = VectorWidth.LANES;

    private VectorSpacedPixels() {}

    /** The gradient, added to {@code a} where there is one; in place only the pixels are touched that have a tap. */
    static void input(
            float[] dx,
            int dxo,
            float[] dy,
            int dyo,
            float[] w,
            int wo,
            float[] a,
            int ao,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g) {
        int panels = VectorAlignment.align(so);
        int products = panels + g.outC * (g.inC + L);
        int edge = products + g.strip * g.inC;
        VectorPanels.packTransposed(scratch, panels, w, wo, g.outC, g.outC, g.inC);
        int some = Math.min(rowsOfWholeTiles(g.outW), g.strip / g.outW);
        int line = g.outW * g.inC;
        int all = n * g.outH;
        for (int row = 0; row < all; row += some) {
            int end = Math.min(all, row + some);
            VectorGemm.multiply(
                    scratch,
                    products,
                    g.inC,
                    Kernels.NONE,
                    0,
                    0,
                    dy,
                    dyo + row * g.outW * g.outC,
                    g.outC,
                    scratch,
                    panels,
                    scratch,
                    edge,
                    (end - row) * g.outW,
                    g.outC,
                    g.inC);
            for (int i = row; i < end; i++) {
                int image = i / g.outH * g.inSize;
                spread(dx, dxo + image, a, ao + image, scratch, products + (i - row) * line, i % g.outH, g);
            }
        }
    }

    /**
     * The fewest rows of {@code width} pixels that fill tiles of a dozen: the images' lines come from memory while the next tiles are computed, as far as there is
     * room for their stores to wait.
     */
    private static int rowsOfWholeTiles(int width) {
        int rows = 1;
        while (rows * width % 12 != 0) {
            rows++;
        }
        return rows;
    }

    /** Output row {@code oh} to its input row; what was to be there, or zeros, to the others up to the next output row's. */
    private static void spread(float[] dx, int image, float[] a, int ao, float[] p, int po, int oh, Conv2dGeometry g) {
        int line = g.inW * g.inC;
        int ih = oh * g.strideH - g.padTop;
        int first = oh == 0 ? 0 : Math.min(g.inH, Math.max(0, ih));
        int end = oh == g.outH - 1 ? g.inH : Math.min(g.inH, Math.max(0, ih + g.strideH));
        PlainDense.start(dx, image + first * line, a, ao + first * line, (end - first) * line);
        if (ih >= 0 && ih < g.inH) {
            int left = g.firstOutColumn(0);
            int count = g.endOutColumn(0) - left;
            int to = image + ih * line + (left * g.strideW - g.padLeft) * g.inC;
            int from = po + left * g.inC;
            if (a.length == 0) {
                VectorColumns.copy(dx, to, g.strideW * g.inC, p, from, g.inC, count, g.inC);
            } else {
                add(dx, to, g.strideW * g.inC, p, from, count, g.inC);
            }
        }
    }

    /** {@code n} floats added at {@code count} places, {@code step} apart. */
    private static void add(float[] dx, int dxo, int step, float[] p, int po, int count, int n) {
        for (int i = 0; i < count; i++) {
            int to = dxo + i * step;
            VectorArithmetic.add(dx, to, dx, to, p, po + i * n, n);
        }
    }
}
