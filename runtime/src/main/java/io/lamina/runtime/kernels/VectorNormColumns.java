package io.lamina.runtime.kernels;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes of {@link VectorNorm} over channels that are whole pairs of vectors: down the rows, so that what is known of a channel stays
 * in registers, two pairs at a time, as reading every second pair of a row is slow. A pair that is left over is taken together with
 * that of the next row. Callers pass rows that fit the first-level cache. Each element is computed as there, to the same bits.
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

    /** Whether channels are one pair or two: parts of rows are slow where tensors outgrow the caches, the more so the more there are. */
    static boolean fitsWhole(int c) {
        // One test of both widths. Of two, C2 moves the second out of a loop over chunks, where it is made
        // of channels too that the first lets pass; it fails, and the loop's code is thrown away.
        return (c - 2 * L & ~(2 * L)) == 0;
    }

    /** {@code y = max(normalize(x), floor)} for {@code count} elements. */
    static void normalize(float[] y, int yo, float[] x, int xo, float[] rows, int ro, int count, int c, float floor) {
        int j = 0;
        for (; j <= c - 4 * L; j += 4 * L) {
            normalize(y, yo + j, x, xo + j, rows, ro + j, count / c, c, c, 2 * L, 2 * L, floor);
        }
        if (j < c) {
            int pairs = count / (2 * c);
            int even = 2 * c * pairs;
            normalize(y, yo + j, x, xo + j, rows, ro + j, pairs, c, 2 * c, c, 0, floor);
            if (even < count) {
                normalize(y, yo + even + j, x, xo + even + j, rows, ro + j, 1, c, c, 0, 0, floor);
            }
        }
    }

    /**
     * Two pairs of vectors every {@code step} elements, the second one {@code d} behind the first, its channels {@code e} behind those of the
     * first. The two may be the same: all is read before anything is written.
     */
    private static void normalize(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] rows,
            int ro,
            int times,
            int c,
            int step,
            int d,
            int e,
            float floor) {
        int width = NormRows.width(c);
        FloatVector m0 = FloatVector.fromArray(S, rows, ro);
        FloatVector m1 = FloatVector.fromArray(S, rows, ro + L);
        FloatVector m2 = FloatVector.fromArray(S, rows, ro + e);
        FloatVector m3 = FloatVector.fromArray(S, rows, ro + e + L);
        FloatVector f0 = FloatVector.fromArray(S, rows, ro + width);
        FloatVector f1 = FloatVector.fromArray(S, rows, ro + width + L);
        FloatVector f2 = FloatVector.fromArray(S, rows, ro + width + e);
        FloatVector f3 = FloatVector.fromArray(S, rows, ro + width + e + L);
        FloatVector b0 = FloatVector.fromArray(S, rows, ro + 2 * width);
        FloatVector b1 = FloatVector.fromArray(S, rows, ro + 2 * width + L);
        FloatVector b2 = FloatVector.fromArray(S, rows, ro + 2 * width + e);
        FloatVector b3 = FloatVector.fromArray(S, rows, ro + 2 * width + e + L);
        FloatVector low = FloatVector.broadcast(S, floor);
        int i = 0;
        for (int k = 0; k < times; k++) {
            FloatVector v0 = FloatVector.fromArray(S, x, xo + i).sub(m0).fma(f0, b0);
            FloatVector v1 = FloatVector.fromArray(S, x, xo + i + L).sub(m1).fma(f1, b1);
            FloatVector v2 = FloatVector.fromArray(S, x, xo + i + d).sub(m2).fma(f2, b2);
            FloatVector v3 = FloatVector.fromArray(S, x, xo + i + d + L).sub(m3).fma(f3, b3);
            v0.blend(low, v0.compare(LE, low)).intoArray(y, yo + i);
            v1.blend(low, v1.compare(LE, low)).intoArray(y, yo + i + L);
            v2.blend(low, v2.compare(LE, low)).intoArray(y, yo + i + d);
            v3.blend(low, v3.compare(LE, low)).intoArray(y, yo + i + d + L);
            i += step;
        }
    }

    /** {@code y = max(normalize(x) + r, floor)} for {@code count} elements. */
    static void normalizeAdd(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] r,
            int ao,
            float[] rows,
            int ro,
            int count,
            int c,
            float floor) {
        int j = 0;
        for (; j <= c - 4 * L; j += 4 * L) {
            normalizeAdd(y, yo + j, x, xo + j, r, ao + j, rows, ro + j, count / c, c, c, 2 * L, 2 * L, floor);
        }
        if (j < c) {
            int pairs = count / (2 * c);
            int even = 2 * c * pairs;
            normalizeAdd(y, yo + j, x, xo + j, r, ao + j, rows, ro + j, pairs, c, 2 * c, c, 0, floor);
            if (even < count) {
                normalizeAdd(y, yo + even + j, x, xo + even + j, r, ao + even + j, rows, ro + j, 1, c, c, 0, 0, floor);
            }
        }
    }

    private static void normalizeAdd(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] r,
            int ao,
            float[] rows,
            int ro,
            int times,
            int c,
            int step,
            int d,
            int e,
            float floor) {
        int width = NormRows.width(c);
        FloatVector m0 = FloatVector.fromArray(S, rows, ro);
        FloatVector m1 = FloatVector.fromArray(S, rows, ro + L);
        FloatVector m2 = FloatVector.fromArray(S, rows, ro + e);
        FloatVector m3 = FloatVector.fromArray(S, rows, ro + e + L);
        FloatVector f0 = FloatVector.fromArray(S, rows, ro + width);
        FloatVector f1 = FloatVector.fromArray(S, rows, ro + width + L);
        FloatVector f2 = FloatVector.fromArray(S, rows, ro + width + e);
        FloatVector f3 = FloatVector.fromArray(S, rows, ro + width + e + L);
        FloatVector b0 = FloatVector.fromArray(S, rows, ro + 2 * width);
        FloatVector b1 = FloatVector.fromArray(S, rows, ro + 2 * width + L);
        FloatVector b2 = FloatVector.fromArray(S, rows, ro + 2 * width + e);
        FloatVector b3 = FloatVector.fromArray(S, rows, ro + 2 * width + e + L);
        FloatVector low = FloatVector.broadcast(S, floor);
        int i = 0;
        for (int k = 0; k < times; k++) {
            FloatVector v0 =
                    FloatVector.fromArray(S, x, xo + i).sub(m0).fma(f0, b0).add(FloatVector.fromArray(S, r, ao + i));
            FloatVector v1 = FloatVector.fromArray(S, x, xo + i + L)
                    .sub(m1)
                    .fma(f1, b1)
                    .add(FloatVector.fromArray(S, r, ao + i + L));
            FloatVector v2 = FloatVector.fromArray(S, x, xo + i + d)
                    .sub(m2)
                    .fma(f2, b2)
                    .add(FloatVector.fromArray(S, r, ao + i + d));
            FloatVector v3 = FloatVector.fromArray(S, x, xo + i + d + L)
                    .sub(m3)
                    .fma(f3, b3)
                    .add(FloatVector.fromArray(S, r, ao + i + d + L));
            v0.blend(low, v0.compare(LE, low)).intoArray(y, yo + i);
            v1.blend(low, v1.compare(LE, low)).intoArray(y, yo + i + L);
            v2.blend(low, v2.compare(LE, low)).intoArray(y, yo + i + d);
            v3.blend(low, v3.compare(LE, low)).intoArray(y, yo + i + d + L);
            i += step;
        }
    }

    /** dx as {@link NormRows#ofGradient} has it, for {@code count} elements. */
    static void inputGradient(
            float[] dx, int dxo, float[] dy, int dyo, float[] x, int xo, float[] rows, int ro, int count, int c) {
        int block = c <= 4 * L ? count : NormChunks.block(c) * c;
        for (int from = 0; from < count; from += block) {
            block(dx, dxo + from, dy, dyo + from, x, xo + from, rows, ro, Math.min(block, count - from), c);
        }
    }

    private static void block(
            float[] dx, int dxo, float[] dy, int dyo, float[] x, int xo, float[] rows, int ro, int count, int c) {
        int j = 0;
        for (; j <= c - 4 * L; j += 4 * L) {
            inputGradient(dx, dxo + j, dy, dyo + j, x, xo + j, rows, ro + j, count / c, c, c, 2 * L, 2 * L);
        }
        if (j < c) {
            int pairs = count / (2 * c);
            int even = 2 * c * pairs;
            inputGradient(dx, dxo + j, dy, dyo + j, x, xo + j, rows, ro + j, pairs, c, 2 * c, c, 0);
            if (even < count) {
                inputGradient(dx, dxo + even + j, dy, dyo + even + j, x, xo + even + j, rows, ro + j, 1, c, c, 0, 0);
            }
        }
    }

    private static void inputGradient(
            float[] dx,
            int dxo,
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            float[] rows,
            int ro,
            int times,
            int c,
            int step,
            int d,
            int e) {
        int width = NormRows.width(c);
        FloatVector m0 = FloatVector.fromArray(S, rows, ro);
        FloatVector m1 = FloatVector.fromArray(S, rows, ro + L);
        FloatVector m2 = FloatVector.fromArray(S, rows, ro + e);
        FloatVector m3 = FloatVector.fromArray(S, rows, ro + e + L);
        FloatVector f0 = FloatVector.fromArray(S, rows, ro + width);
        FloatVector f1 = FloatVector.fromArray(S, rows, ro + width + L);
        FloatVector f2 = FloatVector.fromArray(S, rows, ro + width + e);
        FloatVector f3 = FloatVector.fromArray(S, rows, ro + width + e + L);
        FloatVector s0 = FloatVector.fromArray(S, rows, ro + 2 * width);
        FloatVector s1 = FloatVector.fromArray(S, rows, ro + 2 * width + L);
        FloatVector s2 = FloatVector.fromArray(S, rows, ro + 2 * width + e);
        FloatVector s3 = FloatVector.fromArray(S, rows, ro + 2 * width + e + L);
        FloatVector b0 = FloatVector.fromArray(S, rows, ro + 3 * width);
        FloatVector b1 = FloatVector.fromArray(S, rows, ro + 3 * width + L);
        FloatVector b2 = FloatVector.fromArray(S, rows, ro + 3 * width + e);
        FloatVector b3 = FloatVector.fromArray(S, rows, ro + 3 * width + e + L);
        FloatVector r0 = FloatVector.fromArray(S, rows, ro + 4 * width);
        FloatVector r1 = FloatVector.fromArray(S, rows, ro + 4 * width + L);
        FloatVector r2 = FloatVector.fromArray(S, rows, ro + 4 * width + e);
        FloatVector r3 = FloatVector.fromArray(S, rows, ro + 4 * width + e + L);
        FloatVector zero = FloatVector.zero(S);
        int i = 0;
        for (int k = 0; k < times; k++) {
            FloatVector v0 = FloatVector.fromArray(S, x, xo + i).sub(m0);
            FloatVector v1 = FloatVector.fromArray(S, x, xo + i + L).sub(m1);
            FloatVector v2 = FloatVector.fromArray(S, x, xo + i + d).sub(m2);
            FloatVector v3 = FloatVector.fromArray(S, x, xo + i + d + L).sub(m3);
            FloatVector g0 = zero.blend(
                    FloatVector.fromArray(S, dy, dyo + i), v0.fma(f0, r0).compare(GT, zero));
            FloatVector g1 = zero.blend(
                    FloatVector.fromArray(S, dy, dyo + i + L), v1.fma(f1, r1).compare(GT, zero));
            FloatVector g2 = zero.blend(
                    FloatVector.fromArray(S, dy, dyo + i + d), v2.fma(f2, r2).compare(GT, zero));
            FloatVector g3 = zero.blend(
                    FloatVector.fromArray(S, dy, dyo + i + d + L),
                    v3.fma(f3, r3).compare(GT, zero));
            g0.fma(f0, v0.fma(s0, b0)).intoArray(dx, dxo + i);
            g1.fma(f1, v1.fma(s1, b1)).intoArray(dx, dxo + i + L);
            g2.fma(f2, v2.fma(s2, b2)).intoArray(dx, dxo + i + d);
            g3.fma(f3, v3.fma(s3, b3)).intoArray(dx, dxo + i + d + L);
            i += step;
        }
    }
}
