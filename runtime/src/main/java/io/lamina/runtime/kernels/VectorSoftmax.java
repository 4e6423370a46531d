package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link SoftmaxKernels} on vectors. Exponentials are taken of whole blocks of rows, as if they were one array, so that narrow
 * rows fill vectors, too. What follows a row in memory never matters to it.
 */
final class VectorSoftmax {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;
    /** About as many elements are worked through at a time: they stay in the first-level cache. */
    private static final int BLOCK = 4096;

    /** Elements of a row in a {@link Rehearsal}: each loop has a turn. */
    private static final int FEW = 4 * L;

    private static final Rehearsal FORWARD = new Rehearsal();

    private VectorSoftmax() {}

    static void forward(float[] y, int yo, float[] x, int xo, int n, int c) {
        for (int calls = n > 0 ? FORWARD.calls() : 0; calls > 0; calls--) {
            forwardBlock(VectorScratch.get(), 0, x, xo, 1, Math.min(c, FEW));
        }
        int block = Math.max(1, BLOCK / c);
        for (int r = 0; r < n; r += block) {
            int rows = Math.min(block, n - r);
            forwardBlock(y, yo + r * c, x, xo + r * c, rows, c);
        }
    }

    private static void forwardBlock(float[] y, int yo, float[] x, int xo, int rows, int c) {
        for (int row = 0; row < rows * c; row += c) {
            float max = c < L ? PlainSoftmax.max(x, xo + row, c) : max(x, xo + row, c);
            PlainSoftmax.subtract(y, yo + row, x, xo + row, c, max);
        }
        VectorActivation.forward(y, yo, y, yo, rows * c, Activations.EXP, 0f);
        for (int row = yo; row < yo + rows * c; row += c) {
            float sum = c < L ? PlainSoftmax.sum(y, row, c) : sum(y, row, c);
            ArithmeticKernels.scale(y, row, y, row, c, 1f / sum);
        }
    }

    /**
     * The last vector overlaps the one before it: a maximum does not mind what it sees twice. Each maximum is asked of the vector that was just
     * loaded: the class of one that a loop carries C2 knows from profiles alone, and where it has none, JDK 17 leaves the vectors objects for good.
     */
    static float max(float[] x, int xo, int c) {
        FloatVector max = FloatVector.fromArray(S, x, xo);
        for (int j = L; j < c - L; j += L) {
            max = FloatVector.fromArray(S, x, xo + j).max(max);
        }
        return FloatVector.fromArray(S, x, xo + c - L).max(max).reduceLanes(VectorOperators.MAX);
    }

    /** Lane by lane, then over the lanes, then what is left of the row. */
    static float sum(float[] x, int xo, int c) {
        FloatVector sum = FloatVector.fromArray(S, x, xo);
        int j = L;
        for (; j <= c - L; j += L) {
            sum = sum.add(FloatVector.fromArray(S, x, xo + j));
        }
        float[] lanes = VectorScratch.get();
        sum.intoArray(lanes, VectorScratch.FIRST_PADDED);
        return VectorFold.sum(lanes, VectorScratch.FIRST_PADDED) + PlainSoftmax.sum(x, xo + j, c - j);
    }

    static void backward(float[] dx, int dxo, float[] dy, int dyo, float[] y, int yo, int n, int c) {
        if (c < L) {
            PlainSoftmax.backward(dx, dxo, dy, dyo, y, yo, n, c);
            return;
        }
        for (int row = 0; row < n * c; row += c) {
            float dot = dot(dy, dyo + row, y, yo + row, c);
            PlainSoftmax.backwardRow(dx, dxo + row, dy, dyo + row, y, yo + row, c, dot);
        }
    }

    /** At least a vector's lanes. */
    static float dot(float[] a, int ao, float[] b, int bo, int c) {
        FloatVector sum = FloatVector.fromArray(S, a, ao).mul(FloatVector.fromArray(S, b, bo));
        int j = L;
        for (; j <= c - L; j += L) {
            sum = FloatVector.fromArray(S, a, ao + j).fma(FloatVector.fromArray(S, b, bo + j), sum);
        }
        float[] lanes = VectorScratch.get();
        sum.intoArray(lanes, VectorScratch.FIRST_PADDED);
        return VectorFold.sum(lanes, VectorScratch.FIRST_PADDED) + PlainDense.dot(a, ao + j, b, bo + j, c - j);
    }
}
