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
            if (L == 16) {
                block16(y, yo + from * yStep, yStep, x, xo + from, xStep);
            } else {
                block(y, yo + from * yStep, yStep, x, xo + from, xStep);
            }
        }
    }

    private static void block16(float[] y, int yo, int yStep, float[] x, int xo, int xStep) {
        FloatVector a = halves(x, xo, xStep);
        FloatVector b = halves(x, xo + xStep, xStep);
        FloatVector c = halves(x, xo + 2 * xStep, xStep);
        FloatVector d = halves(x, xo + 3 * xStep, xStep);
        FloatVector e = halves(x, xo + 4 * xStep, xStep);
        FloatVector f = halves(x, xo + 5 * xStep, xStep);
        FloatVector g = halves(x, xo + 6 * xStep, xStep);
        FloatVector h = halves(x, xo + 7 * xStep, xStep);
        FloatVector ae = e.blend(a, ODD4).rearrange(SWAP4);
        FloatVector bf = f.blend(b, ODD4).rearrange(SWAP4);
        FloatVector cg = g.blend(c, ODD4).rearrange(SWAP4);
        FloatVector dh = h.blend(d, ODD4).rearrange(SWAP4);
        near(y, yo, yStep, a.blend(ae, ODD4), b.blend(bf, ODD4), c.blend(cg, ODD4), d.blend(dh, ODD4));
        int fifth = yo + 4 * yStep;
        near(y, fifth, yStep, ae.blend(e, ODD4), bf.blend(f, ODD4), cg.blend(g, ODD4), dh.blend(h, ODD4));
    }

    /** Eight rows, or four. */
    private static void block(float[] y, int yo, int yStep, float[] x, int xo, int xStep) {
        near(
                y,
                yo,
                yStep,
                halves(x, xo, xStep),
                halves(x, xo + xStep, xStep),
                halves(x, xo + 2 * xStep, xStep),
                halves(x, xo + 3 * xStep, xStep));
    }

    /** A block's columns of two rows, {@link #COLUMNS} rows apart; of one row where four columns are all of it. */
    private static FloatVector halves(float[] x, int xo, int xStep) {
        FloatVector lower = FloatVector.fromArray(S, x, xo);
        return L == 4 ? lower : lower.blend(FloatVector.fromArray(S, x, xo + COLUMNS * (xStep - 1)), UPPER);
    }

    /** Distances 1 and 2: four neighbouring rows. */
    private static void near(float[] y, int yo, int yStep, FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
        FloatVector ab = b.blend(a, ODD1).rearrange(SWAP1);
        FloatVector cd = d.blend(c, ODD1).rearrange(SWAP1);
        FloatVector e = a.blend(ab, ODD1);
        FloatVector f = ab.blend(b, ODD1);
        FloatVector g = c.blend(cd, ODD1);
        FloatVector h = cd.blend(d, ODD1);
        FloatVector eg = g.blend(e, ODD2).rearrange(SWAP2);
        FloatVector fh = h.blend(f, ODD2).rearrange(SWAP2);
        e.blend(eg, ODD2).intoArray(y, yo);
        f.blend(fh, ODD2).intoArray(y, yo + yStep);
        eg.blend(g, ODD2).intoArray(y, yo + 2 * yStep);
        fh.blend(h, ODD2).intoArray(y, yo + 3 * yStep);
    }
}
