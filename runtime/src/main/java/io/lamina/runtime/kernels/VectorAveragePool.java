package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The averages of {@link Pool2dKernels}, a vector of channels at a time, whose sums stay in registers. The last vector of a pixel may
 * overlap the one before, as in {@link VectorPool2d}; sums are those of {@link PlainPool2d}, bit by bit.
 */
final class VectorAveragePool {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorAveragePool() {}

    /** Row {@code oh} of one image: {@code y[outW, c]}. */
    static void row(float[] y, int yo, float[] x, int image, int oh, Pool2dGeometry g) {
        int c = g.channels;
        int top = g.top(oh);
        int rows = g.bottom(oh) - top;
        if (c < L) {
            PlainPool2d.averageRow(y, yo, x, image, oh, g);
        } else if (rows == 2 && g.quads()) {
            quads(y, yo, x, image + top * g.inW * c, 1f / g.divisor(oh, 0), g);
        } else {
            for (int ow = 0; ow < g.outW; ow++) {
                int left = g.left(ow);
                int width = Math.max(0, g.right(ow) - left);
                int from = image + (top * g.inW + left) * c;
                float share = 1f / g.divisor(oh, ow);
                for (int j = 0; j < c; j += L) {
                    int at = Math.min(j, c - L);
                    window(y, yo + ow * c + at, x, from + at, Math.max(0, rows) * width, width, share, g);
                }
            }
        }
    }

    /** A row of 2x2 windows side by side. */
    private static void quads(float[] y, int yo, float[] x, int upper, float share, Pool2dGeometry g) {
        int c = g.channels;
        int lower = upper + g.inW * c;
        int last = c - L;
        int pixel = 0;
        int j = 0;
        while (pixel < g.outW) {
            int at = 2 * pixel * c + j;
            FloatVector.zero(S)
                    .add(FloatVector.fromArray(S, x, upper + at))
                    .add(FloatVector.fromArray(S, x, upper + at + c))
                    .add(FloatVector.fromArray(S, x, lower + at))
                    .add(FloatVector.fromArray(S, x, lower + at + c))
                    .mul(share)
                    .intoArray(y, yo + pixel * c + j);
            pixel += j == last ? 1 : 0;
            j = j == last ? 0 : Math.min(j + L, last);
        }
    }

    /** A vector of averages over {@code taps} pixels, {@code width} to a row. One loop: JDK 17 boxes the vectors of nested ones. */
    private static void window(
            float[] y, int yo, float[] x, int xo, int taps, int width, float share, Pool2dGeometry g) {
        int c = g.channels;
        int skip = (g.inW - width) * c;
        FloatVector sum = FloatVector.zero(S);
        int at = xo;
        int w = 0;
        for (int tap = 0; tap < taps; tap++) {
            sum = sum.add(FloatVector.fromArray(S, x, at));
            at += c;
            w++;
            if (w == width) {
                w = 0;
                at += skip;
            }
        }
        sum.mul(share).intoArray(y, yo);
    }
}
