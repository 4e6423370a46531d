package io.lamina.runtime.kernels;

/**
 * The gradient by the weights of 3x3 kernels over few channels whose results went through a 2x2 pool, from the pool's gradient: that of the
 * convolution's results, three quarters of which are zeros, stands nowhere. {@link VectorPooledTapSums} goes through a row of windows for each input
 * channel. Vectors of four lanes take the pixels of two rows at a time, as {@link VectorFewChannelsBackward} does.
 */
final class VectorFewChannelsPooledBackward {
    private static final int L = VectorWidth.LANES;

    private VectorFewChannelsPooledBackward() {}

    static boolean pays(Conv2dGeometry g, Pool2dGeometry p) {
        boolean window = p.kH == 2 && p.strideH == 2 && p.padTop == 0 && 2 * p.outH <= g.outH && p.quads();
        return window && VectorFewChannelsBackward.pays(g) && VectorFewChannels.some(g) > 1;
    }

    /** The share of {@code dw} that {@link VectorFewChannelsBackward#weights} gives; the plain lane's where this does not pay. */
    static void weights(
            float[] dw,
            int dwo,
            float[] x,
            int xo,
            float[] dy,
            int dyo,
            int[] argmax,
            int ao,
            float[] scratch,
            int so,
            int n,
            Conv2dGeometry g,
            Pool2dGeometry p,
            int from,
            int to) {
        if (!pays(g, p)) {
            PlainConv2d.backwardWeightsMaxPool(dw, dwo, x, xo, dy, dyo, argmax, ao, scratch, so, n, g, p, from, to);
            return;
        }
        int first = VectorFewChannelsBackward.piece(from, g);
        int end = VectorFewChannelsBackward.piece(to, g);
        if (first == end) {
            return;
        }
        VectorFewChannelsBackward.clear(dw, dwo, first, end, g);
        int some = VectorFewChannels.some(g);
        int rowSize = p.outW * g.outC;
        int pixels = so + (some + 2) * g.rowPitch;
        if (L < 8) {
            ArithmeticKernels.fill(scratch, pixels, 2 * g.outW * g.outC, 0f);
        }
        for (int i = 0; i < n; i++) {
            for (int r = 0; r < 2 * p.outH; r += some) {
                int count = Math.min(some, 2 * p.outH - r);
                VectorFewChannels.copy(scratch, so, x, xo + i * g.inSize, r, count, g);
                for (int k = 0; k < count; k += 2) {
                    int oh = (r + k) / 2;
                    int windows = i * p.outSize + oh * rowSize;
                    int in = so + k * g.rowPitch;
                    if (L < 8) {
                        VectorPool2dBackward.row(
                                scratch, pixels, dy, dyo + windows, argmax, ao + windows, 2 * oh * g.outW, p);
                        int lower = pixels + g.outW * g.outC;
                        VectorFewChannelsBackward.row(dw, dwo, scratch, pixels, scratch, in, first, end, g);
                        VectorFewChannelsBackward.row(dw, dwo, scratch, lower, scratch, in + g.rowPitch, first, end, g);
                    } else {
                        row(dw, dwo, dy, dyo + windows, argmax, ao + windows, scratch, in, oh, first, end, g, p);
                    }
                }
            }
        }
    }

    /** Adds what a row of windows contributes; two vectors of output channels at a time, where there are two. */
    private static void row(
            float[] dw,
            int dwo,
            float[] dy,
            int dyo,
            int[] argmax,
            int ao,
            float[] rows,
            int ro,
            int oh,
            int first,
            int end,
            Conv2dGeometry g,
            Pool2dGeometry p) {
        int vectors = g.outC / L;
        int step = g.inC * g.outC;
        int place = 2 * oh * g.outW;
        for (int piece = first; piece < end; ) {
            int c = piece / vectors;
            int j = piece % vectors * L;
            int at = ro + c * (g.rowPitch / g.inC);
            int to = dwo + c * g.outC + j;
            if (VectorFewChannels.WIDE && piece + 2 <= Math.min(end, (c + 1) * vectors)) {
                VectorPooledTapSums.taps9x2(
                        dw, to, step, rows, at, g.rowPitch, dy, dyo + j, argmax, ao + j, g.outC, place, g.outW, p.outW);
                piece += 2;
            } else {
                VectorPooledTapSums.taps9x1(
                        dw, to, step, rows, at, g.rowPitch, dy, dyo + j, argmax, ao + j, g.outC, place, g.outW, p.outW);
                piece++;
            }
        }
    }
}
