package io.lamina.runtime.kernels;

/** The gradients of {@link Conv2dKernels} as products of matrices, strip by strip of output pixels. */
final class VectorConv2dBackward {
    private static final int L = VectorWidth.LANES;

    private VectorConv2dBackward() {}

    /**
     * {@code patches = dy wᵀ}, added to the pixels that they were read from; an image's pixels in their order. With {@code a} the
     * images are added to it, by the kernels that can.
     */
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
        int pixels = n * g.outH * g.outW;
        boolean alone = a.length == 0;
        if (alone && g.isPointwise()) {
            VectorDense.backwardInput(dx, dxo, dy, dyo, w, wo, scratch, so, pixels, g.inC, g.outC);
            return;
        }
        if (alone && g.isDepthwise()) {
            VectorDepthwiseConv2d.backwardInput(dx, dxo, dy, dyo, w, wo, n, g);
            return;
        }
        if (g.winogradInput) {
            int room = so + VectorWinogradConv2d.packed(g.reversed);
            VectorWinogradConv2d.packReversed(scratch, so, w, wo, scratch, room, g.reversed);
            VectorWinogradConv2d.rows(
                    dx,
                    dxo,
                    g.inSize,
                    dy,
                    dyo,
                    scratch,
                    so,
                    a,
                    ao,
                    alone ? 0 : g.inSize,
                    Float.NEGATIVE_INFINITY,
                    scratch,
                    room,
                    n,
                    0,
                    g.inH,
                    g.reversed);
            return;
        }
        if (alone && g.stridedInput) {
            int room = so + VectorStridedConv2dBackward.packed(g);
            VectorStridedConv2dBackward.pack(scratch, so, w, wo, scratch, room, g);
            VectorStridedConv2dBackward.input(dx, dxo, dy, dyo, scratch, so, scratch, room, n, g);
            return;
        }
        if (g.isSpaced()) {
            VectorSpacedPixels.input(dx, dxo, dy, dyo, w, wo, a, ao, scratch, so, n, g);
            return;
        }
        if (alone && g.hasPhases()) {
            VectorPhases.input(dx, dxo, dy, dyo, w, wo, scratch, so, n, g);
            return;
        }
        PlainDense.start(dx, dxo, a, ao, n * g.inSize);
        int patches = so + g.groupOut * (g.patch + L);
        int edge = patches + g.strip * g.patch;
        for (int group = 0; group < g.groups; group++) {
            int out = group * g.groupOut;
            packTransposed(scratch, so, w, wo + out, g);
            for (int p = 0; p < pixels; p += g.strip) {
                int count = Math.min(g.strip, pixels - p);
                VectorGemm.multiply(
                        scratch,
                        patches,
                        g.patch,
                        Kernels.NONE,
                        0,
                        0,
                        dy,
                        dyo + p * g.outC + out,
                        g.outC,
                        scratch,
                        so,
                        scratch,
                        edge,
                        count,
                        g.groupOut,
                        g.patch);
                VectorPatches.scatterAdd(dx, dxo, scratch, patches, p, count, group, g);
            }
        }
    }

    private static void packTransposed(float[] p, int po, float[] w, int wo, Conv2dGeometry g) {
        int to = po;
        for (int j = 0; j < g.patch; ) {
            int columns = VectorPanels.columns(g.patch - j);
            VectorPanels.packTransposedPanel(p, to, w, wo + j * g.outC, g.outC, g.groupOut, columns);
            to += g.groupOut * VectorPanels.width(columns);
            j += columns;
        }
    }

    /**
     * {@code dw[kH * kW * inC / groups, outC] = patchesᵀ dy}, its rows from {@code from} to {@code to}, or by Winograd the same
     * share of the input channels.
     */
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
        int pixels = n * g.outH * g.outW;
        if (g.isPointwise()) {
            VectorDense.backwardWeights(dw, dwo, x, xo, dy, dyo, scratch, so, pixels, g.inC, g.outC, from, to);
            return;
        }
        if (g.isDepthwise()) {
            VectorDepthwiseConv2d.backwardWeights(dw, dwo, x, xo, dy, dyo, n, g, from, to);
            return;
        }
        if (g.isTiled()) {
            int blocks = g.inC / L;
            int first = from * blocks / g.patch * L;
            int end = to * blocks / g.patch * L;
            if (g.strided) {
                VectorStridedConv2d.backwardWeights(dw, dwo, x, xo, dy, dyo, scratch, so, n, g, first, end);
            } else {
                VectorWinogradConv2d.backwardWeights(dw, dwo, x, xo, dy, dyo, scratch, so, n, g, first, end);
            }
            return;
        }
        if (VectorFewChannelsBackward.pays(g)) {
            VectorFewChannelsBackward.weights(dw, dwo, x, xo, dy, dyo, scratch, so, n, g, from, to);
            return;
        }
        if (VectorKernelRows.pays(g)) {
            VectorKernelRows.weights(dw, dwo, x, xo, dy, dyo, scratch, so, n, g, from, to);
            return;
        }
        // As many kernel rows at a time as leave room for pixels enough.
        int row = g.kW * g.groupIn;
        int some = row * Math.max(1, g.kH * g.strip / VectorKernelRows.PIXELS);
        for (int first = from; first < to; first = (first / some + 1) * some) {
            int end = Math.min(to, (first / some + 1) * some);
            strips(dw, dwo, x, xo, dy, dyo, scratch, so, pixels, g, first, end);
        }
    }

    /** Rows {@code from} to {@code to} of {@code dw}, a strip of pixels after the other. */
    private static void strips(
            float[] dw,
            int dwo,
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            float[] scratch,
            int so,
            int pixels,
            Conv2dGeometry g,
            int from,
            int to) {
        int kernelRow = g.kW * g.groupIn;
        int top = from / kernelRow;
        int bottom = (to + kernelRow - 1) / kernelRow;
        int width = (bottom - top) * kernelRow;
        int strip = Math.min(MatrixKernels.DEPTH, g.strip * g.patch / width);
        int edge = so + g.strip * g.patch + L;
        for (int p = 0; p < pixels; p += strip) {
            int count = Math.min(strip, pixels - p);
            for (int group = 0; group < g.groups; group++) {
                int out = group * g.groupOut;
                VectorPatches.gather(scratch, so, x, xo, p, count, group, top, bottom, g);
                VectorOuter.sum(
                        dw,
                        dwo + from * g.outC + out,
                        g.outC,
                        scratch,
                        so + from - top * kernelRow,
                        width,
                        dy,
                        dyo + p * g.outC + out,
                        g.outC,
                        scratch,
                        edge,
                        to - from,
                        g.groupOut,
                        count,
                        p > 0);
            }
        }
    }
}
