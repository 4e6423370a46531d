package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link SoftmaxKernels} on vectors; sums run lane by lane, then over the lanes. */
final class VectorSoftmax {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorSoftmax() {}

    static void forward(float[] y, int yo, float[] x, int xo, int n, int c) {
        for (int r = 0; r < n; r++) {
            float sum = exponentials(y, yo + r * c, x, xo + r * c, c, max(x, xo + r * c, c));
            ArithmeticKernels.scale(y, yo + r * c, y, yo + r * c, c, 1f / sum);
        }
    }

    private static float max(float[] x, int xo, int c) {
        FloatVector max = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        int j = 0;
        for (; j <= c - L; j += L) {
            max = max.max(FloatVector.fromArray(S, x, xo + j));
        }
        if (j < c) {
            max = max.blend(max.max(VectorPart.load(x, xo + j, c - j)), VectorPart.mask(c - j));
        }
        // A maximum does not depend on the order.
        return max.reduceLanes(VectorOperators.MAX);
    }

    /** {@code y = exp(x - max)}, and its sum. */
    private static float exponentials(float[] y, int yo, float[] x, int xo, int c, float max) {
        FloatVector sum = FloatVector.zero(S);
        int j = 0;
        for (; j <= c - L; j += L) {
            FloatVector e = VectorMath.exp(FloatVector.fromArray(S, x, xo + j).sub(max));
            e.intoArray(y, yo + j);
            sum = sum.add(e);
        }
        if (j < c) {
            FloatVector e = VectorMath.exp(VectorPart.load(x, xo + j, c - j).sub(max));
            VectorPart.store(e, y, yo + j, c - j);
            sum = sum.blend(sum.add(e), VectorPart.mask(c - j));
        }
        return VectorFold.sum(sum);
    }

    static void backward(float[] dx, int dxo, float[] dy, int dyo, float[] y, int yo, int n, int c) {
        for (int r = 0; r < n; r++) {
            int row = r * c;
            float dot = dot(dy, dyo + row, y, yo + row, c);
            // dx = y * (dy - dot)
            for (int j = row; j < row + c; j += L) {
                int count = row + c - j;
                FloatVector difference = VectorPart.load(dy, dyo + j, count).sub(dot);
                VectorPart.store(VectorPart.load(y, yo + j, count).mul(difference), dx, dxo + j, count);
            }
        }
    }

    private static float dot(float[] a, int ao, float[] b, int bo, int c) {
        FloatVector sum = FloatVector.zero(S);
        for (int j = 0; j < c; j += L) {
            sum = VectorPart.load(a, ao + j, c - j).fma(VectorPart.load(b, bo + j, c - j), sum);
        }
        return VectorFold.sum(sum);
    }
}
