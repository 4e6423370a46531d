package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link SoftmaxKernels} on vectors; sums run lane by lane, then over the lanes. In a wide row the last vector overlaps the one
 * before it. A narrow row is one vector that reaches into the next row; at an array's end, where there is none, it is left to
 * {@link PlainSoftmax}.
 */
final class VectorSoftmax {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;
    private static final FloatVector ZERO = VectorMath.constant(0f);
    private static final FloatVector LOWEST = VectorMath.constant(Float.NEGATIVE_INFINITY);

    private VectorSoftmax() {}

    static void forward(float[] y, int yo, float[] x, int xo, int n, int c) {
        for (int row = 0; row < n * c; row += c) {
            if (c >= L) {
                wide(y, yo + row, x, xo + row, c);
            } else if (VectorPart.fits(x, xo + row)) {
                narrow(y, yo + row, x, xo + row, c);
            } else {
                PlainSoftmax.forward(y, yo + row, x, xo + row, 1, c);
            }
        }
    }

    /** A row of fewer elements than lanes. The others count as negative infinity, whose exp is 0. */
    private static void narrow(float[] y, int yo, float[] x, int xo, int c) {
        FloatVector v = LOWEST.blend(FloatVector.fromArray(S, x, xo), VectorPart.mask(c));
        FloatVector e = VectorMath.exp(v.sub(v.reduceLanes(VectorOperators.MAX)));
        VectorPart.store(e.mul(1f / VectorFold.sum(e)), y, yo, c);
    }

    private static void wide(float[] y, int yo, float[] x, int xo, int c) {
        float max = max(x, xo, c);
        // y = exp(x - max); in place, each vector is loaded before the one it overlaps is stored
        FloatVector v = FloatVector.fromArray(S, x, xo);
        for (int j = 0; j < c; j += L) {
            FloatVector e = VectorMath.exp(v.sub(max));
            v = FloatVector.fromArray(S, x, xo + Math.min(j + L, c - L));
            e.intoArray(y, yo + Math.min(j, c - L));
        }
        ArithmeticKernels.scale(y, yo, y, yo, c, 1f / sum(y, yo, c));
    }

    /** A maximum depends neither on the order nor on what is seen twice. */
    private static float max(float[] x, int xo, int c) {
        FloatVector max = FloatVector.fromArray(S, x, xo + c - L);
        for (int j = 0; j < c - L; j += L) {
            max = max.max(FloatVector.fromArray(S, x, xo + j));
        }
        return max.reduceLanes(VectorOperators.MAX);
    }

    private static float sum(float[] x, int xo, int c) {
        FloatVector sum = FloatVector.fromArray(S, x, xo + c - L).blend(ZERO, seen(c));
        for (int j = 0; j <= c - L; j += L) {
            sum = sum.add(FloatVector.fromArray(S, x, xo + j));
        }
        return VectorFold.sum(sum);
    }

    /** The lanes of a wide row's last vector that whole vectors cover already. */
    private static VectorMask<Float> seen(int c) {
        return VectorPart.mask(L - c % L);
    }

    static void backward(float[] dx, int dxo, float[] dy, int dyo, float[] y, int yo, int n, int c) {
        for (int row = 0; row < n * c; row += c) {
            if (c >= L) {
                float dot = wideDot(dy, dyo + row, y, yo + row, c);
                PlainSoftmax.backwardRow(dx, dxo + row, dy, dyo + row, y, yo + row, c, dot);
            } else if (VectorPart.fits(dy, dyo + row) && VectorPart.fits(y, yo + row)) {
                narrowBackward(dx, dxo + row, dy, dyo + row, y, yo + row, c);
            } else {
                PlainSoftmax.backward(dx, dxo + row, dy, dyo + row, y, yo + row, 1, c);
            }
        }
    }

    private static void narrowBackward(float[] dx, int dxo, float[] dy, int dyo, float[] y, int yo, int c) {
        FloatVector d = ZERO.blend(FloatVector.fromArray(S, dy, dyo), VectorPart.mask(c));
        FloatVector p = ZERO.blend(FloatVector.fromArray(S, y, yo), VectorPart.mask(c));
        VectorPart.store(p.mul(d.sub(VectorFold.sum(d.mul(p)))), dx, dxo, c);
    }

    private static float wideDot(float[] a, int ao, float[] b, int bo, int c) {
        FloatVector last = FloatVector.fromArray(S, a, ao + c - L).mul(FloatVector.fromArray(S, b, bo + c - L));
        FloatVector sum = last.blend(ZERO, seen(c));
        for (int j = 0; j <= c - L; j += L) {
            sum = FloatVector.fromArray(S, a, ao + j).fma(FloatVector.fromArray(S, b, bo + j), sum);
        }
        return VectorFold.sum(sum);
    }
}
