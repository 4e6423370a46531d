package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums of columns on vectors, over blocks of rows: a block's sum in a register, then the sum of the blocks. */
final class VectorReduce {
    /** Rows of a block: its lines stay in the first-level cache while narrow columns pass over them. */
    static final int BLOCK = 64;

    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorReduce() {}

    static void sumRows(float[] y, int yo, float[] x, int xo, int n, int c, int from, int to) {
        int whole = to - to % L;
        ArithmeticKernels.fill(y, yo + from, whole - from, 0f);
        for (int r = 0; r < n; r += BLOCK) {
            int rows = Math.min(BLOCK, n - r);
            for (int j = from; j < whole; j += L) {
                addBlock(y, yo + j, x, xo + r * c + j, rows, c);
            }
        }
        PlainReduce.sumRows(y, yo, x, xo, n, c, whole, to);
    }

    /** {@code y += sum over rows of x}. */
    private static void addBlock(float[] y, int yo, float[] x, int xo, int rows, int c) {
        FloatVector sum = FloatVector.zero(S);
        int at = xo;
        for (int r = 0; r < rows; r++) {
            sum = sum.add(FloatVector.fromArray(S, x, at));
            at += c;
        }
        FloatVector.fromArray(S, y, yo).add(sum).intoArray(y, yo);
    }
}
