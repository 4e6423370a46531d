package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes blocks of as many rows as a vector has lanes and half as many columns. A block is read as vectors of two half rows,
 * which halves the rest to squares side by side. A stage of distance {@code d} then exchanges, in each pair of rows {@code i} and {@code i +
 * d}, the lanes that the other should have (Eklundh, 1972): what both give away is one vector, so one shuffle serves the two. A block
 * with all columns of 16 lanes would be too large for C2, and the results of a stage would have to go through memory.
 */
final class VectorTranspose {
    /** JDK 17 boxes the masks. */
    static final boolean FAST = Runtime.version().feature() > 17 && VectorWidth.LANES > 2;

    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    /** Columns of a block: a half of its rows, but four where these are four. */
    static final int COLUMNS = Math.max(4, L / 2);

    private static final VectorShuffle<Float> SWAP1 = VectorShuffle.fromOp(S, lane -> lane ^ 1);
    private static final VectorShuffle<Float> SWAP2 = VectorShuffle.fromOp(S, lane -> (lane ^ 2) % L);
    private static final VectorShuffle<Float> SWAP4 = VectorShuffle.fromOp(S, lane -> (lane ^ 4) % L);
    private static final VectorMask<Float> ODD1 = constant(1);
    private static final VectorMask<Float> ODD2 = constant(2);
    private static final VectorMask<Float> ODD4 = constant(4);
    private static final VectorMask<Float> UPPER = constant(COLUMNS);

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
     * The first {@code columns} of a vector's lanes of rows of x become rows of y; at least {@link #COLUMNS}, of which the last are written again
     * where they are no multiple. Nothing in front of the first row nor behind the last one's columns is read.
     */
    static void columns(float[] y, int yo, int yStep, float[] x, int xo, int xStep, int columns) {
        for (int j = 0; j < columns; j += COLUMNS) {
            int from = Math.min(j, columns - COLUMNS);
            int to = yo + from * yStep;
            if (L == 16) {
                block16(y, to, yStep, x, xo + from, xStep);
            } else if (L == 8) {
                block8(y, to, yStep, x, xo + from, xStep);
            } else {
                block4(y, to, yStep, x, xo + from, xStep);
            }
        }
    }

    private static void block16(float[] y, int yo, int yStep, float[] x, int xo, int xStep) {
        // The upper half of a vector is read from eight rows further on, so that it comes to lie where it belongs.
        int half = xo + COLUMNS * (xStep - 1);
        FloatVector a = FloatVector.fromArray(S, x, xo);
        a = a.blend(FloatVector.fromArray(S, x, half), UPPER);
        FloatVector b = FloatVector.fromArray(S, x, xo + xStep);
        b = b.blend(FloatVector.fromArray(S, x, half + xStep), UPPER);
        FloatVector c = FloatVector.fromArray(S, x, xo + 2 * xStep);
        c = c.blend(FloatVector.fromArray(S, x, half + 2 * xStep), UPPER);
        FloatVector d = FloatVector.fromArray(S, x, xo + 3 * xStep);
        d = d.blend(FloatVector.fromArray(S, x, half + 3 * xStep), UPPER);
        FloatVector e = FloatVector.fromArray(S, x, xo + 4 * xStep);
        e = e.blend(FloatVector.fromArray(S, x, half + 4 * xStep), UPPER);
        FloatVector f = FloatVector.fromArray(S, x, xo + 5 * xStep);
        f = f.blend(FloatVector.fromArray(S, x, half + 5 * xStep), UPPER);
        FloatVector g = FloatVector.fromArray(S, x, xo + 6 * xStep);
        g = g.blend(FloatVector.fromArray(S, x, half + 6 * xStep), UPPER);
        FloatVector h = FloatVector.fromArray(S, x, xo + 7 * xStep);
        h = h.blend(FloatVector.fromArray(S, x, half + 7 * xStep), UPPER);
        FloatVector ae = e.blend(a, ODD4).rearrange(SWAP4);
        FloatVector bf = f.blend(b, ODD4).rearrange(SWAP4);
        FloatVector cg = g.blend(c, ODD4).rearrange(SWAP4);
        FloatVector dh = h.blend(d, ODD4).rearrange(SWAP4);
        a = a.blend(ae, ODD4);
        e = ae.blend(e, ODD4);
        b = b.blend(bf, ODD4);
        f = bf.blend(f, ODD4);
        c = c.blend(cg, ODD4);
        g = cg.blend(g, ODD4);
        d = d.blend(dh, ODD4);
        h = dh.blend(h, ODD4);
        FloatVector ab1 = b.blend(a, ODD1).rearrange(SWAP1);
        FloatVector cd1 = d.blend(c, ODD1).rearrange(SWAP1);
        FloatVector a1 = a.blend(ab1, ODD1);
        FloatVector b1 = ab1.blend(b, ODD1);
        FloatVector c1 = c.blend(cd1, ODD1);
        FloatVector d1 = cd1.blend(d, ODD1);
        FloatVector ac1 = c1.blend(a1, ODD2).rearrange(SWAP2);
        FloatVector bd1 = d1.blend(b1, ODD2).rearrange(SWAP2);
        a1.blend(ac1, ODD2).intoArray(y, yo);
        b1.blend(bd1, ODD2).intoArray(y, yo + yStep);
        ac1.blend(c1, ODD2).intoArray(y, yo + 2 * yStep);
        bd1.blend(d1, ODD2).intoArray(y, yo + 3 * yStep);
        FloatVector ab2 = f.blend(e, ODD1).rearrange(SWAP1);
        FloatVector cd2 = h.blend(g, ODD1).rearrange(SWAP1);
        FloatVector a2 = e.blend(ab2, ODD1);
        FloatVector b2 = ab2.blend(f, ODD1);
        FloatVector c2 = g.blend(cd2, ODD1);
        FloatVector d2 = cd2.blend(h, ODD1);
        FloatVector ac2 = c2.blend(a2, ODD2).rearrange(SWAP2);
        FloatVector bd2 = d2.blend(b2, ODD2).rearrange(SWAP2);
        a2.blend(ac2, ODD2).intoArray(y, yo + 4 * yStep);
        b2.blend(bd2, ODD2).intoArray(y, yo + 5 * yStep);
        ac2.blend(c2, ODD2).intoArray(y, yo + 6 * yStep);
        bd2.blend(d2, ODD2).intoArray(y, yo + 7 * yStep);
    }

    private static void block8(float[] y, int yo, int yStep, float[] x, int xo, int xStep) {
        int half = xo + COLUMNS * (xStep - 1);
        FloatVector a = FloatVector.fromArray(S, x, xo);
        a = a.blend(FloatVector.fromArray(S, x, half), UPPER);
        FloatVector b = FloatVector.fromArray(S, x, xo + xStep);
        b = b.blend(FloatVector.fromArray(S, x, half + xStep), UPPER);
        FloatVector c = FloatVector.fromArray(S, x, xo + 2 * xStep);
        c = c.blend(FloatVector.fromArray(S, x, half + 2 * xStep), UPPER);
        FloatVector d = FloatVector.fromArray(S, x, xo + 3 * xStep);
        d = d.blend(FloatVector.fromArray(S, x, half + 3 * xStep), UPPER);
        FloatVector ab1 = b.blend(a, ODD1).rearrange(SWAP1);
        FloatVector cd1 = d.blend(c, ODD1).rearrange(SWAP1);
        FloatVector a1 = a.blend(ab1, ODD1);
        FloatVector b1 = ab1.blend(b, ODD1);
        FloatVector c1 = c.blend(cd1, ODD1);
        FloatVector d1 = cd1.blend(d, ODD1);
        FloatVector ac1 = c1.blend(a1, ODD2).rearrange(SWAP2);
        FloatVector bd1 = d1.blend(b1, ODD2).rearrange(SWAP2);
        a1.blend(ac1, ODD2).intoArray(y, yo);
        b1.blend(bd1, ODD2).intoArray(y, yo + yStep);
        ac1.blend(c1, ODD2).intoArray(y, yo + 2 * yStep);
        bd1.blend(d1, ODD2).intoArray(y, yo + 3 * yStep);
    }

    private static void block4(float[] y, int yo, int yStep, float[] x, int xo, int xStep) {
        FloatVector a = FloatVector.fromArray(S, x, xo);
        FloatVector b = FloatVector.fromArray(S, x, xo + xStep);
        FloatVector c = FloatVector.fromArray(S, x, xo + 2 * xStep);
        FloatVector d = FloatVector.fromArray(S, x, xo + 3 * xStep);
        FloatVector ab1 = b.blend(a, ODD1).rearrange(SWAP1);
        FloatVector cd1 = d.blend(c, ODD1).rearrange(SWAP1);
        FloatVector a1 = a.blend(ab1, ODD1);
        FloatVector b1 = ab1.blend(b, ODD1);
        FloatVector c1 = c.blend(cd1, ODD1);
        FloatVector d1 = cd1.blend(d, ODD1);
        FloatVector ac1 = c1.blend(a1, ODD2).rearrange(SWAP2);
        FloatVector bd1 = d1.blend(b1, ODD2).rearrange(SWAP2);
        a1.blend(ac1, ODD2).intoArray(y, yo);
        b1.blend(bd1, ODD2).intoArray(y, yo + yStep);
        ac1.blend(c1, ODD2).intoArray(y, yo + 2 * yStep);
        bd1.blend(d1, ODD2).intoArray(y, yo + 3 * yStep);
    }
}
