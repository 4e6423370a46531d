package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes of {@link NormKernels} over elements as they lie, on vectors; what is left behind their last whole vector is computed as in
 * vectors, so that where a pass begins changes no bit.
 */
final class VectorNorm {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;

    private VectorNorm() {}

    /** {@code y = max(normalize(x), floor)}. */
    static void normalize(float[] y, int yo, float[] x, int xo, float[] rows, int ro, int count, int c, float floor) {
        if (VectorNormColumns.fits(c)) {
            VectorNormColumns.normalize(y, yo, x, xo, rows, ro, count, c, floor);
            return;
        }
        int width = NormRows.width(c);
        int step = L % c;
        int whole = count - count % L;
        int k = ro;
        for (int i = 0; i < whole; i += L) {
            FloatVector low = FloatVector.broadcast(S, floor);
            FloatVector d = FloatVector.fromArray(S, x, xo + i).sub(FloatVector.fromArray(S, rows, k));
            FloatVector v =
                    d.fma(FloatVector.fromArray(S, rows, k + width), FloatVector.fromArray(S, rows, k + 2 * width));
            // max(floor) takes twice as long: it looks after the signs of zeros
            v.blend(low, v.compare(VectorOperators.LE, low)).intoArray(y, yo + i);
            k += step;
            k = k < ro + c ? k : k - c;
        }
        for (int i = whole; i < count; i++) {
            int j = ro + i % c;
            y[yo + i] = Math.max(Math.fma(x[xo + i] - rows[j], rows[j + width], rows[j + 2 * width]), floor);
        }
    }

    /** {@code y = max(normalize(x) + r, floor)}. */
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
        if (VectorNormColumns.fitsWhole(c)) {
            VectorNormColumns.normalizeAdd(y, yo, x, xo, r, ao, rows, ro, count, c, floor);
            return;
        }
        int width = NormRows.width(c);
        int step = L % c;
        int whole = count - count % L;
        int k = ro;
        for (int i = 0; i < whole; i += L) {
            FloatVector low = FloatVector.broadcast(S, floor);
            FloatVector d = FloatVector.fromArray(S, x, xo + i).sub(FloatVector.fromArray(S, rows, k));
            FloatVector v = d.fma(
                            FloatVector.fromArray(S, rows, k + width), FloatVector.fromArray(S, rows, k + 2 * width))
                    .add(FloatVector.fromArray(S, r, ao + i));
            v.blend(low, v.compare(VectorOperators.LE, low)).intoArray(y, yo + i);
            k += step;
            k = k < ro + c ? k : k - c;
        }
        for (int i = whole; i < count; i++) {
            int j = ro + i % c;
            float normal = Math.fma(x[xo + i] - rows[j], rows[j + width], rows[j + 2 * width]);
            y[yo + i] = Math.max(normal + r[ao + i], floor);
        }
    }

    /** {@code g = dy} where {@code normalize(x) > 0}, else 0. */
    static void reluGradient(
            float[] g, int go, float[] dy, int dyo, float[] x, int xo, float[] rows, int ro, int count, int c) {
        int width = NormRows.width(c);
        int step = L % c;
        int whole = count - count % L;
        int k = ro;
        FloatVector zero = FloatVector.zero(S);
        for (int i = 0; i < whole; i += L) {
            FloatVector d = FloatVector.fromArray(S, x, xo + i).sub(FloatVector.fromArray(S, rows, k));
            FloatVector v =
                    d.fma(FloatVector.fromArray(S, rows, k + width), FloatVector.fromArray(S, rows, k + 2 * width));
            zero.blend(FloatVector.fromArray(S, dy, dyo + i), v.compare(VectorOperators.GT, zero))
                    .intoArray(g, go + i);
            k += step;
            k = k < ro + c ? k : k - c;
        }
        for (int i = whole; i < count; i++) {
            int j = ro + i % c;
            float v = Math.fma(x[xo + i] - rows[j], rows[j + width], rows[j + 2 * width]);
            g[go + i] = v > 0 ? dy[dyo + i] : 0f;
        }
    }

    /** dx as {@link NormRows#ofGradient} has it, for {@code count} elements. */
    static void inputGradient(
            float[] dx, int dxo, float[] dy, int dyo, float[] x, int xo, float[] rows, int ro, int count, int c) {
        if (VectorNormColumns.fits(c)) {
            VectorNormColumns.inputGradient(dx, dxo, dy, dyo, x, xo, rows, ro, count, c);
            return;
        }
        int width = NormRows.width(c);
        int step = L % c;
        int whole = count - count % L;
        int k = ro;
        FloatVector zero = FloatVector.zero(S);
        for (int i = 0; i < whole; i += L) {
            FloatVector d = FloatVector.fromArray(S, x, xo + i).sub(FloatVector.fromArray(S, rows, k));
            FloatVector f = FloatVector.fromArray(S, rows, k + width);
            FloatVector y = d.fma(f, FloatVector.fromArray(S, rows, k + 4 * width));
            FloatVector g = zero.blend(FloatVector.fromArray(S, dy, dyo + i), y.compare(VectorOperators.GT, zero));
            d = d.fma(FloatVector.fromArray(S, rows, k + 2 * width), FloatVector.fromArray(S, rows, k + 3 * width));
            g.fma(f, d).intoArray(dx, dxo + i);
            k += step;
            k = k < ro + c ? k : k - c;
        }
        for (int i = whole; i < count; i++) {
            int j = ro + i % c;
            float y = Math.fma(x[xo + i] - rows[j], rows[j + width], rows[j + 4 * width]);
            float d = Math.fma(x[xo + i] - rows[j], rows[j + 2 * width], rows[j + 3 * width]);
            dx[dxo + i] = Math.fma(y > 0 ? dy[dyo + i] : 0f, rows[j + width], d);
        }
    }
}
