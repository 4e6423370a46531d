package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The search for maxima of {@link Pool2dKernels}, a vector of channels at a time; it moves numbers and rounds none. Where a
 * pixel's channels are no multiple of the lanes its last vector overlaps the one before; fewer channels than lanes are left to
 * {@link PlainPool2d}.
 *
 * <p>Comparisons take no notice of NaN. Whether a window held one is seen in the sums of its elements, and then the plain search,
 * which lets the first NaN win, does it again. (A sum of two infinities is NaN, too; that costs time alone.)
 */
final class VectorPool2d {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorPool2d() {}

    /** Row {@code oh}: {@code y[outW, c]}; row h of the image stands in slot {@code h % slots} of {@code x}. */
    static void maxRow(
            float[] y, int yo, int[] argmax, int ao, float[] x, int xo, int slots, int oh, Pool2dGeometry g) {
        int top = g.top(oh);
        if (g.channels < L) {
            PlainPool2d.maxRow(y, yo, argmax, ao, x, xo, slots, oh, g);
        } else if (g.bottom(oh) - top == 2 && g.quads()) {
            int upper = xo + top % slots * g.inW * g.channels;
            int lower = xo + (top + 1) % slots * g.inW * g.channels;
            boolean numbers = argmax.length == 0
                    ? quads(y, yo, x, upper, lower, g)
                    : quadsAndPlaces(y, yo, argmax, ao, x, upper, lower, top * g.inW, g);
            if (!numbers) {
                PlainPool2d.maxRow(y, yo, argmax, ao, x, xo, slots, oh, g);
            }
        } else if (!windows(y, yo, argmax, ao, x, xo, slots, oh, g)) {
            PlainPool2d.maxRow(y, yo, argmax, ao, x, xo, slots, oh, g);
        }
    }

    /** The maxima of a row of 2x2 windows side by side; whether all elements were numbers. */
    private static boolean quads(float[] y, int yo, float[] x, int upper, int lower, Pool2dGeometry g) {
        int c = g.channels;
        int last = c - L;
        FloatVector sum = FloatVector.zero(S);
        int pixel = 0;
        int j = 0;
        while (pixel < g.outW) {
            int at = 2 * pixel * c + j;
            FloatVector v0 = FloatVector.fromArray(S, x, upper + at);
            FloatVector v1 = FloatVector.fromArray(S, x, upper + at + c);
            FloatVector v2 = FloatVector.fromArray(S, x, lower + at);
            FloatVector v3 = FloatVector.fromArray(S, x, lower + at + c);
            sum = sum.add(v0.add(v1).add(v2.add(v3)));
            FloatVector v01 = v0.blend(v1, v0.compare(VectorOperators.LT, v1));
            FloatVector v23 = v2.blend(v3, v2.compare(VectorOperators.LT, v3));
            v01.blend(v23, v01.compare(VectorOperators.LT, v23)).intoArray(y, yo + pixel * c + j);
            pixel += j == last ? 1 : 0;
            j = j == last ? 0 : Math.min(j + L, last);
        }
        return !sum.compare(VectorOperators.NE, sum).anyTrue();
    }

    /** {@link #quads} and the places of the maxima; row {@code top} of the image begins with {@code place}. */
    private static boolean quadsAndPlaces(
            float[] y, int yo, int[] argmax, int ao, float[] x, int upper, int lower, int place, Pool2dGeometry g) {
        int c = g.channels;
        int last = c - L;
        // Places are moved by the same masks, as bits in float lanes.
        FloatVector right = FloatVector.broadcast(S, Float.intBitsToFloat(1));
        FloatVector below = FloatVector.broadcast(S, Float.intBitsToFloat(g.inW));
        FloatVector corner = FloatVector.broadcast(S, Float.intBitsToFloat(g.inW + 1));
        FloatVector sum = FloatVector.zero(S);
        int pixel = 0;
        int j = 0;
        while (pixel < g.outW) {
            int at = 2 * pixel * c + j;
            FloatVector v0 = FloatVector.fromArray(S, x, upper + at);
            FloatVector v1 = FloatVector.fromArray(S, x, upper + at + c);
            FloatVector v2 = FloatVector.fromArray(S, x, lower + at);
            FloatVector v3 = FloatVector.fromArray(S, x, lower + at + c);
            sum = sum.add(v0.add(v1).add(v2.add(v3)));
            FloatVector v01 = v0.blend(v1, v0.compare(VectorOperators.LT, v1));
            FloatVector v23 = v2.blend(v3, v2.compare(VectorOperators.LT, v3));
            FloatVector p01 = VectorMath.ZERO.reinterpretAsFloats().blend(right, v0.compare(VectorOperators.LT, v1));
            FloatVector p23 = below.blend(corner, v2.compare(VectorOperators.LT, v3));
            v01.blend(v23, v01.compare(VectorOperators.LT, v23)).intoArray(y, yo + pixel * c + j);
            p01.blend(p23, v01.compare(VectorOperators.LT, v23))
                    .reinterpretAsInts()
                    .add(place + 2 * pixel)
                    .intoArray(argmax, ao + pixel * c + j);
            pixel += j == last ? 1 : 0;
            j = j == last ? 0 : Math.min(j + L, last);
        }
        return !sum.compare(VectorOperators.NE, sum).anyTrue();
    }

    /** A row of any windows; whether all elements were numbers. */
    private static boolean windows(
            float[] y, int yo, int[] argmax, int ao, float[] x, int xo, int slots, int oh, Pool2dGeometry g) {
        int c = g.channels;
        boolean numbers = true;
        for (int ow = 0; ow < g.outW; ow++) {
            for (int j = 0; j < c; j += L) {
                int at = Math.min(j, c - L);
                numbers &= window(y, yo + ow * c + at, argmax, ao + ow * c + at, x, xo + at, slots, oh, ow, g);
            }
        }
        return numbers;
    }

    /** A vector of maxima; whether all elements were numbers. One loop: JDK 17 boxes the vectors of nested ones. */
    private static boolean window(
            float[] y, int yo, int[] argmax, int ao, float[] x, int xo, int slots, int oh, int ow, Pool2dGeometry g) {
        int left = g.left(ow);
        int width = g.right(ow) - left;
        int h = g.top(oh);
        int taps = (g.bottom(oh) - h) * width;
        int c = g.channels;
        int w = 0;
        int place = h * g.inW + left;
        int slot = h % slots;
        int at = xo + (slot * g.inW + left) * c;
        FloatVector best = FloatVector.fromArray(S, x, at);
        FloatVector places = FloatVector.broadcast(S, Float.intBitsToFloat(place));
        FloatVector sum = FloatVector.zero(S);
        for (int tap = 0; tap < taps; tap++) {
            FloatVector value = FloatVector.fromArray(S, x, at);
            sum = sum.add(value);
            places = places.blend(
                    FloatVector.broadcast(S, Float.intBitsToFloat(place)), best.compare(VectorOperators.LT, value));
            best = best.blend(value, best.compare(VectorOperators.LT, value));
            place++;
            at += c;
            w++;
            if (w == width) {
                w = 0;
                place += g.inW - width;
                slot++;
                slot = slot == slots ? 0 : slot;
                at = xo + (slot * g.inW + left) * c;
            }
        }
        best.intoArray(y, yo);
        if (argmax.length != 0) {
            places.reinterpretAsInts().intoArray(argmax, ao);
        }
        return !sum.compare(VectorOperators.NE, sum).anyTrue();
    }
}
