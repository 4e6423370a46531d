package io.lamina.runtime.kernels;

/**
 * The gradient of {@link Conv2dKernels} by the weights of 3x3 kernels over few channels, from the rows that {@link VectorFewChannels} lays
 * out. For each input channel, {@link VectorTapSums} goes through an output row while the row's gradients are in the first-level
 * cache. Sums run over the pixels in their order, as they do over patches, and have the same bits.
 */
final class VectorFewChannelsBackward {
    private static final int L = VectorWidth.LANES;

    private VectorFewChannelsBackward() {}

    static boolean pays(Conv2dGeometry g) {
        return g.fewChannels && g.kH == 3 && g.kW == 3 && g.outC % 16 == 0;
    }

    /**
     * The share of {@code dw} that rows {@code from} to {@code to} are of all its rows, but in other pieces: sums for one input channel
     * and the output channels of a vector.
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
        int first = piece(from, g);
        int end = piece(to, g);
        if (first == end) {
            return;
        }
        clear(dw, dwo, first, end, g);
        int some = VectorFewChannels.some(g);
        int rowSize = g.outW * g.outC;
        for (int i = 0; i < n; i++) {
            for (int oh = 0; oh < g.outH; oh += some) {
                int count = Math.min(some, g.outH - oh);
                int in = VectorFewChannels.lay(scratch, so, x, xo + i * g.inSize, oh, count, g);
                for (int k = 0; k < count; k++) {
                    int row = dyo + i * g.outSize + (oh + k) * rowSize;
                    row(dw, dwo, dy, row, g.inPlace ? x : scratch, in + k * g.rowPitch, first, end, g);
                }
            }
        }
    }

    /** The piece that begins nearest to a row of {@code dw}, by its share of all. */
    static int piece(int row, Conv2dGeometry g) {
        int pieces = g.inC * (g.outC / L);
        return (2 * row * pieces + g.patch) / (2 * g.patch);
    }

    static void clear(float[] dw, int dwo, int first, int end, Conv2dGeometry g) {
        int vectors = g.outC / L;
        for (int piece = first; piece < end; piece++) {
            for (int tap = 0; tap < 9; tap++) {
                int row = tap * g.inC + piece / vectors;
                ArithmeticKernels.fill(dw, dwo + row * g.outC + piece % vectors * L, L, 0f);
            }
        }
    }

    /** Adds what one output row contributes; two vectors of output channels at a time, where there are two. */
    static void row(
            float[] dw, int dwo, float[] dy, int dyo, float[] rows, int ro, int first, int end, Conv2dGeometry g) {
        int vectors = g.outC / L;
        int step = g.inC * g.outC;
        for (int piece = first; piece < end; ) {
            int c = piece / vectors;
            int j = piece % vectors * L;
            int at = ro + c * (g.rowPitch / g.inC);
            int to = dwo + c * g.outC + j;
            if (VectorFewChannels.WIDE && piece + 2 <= Math.min(end, (c + 1) * vectors)) {
                VectorTapSums.taps9x2(dw, to, step, rows, at, g.rowPitch, dy, dyo + j, g.outC, g.outW);
                piece += 2;
            } else {
                VectorTapSums.taps9x1(dw, to, step, rows, at, g.rowPitch, dy, dyo + j, g.outC, g.outW);
                piece++;
            }
        }
    }
}
