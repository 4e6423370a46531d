package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes squares of as many rows as a vector has lanes. A stage of distance {@code d} exchanges, in each pair of rows {@code i}
 * and {@code i + d}, the lanes that the other should have; each pass over memory does two stages on four rows, as a method with
 * all rows of 16 lanes would be too large for C2 (Eklundh, 1972).
 */
final class VectorTranspose {
    /** JDK 17 boxes the masks. */
    static final boolean FAST = Runtime.version().feature() > 17 && VectorWidth.LANES > 2;

    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private static final VectorShuffle<Float> SWAP1 = VectorShuffle.fromOp(S, lane -> lane ^ 1);
    private static final VectorShuffle<Float> SWAP2 = VectorShuffle.fromOp(S, lane -> (lane ^ 2) % L);
    private static final VectorShuffle<Float> SWAP4 = VectorShuffle.fromOp(S, lane -> (lane ^ 4) % L);
    private static final VectorShuffle<Float> SWAP8 = VectorShuffle.fromOp(S, lane -> (lane ^ 8) % L);
    private static final VectorMask<Float> ODD1 = constant(1);
    private static final VectorMask<Float> ODD2 = constant(2);
    private static final VectorMask<Float> ODD4 = constant(4);
    private static final VectorMask<Float> ODD8 = constant(8);

    private VectorTranspose() {}

    /** The lanes of the upper row of each pair. */
    private static VectorMask<Float> constant(int distance) {
        boolean[] lanes = new boolean[L];
        for (int i = 0; i < L; i++) {
            lanes[i] = (i & distance) != 0;
        }
        return VectorMask.fromArray(S, lanes, 0);
    }

    /**
     * Rows of a vector's lanes, {@code yStep} apart, become the columns of as many rows of x; rows of x past {@code count}
     * repeat the last one.
     */
    static void square(float[] y, int yo, int yStep, float[] x, int xo, int xStep, int count) {
        int last = xo + (count - 1) * xStep;
        for (int r = 0; r < L; r += 4) {
            int x0 = xo + r * xStep;
            near(
                    y,
                    yo + r * yStep,
                    yStep,
                    x,
                    Math.min(x0, last),
                    Math.min(x0 + xStep, last),
                    Math.min(x0 + 2 * xStep, last),
                    Math.min(x0 + 3 * xStep, last));
        }
        if (L == 16) {
            for (int r = 0; r < 4; r++) {
                far(y, yo + r * yStep, 4 * yStep);
            }
        } else if (L == 8) {
            for (int r = 0; r < 4; r++) {
                far2(y, yo + r * yStep, 4 * yStep);
            }
        }
    }

    /** Distances 1 and 2: four neighbouring rows. */
    private static void near(float[] y, int yo, int yStep, float[] x, int x0, int x1, int x2, int x3) {
        FloatVector a = FloatVector.fromArray(S, x, x0);
        FloatVector b = FloatVector.fromArray(S, x, x1);
        FloatVector c = FloatVector.fromArray(S, x, x2);
        FloatVector d = FloatVector.fromArray(S, x, x3);
        FloatVector e = a.blend(b.rearrange(SWAP1), ODD1);
        FloatVector f = a.rearrange(SWAP1).blend(b, ODD1);
        FloatVector g = c.blend(d.rearrange(SWAP1), ODD1);
        FloatVector h = c.rearrange(SWAP1).blend(d, ODD1);
        e.blend(g.rearrange(SWAP2), ODD2).intoArray(y, yo);
        f.blend(h.rearrange(SWAP2), ODD2).intoArray(y, yo + yStep);
        e.rearrange(SWAP2).blend(g, ODD2).intoArray(y, yo + 2 * yStep);
        f.rearrange(SWAP2).blend(h, ODD2).intoArray(y, yo + 3 * yStep);
    }

    /** Distances 4 and 8, in place: every fourth row. */
    private static void far(float[] y, int yo, int step) {
        FloatVector a = FloatVector.fromArray(S, y, yo);
        FloatVector b = FloatVector.fromArray(S, y, yo + step);
        FloatVector c = FloatVector.fromArray(S, y, yo + 2 * step);
        FloatVector d = FloatVector.fromArray(S, y, yo + 3 * step);
        FloatVector e = a.blend(b.rearrange(SWAP4), ODD4);
        FloatVector f = a.rearrange(SWAP4).blend(b, ODD4);
        FloatVector g = c.blend(d.rearrange(SWAP4), ODD4);
        FloatVector h = c.rearrange(SWAP4).blend(d, ODD4);
        e.blend(g.rearrange(SWAP8), ODD8).intoArray(y, yo);
        f.blend(h.rearrange(SWAP8), ODD8).intoArray(y, yo + step);
        e.rearrange(SWAP8).blend(g, ODD8).intoArray(y, yo + 2 * step);
        f.rearrange(SWAP8).blend(h, ODD8).intoArray(y, yo + 3 * step);
    }

    /** Distance 4, in place: two rows. */
    private static void far2(float[] y, int yo, int step) {
        FloatVector a = FloatVector.fromArray(S, y, yo);
        FloatVector b = FloatVector.fromArray(S, y, yo + step);
        a.blend(b.rearrange(SWAP4), ODD4).intoArray(y, yo);
        a.rearrange(SWAP4).blend(b, ODD4).intoArray(y, yo + step);
    }
}
