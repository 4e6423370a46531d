package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The search for maxima of {@link Pool2dKernels}, a vector of channels at a time; it moves numbers and rounds none. */
final class VectorPool2d {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorPool2d() {}

    /** Row {@code oh}: {@code y[outW, c]}; row h of the image stands in slot {@code h % slots} of {@code x}. */
    static void maxRow(
            float[] y, int yo, int[] argmax, int ao, float[] x, int xo, int slots, int oh, Pool2dGeometry g) {
        int whole = g.channels - g.channels % L;
        for (int ow = 0; ow < g.outW; ow++) {
            int pixel = ow * g.channels;
            for (int c = 0; c < whole; c += L) {
                max(y, yo + pixel + c, argmax, ao + pixel + c, x, xo + c, slots, oh, ow, g);
            }
        }
        if (whole < g.channels) {
            PlainPool2d.maxRow(y, yo, argmax, ao, x, xo, slots, oh, g, whole);
        }
    }

    /** The maxima of a vector of channels in the window of {@code (oh, ow)}; the first of equal ones, the first NaN. */
    private static void max(
            float[] y, int yo, int[] argmax, int ao, float[] x, int xo, int slots, int oh, int ow, Pool2dGeometry g) {
        int top = g.top(oh);
        int left = g.left(ow);
        int bottom = g.bottom(oh);
        int right = g.right(ow);
        FloatVector best = FloatVector.fromArray(S, x, xo + (top % slots * g.inW + left) * g.channels);
        // Places are moved by the same masks, as bits in float lanes.
        FloatVector places = place(top * g.inW + left);
        for (int h = top; h < bottom; h++) {
            int at = xo + (h % slots * g.inW + left) * g.channels;
            for (int w = left; w < right; w++) {
                FloatVector value = FloatVector.fromArray(S, x, at);
                VectorMask<Float> better =
                        value.compare(VectorOperators.LE, best).not().and(best.compare(VectorOperators.EQ, best));
                best = best.blend(value, better);
                places = places.blend(place(h * g.inW + w), better);
                at += g.channels;
            }
        }
        best.intoArray(y, yo);
        if (argmax.length != 0) {
            places.reinterpretAsInts().intoArray(argmax, ao);
        }
    }

    private static FloatVector place(int index) {
        return FloatVector.broadcast(S, Float.intBitsToFloat(index));
    }
}
