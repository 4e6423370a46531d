package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes of {@link VectorNorm} over channels that are whole pairs of vectors: two vectors of channels at a time, down the rows, so
 * that what is known of a channel stays in registers. Callers pass rows that fit the first-level cache. Each element is computed
 * as there, to the same bits.
 */
final class VectorNormColumns {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    /** With more channels the gain is gone. */
    private static final int MOST = 128;

    private VectorNormColumns() {}

    /** Whether channels are whole pairs of vectors, and so few that the rows of a block lie close together. */
    static boolean fits(int c) {
        return c % (2 * L) == 0 && c <= MOST;
    }

    /** {@code y = max(normalize(x), floor)} for {@code count} elements. */
    static void normalize(float[] y, int yo, float[] x, int xo, float[] rows, int ro, int count, int c, float floor) {
        for (int j = 0; j < c; j += 2 * L) {
            normalizeTwo(y, yo + j, x, xo + j, rows, ro + j, count / c, c, floor);
        }
    }

    private static void normalizeTwo(
            float[] y, int yo, float[] x, int xo, float[] rows, int ro, int count, int c, float floor) {
        int width = NormRows.width(c);
        FloatVector m0 = FloatVector.fromArray(S, rows, ro);
        FloatVector m1 = FloatVector.fromArray(S, rows, ro + L);
        FloatVector f0 = FloatVector.fromArray(S, rows, ro + width);
        FloatVector f1 = FloatVector.fromArray(S, rows, ro + width + L);
        FloatVector b0 = FloatVector.fromArray(S, rows, ro + 2 * width);
        FloatVector b1 = FloatVector.fromArray(S, rows, ro + 2 * width + L);
        FloatVector low = FloatVector.broadcast(S, floor);
        int at = 0;
        for (int r = 0; r < count; r++) {
            FloatVector v0 = FloatVector.fromArray(S, x, xo + at).sub(m0).fma(f0, b0);
            FloatVector v1 = FloatVector.fromArray(S, x, xo + at + L).sub(m1).fma(f1, b1);
            v0.blend(low, v0.compare(VectorOperators.LE, low)).intoArray(y, yo + at);
            v1.blend(low, v1.compare(VectorOperators.LE, low)).intoArray(y, yo + at + L);
            at += c;
        }
    }

    /** {@code dx = dy * row 1 + ((x - row 0) * row 2 + row 3)}, as {@link NormRows#ofGradient} has them, for {@code count} elements. */
    static void inputGradient(
            float[] dx, int dxo, float[] dy, int dyo, float[] x, int xo, float[] rows, int ro, int count, int c) {
        int block = NormChunks.block(c) * c;
        for (int from = 0; from < count; from += block) {
            int some = Math.min(block, count - from) / c;
            for (int i = from; i < from + c; i += 2 * L) {
                gradientTwo(dx, dxo + i, dy, dyo + i, x, xo + i, rows, ro + i - from, some, c);
            }
        }
    }

    private static void gradientTwo(
            float[] dx, int dxo, float[] dy, int dyo, float[] x, int xo, float[] rows, int ro, int count, int c) {
        int width = NormRows.width(c);
        FloatVector m0 = FloatVector.fromArray(S, rows, ro);
        FloatVector m1 = FloatVector.fromArray(S, rows, ro + L);
        FloatVector f0 = FloatVector.fromArray(S, rows, ro + width);
        FloatVector f1 = FloatVector.fromArray(S, rows, ro + width + L);
        FloatVector s0 = FloatVector.fromArray(S, rows, ro + 2 * width);
        FloatVector s1 = FloatVector.fromArray(S, rows, ro + 2 * width + L);
        FloatVector b0 = FloatVector.fromArray(S, rows, ro + 3 * width);
        FloatVector b1 = FloatVector.fromArray(S, rows, ro + 3 * width + L);
        int at = 0;
        for (int r = 0; r < count; r++) {
            FloatVector v0 = FloatVector.fromArray(S, x, xo + at).sub(m0).fma(s0, b0);
            FloatVector v1 = FloatVector.fromArray(S, x, xo + at + L).sub(m1).fma(s1, b1);
            v0 = FloatVector.fromArray(S, dy, dyo + at).fma(f0, v0);
            v1 = FloatVector.fromArray(S, dy, dyo + at + L).fma(f1, v1);
            v0.intoArray(dx, dxo + at);
            v1.intoArray(dx, dxo + at + L);
            at += c;
        }
    }
}
