package io.lamina.runtime.kernels;

/** Two rows of {@link VectorFewChannels} by {@link VectorVerticalWinograd}; what is left of the channels behind pairs of vectors by plain sums. */
final class VectorVerticalConv2d {
    private static final int L = VectorWidth.LANES;

    static final VectorWarmup WARMUP = new VectorWarmup();

    private VectorVerticalConv2d() {}

    /** {@code y = max(floor, b + convolution)} of the laid out rows at {@code from}; the last tiles begin where they end with the row. */
    static void rows(
            float[] y,
            int yo,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float floor,
            float[] rows,
            int from,
            float[] scratch,
            int so,
            Conv2dGeometry g) {
        int a = VectorVerticalWinograd.rowsAt(so, g);
        VectorVerticalWinograd.rows(scratch, so, rows, from, g);
        float[] s = b.length == 0 ? VectorPanels.ZEROS : b;
        int pitch = VectorVerticalWinograd.pitch(g);
        int second = g.outW * g.outC;
        if (g.inC == 1 && g.outC % (2 * L) == 0) {
            oneChannel(y, yo, s, b.length == 0 ? 0 : bo, b.length == 0 ? 0 : 2 * L, floor, scratch, a, so, g);
            return;
        }
        for (int ow = 0; ow < g.outW; ow += 4) {
            int at = Math.min(ow, g.outW - 4);
            int u = VectorVerticalWinograd.weightsAt(so, g);
            int panel = wo;
            for (int j = 0; j < g.outC; ) {
                int width = VectorFewChannels.columns(g.outC - j, g);
                int column = Math.min(j, g.outC - L);
                int to = yo + at * g.outC + column;
                int start = b.length == 0 ? 0 : bo + column;
                if (width > L) {
                    VectorVerticalTile.columns4x2(
                            y,
                            to,
                            g.outC,
                            second,
                            s,
                            start,
                            floor,
                            scratch,
                            a + at,
                            pitch / g.inC,
                            pitch,
                            scratch,
                            u,
                            g.inC);
                } else {
                    VectorPixelTile.three8x1(
                            y,
                            to,
                            g.outC,
                            second,
                            s,
                            start,
                            floor,
                            rows,
                            from + at,
                            g.rowPitch / g.inC,
                            g.rowPitch,
                            w,
                            panel,
                            3 * g.inC);
                }
                u += 24 * g.inC * L;
                panel += g.patch * width;
                j += width;
            }
        }
    }

    /** The same for one channel, row by row. */
    private static void oneChannel(
            float[] y,
            int yo,
            float[] b,
            int bo,
            int bStep,
            float floor,
            float[] scratch,
            int a,
            int so,
            Conv2dGeometry g) {
        int some = WARMUP.pixels(g.outW);
        int u = VectorVerticalWinograd.weightsAt(so, g);
        int start = bo;
        for (int j = 0; j < g.outC; j += 2 * L) {
            for (int next = 0; next < g.outW; next += some) {
                int at = Math.min(next, g.outW - 4);
                int pixels = Math.min(some, g.outW - at);
                VectorOneChannel.rows2(
                        y,
                        yo + at * g.outC + j,
                        g.outC,
                        g.outW * g.outC,
                        b,
                        start,
                        floor,
                        scratch,
                        a + at,
                        VectorVerticalWinograd.pitch(g),
                        scratch,
                        u,
                        pixels);
            }
            u += 24 * L;
            start += bStep;
        }
    }
}
