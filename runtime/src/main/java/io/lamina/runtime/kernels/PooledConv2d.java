package io.lamina.runtime.kernels;

/** {@link Conv2dKernels#forwardMaxPool} for both lanes: some rows of the convolution, then the pool over them, and so on. */
final class PooledConv2d {
    private PooledConv2d() {}

    static void forward(
            float[] y,
            int yo,
            int[] argmax,
            int ao,
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
            Pool2dGeometry p,
            int activation,
            float alpha) {
        if (!g.isDepthwise()) {
            if (Lane.VECTOR) {
                int room = VectorConv2d.packInFront(scratch, so, w, wo, g.isTiled(p), g);
                forwardPacked(y, yo, argmax, ao, x, xo, scratch, so, b, bo, scratch, room, n, g, p, activation, alpha);
                return;
            }
        }
        forwardPacked(y, yo, argmax, ao, x, xo, w, wo, b, bo, scratch, so, n, g, p, activation, alpha);
    }

    /** {@link #forward} by weights as the lane wants them: packed ones on the vector lane, unless each channel has its own kernel. */
    static void forwardPacked(
            float[] y,
            int yo,
            int[] argmax,
            int ao,
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
            Pool2dGeometry p,
            int activation,
            float alpha) {
        if (Lane.VECTOR) {
            if (VectorFewChannelsPooled.forward(
                    y, yo, argmax, ao, x, xo, w, wo, b, bo, scratch, so, n, g, p, activation, alpha)) {
                return;
            }
        }
        byRows(y, yo, argmax, ao, x, xo, w, wo, b, bo, scratch, so, n, g, p, activation, alpha);
    }

    /** {@link #forwardPacked} by rows of the convolution in scratch memory, over which the pool runs. */
    static void byRows(
            float[] y,
            int yo,
            int[] argmax,
            int ao,
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
            Pool2dGeometry p,
            int activation,
            float alpha) {
        int slots = g.pooledRows(p);
        int room = so + g.pooledPixels(p) * g.outC;
        boolean tiled = g.isTiled(p);
        // Row r of the convolution stands in slot r % slots; windows that overlap find it there.
        int together = p.strideH < p.kH ? 1 : slots / p.strideH;
        int some = g.pooledImages(p);
        for (int i = 0; i < n; i += some) {
            int images = Math.min(some, n - i);
            int computed = 0;
            for (int oh = 0; oh < p.outH; oh += together) {
                int rows = Math.min(together, p.outH - oh);
                int end = (oh + rows - 1) * p.strideH + p.kH;
                for (int r = Math.max(computed, oh * p.strideH); r < end; ) {
                    // up to the last slot in one go
                    int stop = Math.min(end, (r / slots + 1) * slots);
                    int slot = so + r % slots * (g.outW * g.outC);
                    convolve(scratch, slot, x, xo, w, wo, room, i, images, r, stop, tiled, g);
                    r = stop;
                }
                computed = end;
                for (int k = 0; k < images; k++) {
                    int row = (i + k) * p.outSize + oh * p.outW * p.channels;
                    int from = so + k * end * g.outW * g.outC;
                    pool(y, yo + row, argmax, ao + row, scratch, from, slots, oh, rows, b, bo, p, activation, alpha);
                }
            }
        }
    }

    /** Rows {@code oh} to {@code oh + rows} of an image's result, from the slots. */
    private static void pool(
            float[] y,
            int yo,
            int[] argmax,
            int ao,
            float[] scratch,
            int so,
            int slots,
            int oh,
            int rows,
            float[] b,
            int bo,
            Pool2dGeometry p,
            int activation,
            float alpha) {
        int rowSize = p.outW * p.channels;
        for (int k = 0; k < rows; k++) {
            Pool2dKernels.maxRow(y, yo + k * rowSize, argmax, ao + k * rowSize, scratch, so, slots, oh + k, p);
        }
        if (b.length != 0) {
            ArithmeticKernels.addRow(y, yo, y, yo, b, bo, rows * p.outW, p.channels);
        }
        ActivationKernels.forward(y, yo, y, yo, rows * rowSize, activation, alpha);
    }

    /**
     * Rows {@code from} to {@code to} of {@code images} images from the i-th on, without bias; of several images all rows that
     * the pool reads, and image by image.
     */
    private static void convolve(
            float[] scratch,
            int to,
            float[] x,
            int xo,
            float[] w,
            int wo,
            int room,
            int i,
            int images,
            int from,
            int end,
            boolean tiled,
            Conv2dGeometry g) {
        if (Lane.VECTOR) {
            VectorConv2d.rows(scratch, to, x, xo, w, wo, scratch, room, i, images, from, end, tiled, g);
            return;
        }
        for (int r = from; r < end; r++) {
            int row = to + (r - from) * g.outW * g.outC;
            PlainConv2d.forwardRow(scratch, row, x, xo + i * g.inSize, w, wo, Kernels.NONE, 0, r, g);
        }
    }
}
