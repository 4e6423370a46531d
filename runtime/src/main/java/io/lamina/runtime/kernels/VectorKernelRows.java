package io.lamina.runtime.kernels;

/**
 * The gradient of {@link Conv2dKernels} by the weights, one row of the kernel at a time: input rows are laid out once as patches of
 * that height, and all kernel rows that read them take them from there. Sums run over the pixels in their order, as they do over
 * {@link VectorPatches}, and have the same bits.
 *
 * <p>Input rows a stride apart belong to neighbouring output rows, and lie next to one another: what a kernel row multiplies is one
 * matrix of patches.
 */
final class VectorKernelRows {
    /** Pixels of an image from which it pays: each sum over so many is loaded and stored once. */
    static final int PIXELS = 96;

    private VectorKernelRows() {}

    /** Output rows of an image that go together: as many as there is room for, in equal parts. */
    private static int rows(Conv2dGeometry g) {
        int all = g.strip * g.kH / g.outW / g.strideH - shift(g);
        int parts = all < 1 ? g.outH : (g.outH + all - 1) / all;
        return (g.outH + parts - 1) / parts;
    }

    /** How many rows lie between what the first and the last kernel row read first, where they lie together. */
    private static int shift(Conv2dGeometry g) {
        return (g.kH - 1) / g.strideH;
    }

    /** Whether rows are shared, and there are pixels and channels enough. */
    static boolean pays(Conv2dGeometry g) {
        boolean shared = g.strideH < g.kH && g.dilationH == 1 && g.strip * g.kH / g.outW / g.strideH > shift(g);
        return shared && g.groupIn >= 16 && rows(g) * g.outW >= PIXELS;
    }

    /** Rows {@code from} to {@code to} of {@code dw}. */
    static void weights(
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
        int some = rows(g);
        int rowSize = g.outW * g.outC;
        for (int i = 0; i < n; i++) {
            for (int oh = 0; oh < g.outH; oh += some) {
                int rows = Math.min(some, g.outH - oh);
                int gradient = dyo + i * g.outSize + oh * rowSize;
                boolean resume = i > 0 || oh > 0;
                rows(dw, dwo, x, xo + i * g.inSize, dy, gradient, scratch, so, oh, rows, resume, g, from, to);
            }
        }
    }

    private static void rows(
            float[] dw,
            int dwo,
            float[] x,
            int image,
            float[] dy,
            int dyo,
            float[] scratch,
            int so,
            int oh,
            int rows,
            boolean resume,
            Conv2dGeometry g,
            int from,
            int to) {
        int run = g.kW * g.groupIn;
        int line = g.outW * run;
        int slot = (rows + shift(g)) * line;
        int top = from / run;
        int bottom = (to + run - 1) / run;
        int edge = so + g.strip * g.patch + 16;
        for (int group = 0; group < g.groups; group++) {
            int out = group * g.groupOut;
            copy(scratch, so, x, image + group * g.groupIn, oh, rows, top, bottom, g);
            for (int kh = top; kh < bottom; kh++) {
                int first = Math.max(from, kh * run);
                int end = Math.min(to, (kh + 1) * run);
                VectorOuter.sum(
                        dw,
                        dwo + first * g.outC + out,
                        g.outC,
                        scratch,
                        so + kh % g.strideH * slot + kh / g.strideH * line + first - kh * run,
                        run,
                        dy,
                        dyo + out,
                        g.outC,
                        scratch,
                        edge,
                        end - first,
                        g.groupOut,
                        rows * g.outW,
                        resume);
            }
        }
    }

    /** Input rows that kernel rows {@code top} to {@code bottom} read, those {@code strideH} apart next to one another. */
    private static void copy(
            float[] p, int po, float[] x, int base, int oh, int rows, int top, int bottom, Conv2dGeometry g) {
        int line = g.outW * g.kW * g.groupIn;
        int slot = (rows + shift(g)) * line;
        for (int kh = top; kh < bottom; kh++) {
            // What the kernel row a stride above has read is there, but for the last row.
            boolean shared = kh - g.strideH >= top;
            for (int r = shared ? rows - 1 : 0; r < rows; r++) {
                int to = po + kh % g.strideH * slot + (kh / g.strideH + r) * line;
                VectorPatches.row(p, to, x, base, oh + r, 0, g.outW, kh, kh + 1, g);
            }
        }
    }
}
