package io.lamina.runtime.kernels;

/**
 * {@link Conv2dKernels#forwardMaxPool} for images of few channels and 2x2 windows side by side: of the rows that {@link VectorFewChannels} lays out,
 * {@link VectorPooledTile} makes maxima at once, and the convolution's rows stand nowhere.
 */
final class VectorFewChannelsPooled {
    private static final int L = VectorWidth.LANES;

    static final VectorWarmup WARMUP = new VectorWarmup();

    private VectorFewChannelsPooled() {}

    /** All images, if these sizes are ours; tells whether they are. */
    static boolean forward(
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
        if (!pays(g, p)) {
            return false;
        }
        boolean small = weights(scratch, so, w, wo, g);
        for (int i = 0; i < n; i++) {
            int to = i * p.outSize;
            int image = xo + i * g.inSize;
            boolean numbers = small
                    && image(y, yo + to, argmax, ao + to, x, image, w, wo, b, bo, scratch, so, g, p, activation, alpha);
            if (!numbers) {
                PooledConv2d.byRows(
                        y, yo + to, argmax, ao + to, x, image, w, wo, b, bo, scratch, so, 1, g, p, activation, alpha);
                small = weights(scratch, so, w, wo, g);
            }
        }
        return true;
    }

    private static boolean pays(Conv2dGeometry g, Pool2dGeometry p) {
        boolean window = p.kH == 2 && p.strideH == 2 && p.padTop == 0 && 2 * p.outH <= g.outH && p.quads();
        return g.fewChannels && g.kH == 3 && g.kW == 3 && window && p.outW > 1 && VectorFewChannels.some(g) > 1;
    }

    /** Transforms the weights where that pays; tells whether they are so small that the maxima can be found. */
    private static boolean weights(float[] scratch, int so, float[] w, int wo, Conv2dGeometry g) {
        return !VectorVerticalWinograd.pays(g) || VectorVerticalWinograd.weights(scratch, so, w, wo, g);
    }

    /** Whether all sums were numbers; else the maxima are to be found another way. */
    private static boolean image(
            float[] y,
            int yo,
            int[] argmax,
            int ao,
            float[] x,
            int image,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float[] scratch,
            int so,
            Conv2dGeometry g,
            Pool2dGeometry p,
            int activation,
            float alpha) {
        float floor = VectorFewChannels.floor(activation);
        int some = VectorFewChannels.some(g);
        int rowSize = p.outW * p.channels;
        boolean numbers = true;
        for (int r = 0; r < 2 * p.outH; r += some) {
            int count = Math.min(some, 2 * p.outH - r);
            int in = VectorFewChannels.lay(scratch, so, x, image, r, count, g);
            for (int k = 0; k < count; k += 2) {
                int oh = (r + k) / 2;
                int to = yo + oh * rowSize;
                int from = in + k * g.rowPitch;
                float[] rows = g.inPlace ? x : scratch;
                int places = ao + oh * rowSize;
                if (VectorVerticalWinograd.pays(g)) {
                    numbers &= VectorVerticalWinograd.rows(scratch, so, rows, from, g);
                }
                numbers &= VectorFewChannels.isOneChannel(g)
                        ? oneChannel(y, to, argmax, places, oh, w, wo, b, bo, floor, rows, from, scratch, so, g, p)
                        : row(y, to, argmax, places, oh, w, wo, b, bo, floor, rows, from, scratch, so, g, p);
                if (floor != 0f) {
                    VectorActivation.forward(y, to, y, to, rowSize, activation, alpha);
                }
            }
        }
        return numbers;
    }

    /** A row of the result by {@link VectorOneChannelPooled}. */
    private static boolean oneChannel(
            float[] y,
            int yo,
            int[] argmax,
            int ao,
            int oh,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float floor,
            float[] rows,
            int from,
            float[] scratch,
            int so,
            Conv2dGeometry g,
            Pool2dGeometry p) {
        int some = WARMUP.pixels(p.outW);
        boolean numbers = true;
        for (int next = 0; next < p.outW; next += some) {
            int at = Math.min(next, p.outW - 2);
            int to = at * g.outC;
            int place = 2 * (oh * g.outW + at);
            int in = from + 2 * at;
            int windows = Math.min(some, p.outW - at);
            numbers &= windows(
                    y, yo + to, argmax, ao + to, place, w, wo, b, bo, floor, rows, in, scratch, so, 2 * at, windows, g);
        }
        return numbers;
    }

    /** Some windows of a row, panel by panel. */
    private static boolean windows(
            float[] y,
            int yo,
            int[] argmax,
            int ao,
            int place,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float floor,
            float[] rows,
            int from,
            float[] scratch,
            int so,
            int pixel,
            int windows,
            Conv2dGeometry g) {
        float[] s = b.length == 0 ? VectorPanels.ZEROS : b;
        boolean numbers = true;
        int u = VectorVerticalWinograd.weightsAt(so, g);
        int a = VectorVerticalWinograd.rowsAt(so, g) + pixel;
        int panel = wo;
        for (int j = 0; j < g.outC; ) {
            int width = VectorFewChannels.columns(g.outC - j, g);
            int column = Math.min(j, g.outC - L);
            int start = b.length == 0 ? 0 : bo + column;
            int to = yo + column;
            int places = ao + column;
            if (width > L) {
                VectorOneChannelPooled.row2(
                        y,
                        to,
                        g.outC,
                        argmax,
                        places,
                        place,
                        g.outW,
                        s,
                        start,
                        floor,
                        scratch,
                        a,
                        VectorVerticalWinograd.pitch(g),
                        scratch,
                        u,
                        windows);
            } else {
                numbers &= VectorOneChannelPooled.row1(
                        y,
                        to,
                        g.outC,
                        argmax,
                        places,
                        place,
                        g.outW,
                        s,
                        start,
                        floor,
                        rows,
                        from,
                        g.rowPitch,
                        w,
                        panel,
                        windows);
            }
            u += 24 * L;
            panel += g.patch * width;
            j += width;
        }
        return numbers;
    }

    /** A row of the result; the last tile begins where it ends with the row. */
    private static boolean row(
            float[] y,
            int yo,
            int[] argmax,
            int ao,
            int oh,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float floor,
            float[] rows,
            int from,
            float[] scratch,
            int so,
            Conv2dGeometry g,
            Pool2dGeometry p) {
        float[] s = b.length == 0 ? VectorPanels.ZEROS : b;
        int pitch = VectorVerticalWinograd.pitch(g);
        boolean numbers = true;
        for (int ow = 0; ow < p.outW; ow += 2) {
            int at = Math.min(ow, p.outW - 2);
            int place = 2 * (oh * g.outW + at);
            int u = VectorVerticalWinograd.weightsAt(so, g);
            int panel = wo;
            for (int j = 0; j < g.outC; ) {
                int width = VectorFewChannels.columns(g.outC - j, g);
                int column = Math.min(j, g.outC - L);
                int to = at * g.outC + column;
                int start = b.length == 0 ? 0 : bo + column;
                if (width > L) {
                    VectorPooledTile.quads2x2(
                            y,
                            yo + to,
                            g.outC,
                            argmax,
                            ao + to,
                            place,
                            g.outW,
                            s,
                            start,
                            floor,
                            scratch,
                            VectorVerticalWinograd.rowsAt(so, g) + 2 * at,
                            pitch / g.inC,
                            pitch,
                            scratch,
                            u,
                            g.inC);
                } else {
                    numbers &= VectorPooledTile.quads2x1(
                            y,
                            yo + to,
                            g.outC,
                            argmax,
                            ao + to,
                            place,
                            g.outW,
                            s,
                            start,
                            floor,
                            rows,
                            from + 2 * at,
                            g.rowPitch / g.inC,
                            g.rowPitch,
                            w,
                            panel,
                            g.kH * g.inC);
                }
                u += 24 * g.inC * L;
                panel += g.patch * width;
                j += width;
            }
        }
        return numbers;
    }
}
