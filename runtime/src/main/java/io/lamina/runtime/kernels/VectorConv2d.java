package io.lamina.runtime.kernels;

/**
 * {@link Conv2dKernels} as products of matrices: strips of output pixels, laid out by {@link VectorPatches}, times the weights
 * {@code [kH * kW * inC / groups, outC / groups]} of each group.
 */
final class VectorConv2d {
    private static final int L = VectorWidth.LANES;

    /** Floats of results that stay in the cache for the function behind them. */
    private static final int IMAGES = 65536;

    private VectorConv2d() {}

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
        int pixels = n * g.outH * g.outW;
        if (g.isPointwise()) {
            VectorDense.forward(y, yo, x, xo, w, wo, b, bo, scratch, so, pixels, g.inC, g.outC, activation, alpha);
            return;
        }
        if (g.isDepthwise()) {
            VectorDepthwiseConv2d.forward(y, yo, x, xo, w, wo, b, bo, n, g);
            VectorActivation.forward(y, yo, y, yo, n * g.outSize, activation, alpha);
            return;
        }
        boolean packed = g.isTiled() || g.fewChannels || pixels >= VectorGemm.PACKED_ROWS || g.groupOut < L;
        if (packed) {
            int room = packInFront(scratch, so, w, wo, g.isTiled(), g);
            forwardPacked(y, yo, x, xo, scratch, so, b, bo, scratch, room, n, g, activation, alpha);
            return;
        }
        for (int p = 0; p < pixels; p += g.strip) {
            int count = Math.min(g.strip, pixels - p);
            int to = yo + p * g.outC;
            fewPixels(y, to, x, xo, w, wo, b, bo, scratch, so, p, count, g);
            VectorActivation.forward(y, to, y, to, count * g.outC, activation, alpha);
        }
    }

    /** {@link #forward} by weights that {@link #pack} has laid out, for Winograd's tiles if the geometry has them. */
    static void forwardPacked(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] p,
            int po,
            float[] b,
            int bo,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g,
            int activation,
            float alpha) {
        if (g.isTiled()) {
            tiles(y, yo, x, xo, p, po, b, bo, scratch, so, n, g, activation, alpha);
            return;
        }
        if (g.fewChannels) {
            VectorFewChannels.forward(y, yo, x, xo, p, po, b, bo, scratch, so, n, g, activation, alpha);
            return;
        }
        int pixels = n * g.outH * g.outW;
        if (g.isPointwise()) {
            VectorMatrix.multiplyPacked(
                    y, yo, g.outC, b, bo, 0, x, xo, g.inC, p, po, scratch, so, pixels, g.outC, g.inC);
            VectorActivation.forward(y, yo, y, yo, n * g.outSize, activation, alpha);
            return;
        }
        for (int first = 0; first < pixels; first += g.strip) {
            int count = Math.min(g.strip, pixels - first);
            int to = yo + first * g.outC;
            strip(y, to, x, xo, p, po, b, bo, scratch, so, first, count, g);
            VectorActivation.forward(y, to, y, to, count * g.outC, activation, alpha);
        }
    }

    /** In Winograd's tiles, some images at a time where a pass over them follows. */
    private static void tiles(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] p,
            int po,
            float[] b,
            int bo,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g,
            int activation,
            float alpha) {
        boolean relu = activation == Activations.RELU;
        float floor = relu ? 0f : Float.NEGATIVE_INFINITY;
        boolean alone = relu || activation == Activations.LINEAR;
        int together = alone ? n : Math.max(1, IMAGES / g.outSize);
        for (int i = 0; i < n; i += together) {
            int images = Math.min(together, n - i);
            int to = yo + i * g.outSize;
            int from = xo + i * g.inSize;
            if (g.strided) {
                VectorStridedConv2d.forward(y, to, x, from, p, po, b, bo, floor, scratch, so, images, g);
            } else {
                VectorWinogradConv2d.rows(
                        y, to, g.outSize, x, from, p, po, b, bo, 0, floor, scratch, so, images, 0, g.outH, g);
            }
            if (!alone) {
                VectorActivation.forward(y, to, y, to, images * g.outSize, activation, alpha);
            }
        }
    }

    /** The floats of packed weights. */
    private static int packed(boolean tiled, Conv2dGeometry g) {
        if (tiled) {
            return g.strided ? VectorStridedConv2d.packed(g) : VectorWinogradConv2d.packed(g);
        }
        return panels(0, g.groups, g);
    }

    /**
     * Packs the weights of all groups.
     *
     * @param tiled whether for Winograd's tiles; they are transformed first, in scratch memory
     */
    static void pack(float[] p, int po, float[] w, int wo, float[] scratch, int so, boolean tiled, Conv2dGeometry g) {
        if (tiled && g.strided) {
            VectorStridedConv2d.pack(p, po, w, wo, scratch, so, g);
            return;
        }
        if (tiled) {
            VectorWinogradConv2d.pack(p, po, w, wo, scratch, so, g);
            return;
        }
        if (g.fewChannels) {
            VectorFewChannels.pack(p, po, w, wo, g);
            return;
        }
        for (int group = 0; group < g.groups; group++) {
            VectorPanels.pack(p, panels(po, group, g), w, wo + group * g.groupOut, g.outC, g.patch, g.groupOut);
        }
    }

    /** The same to the beginning of the scratch memory; returns where the rest of it begins. */
    static int packInFront(float[] scratch, int so, float[] w, int wo, boolean tiled, Conv2dGeometry g) {
        int room = so + packed(tiled, g);
        pack(scratch, so, w, wo, scratch, room, tiled, g);
        return room;
    }

    /**
     * Rows {@code from} to {@code end} of one image of the batch, or of several in Winograd's tiles, without bias.
     *
     * @param p weights as {@link #pack} lays them out; as they are for one kernel a channel
     * @param tiled whether {@code from} is a multiple of a tile's rows in all calls, and there are such tiles
     */
    static void rows(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] p,
            int po,
            float[] scratch,
            int so,
            int image,
            int images,
            int from,
            int end,
            boolean tiled,
            Conv2dGeometry g) {
        if (g.isDepthwise()) {
            for (int r = from; r < end; r++) {
                int row = yo + (r - from) * g.outW * g.outC;
                VectorDepthwiseConv2d.forwardRow(y, row, x, xo + image * g.inSize, p, po, Kernels.NONE, 0, r, g);
            }
            return;
        }
        if (tiled) {
            VectorWinogradConv2d.rows(
                    y,
                    yo,
                    end * g.outW * g.outC,
                    x,
                    xo + image * g.inSize,
                    p,
                    po,
                    Kernels.NONE,
                    0,
                    0,
                    Float.NEGATIVE_INFINITY,
                    scratch,
                    so,
                    images,
                    from,
                    end,
                    g);
            return;
        }
        if (g.fewChannels) {
            boolean vertical = VectorVerticalWinograd.pays(g) && from % 2 == 0 && (end - from) % 2 == 0;
            if (vertical) {
                VectorVerticalWinograd.weights(scratch, so, p, po, g);
            }
            VectorFewChannels.rows(
                    y,
                    yo,
                    x,
                    xo + image * g.inSize,
                    p,
                    po,
                    Kernels.NONE,
                    0,
                    Float.NEGATIVE_INFINITY,
                    scratch,
                    so,
                    from,
                    end,
                    vertical,
                    g);
            return;
        }
        int first = (image * g.outH + from) * g.outW;
        int pixels = (end - from) * g.outW;
        for (int i = 0; i < pixels; i += g.strip) {
            int count = Math.min(g.strip, pixels - i);
            strip(y, yo + i * g.outC, x, xo, p, po, Kernels.NONE, 0, scratch, so, first + i, count, g);
        }
    }

    private static int panels(int po, int group, Conv2dGeometry g) {
        return po + group * g.patch * (g.groupOut + L);
    }

    /**
     * {@code y[count, outC] = b + convolution} for output pixels from number {@code first} of the batch on, with packed
     * weights; at most {@link Conv2dGeometry#strip} pixels.
     */
    static void strip(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] p,
            int po,
            float[] b,
            int bo,
            float[] scratch,
            int so,
            int first,
            int count,
            Conv2dGeometry g) {
        int edge = so + g.strip * g.patch + L;
        for (int group = 0; group < g.groups; group++) {
            VectorPatches.gather(scratch, so, x, xo, first, count, group, 0, g.kH, g);
            VectorGemm.multiply(
                    y,
                    yo + group * g.groupOut,
                    g.outC,
                    b,
                    bo + group * g.groupOut,
                    0,
                    scratch,
                    so,
                    g.patch,
                    p,
                    panels(po, group, g),
                    scratch,
                    edge,
                    count,
                    g.patch,
                    g.groupOut);
        }
    }

    /** {@link #strip} where packing the weights would take longer than the products. */
    private static void fewPixels(
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
            int first,
            int count,
            Conv2dGeometry g) {
        for (int group = 0; group < g.groups; group++) {
            int out = group * g.groupOut;
            VectorPatches.gather(scratch, so, x, xo, first, count, group, 0, g.kH, g);
            VectorGemm.rows(
                    y,
                    yo + out,
                    g.outC,
                    b,
                    bo + out,
                    0,
                    scratch,
                    so,
                    g.patch,
                    w,
                    wo + out,
                    g.outC,
                    scratch,
                    so,
                    count,
                    g.patch,
                    g.groupOut);
        }
    }
}
