package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes of {@link NormKernels} on vectors: a vector of channels at a time, over blocks of rows. Channels behind the last
 * whole vector are left to {@link PlainNorm}.
 */
final class VectorNorm {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;
    private static final int BLOCK = VectorReduce.BLOCK;

    private VectorNorm() {}

    /** {@code y[j] = sum over r of (x[r, j] - mean[j])^2}. */
    static void sumSquares(float[] y, int yo, float[] x, int xo, float[] mean, int mo, int n, int c) {
        int whole = c - c % L;
        ArithmeticKernels.fill(y, yo, whole, 0f);
        for (int r = 0; r < n; r += BLOCK) {
            int rows = Math.min(BLOCK, n - r);
            for (int j = 0; j < whole; j += L) {
                FloatVector m = FloatVector.fromArray(S, mean, mo + j);
                FloatVector sum = FloatVector.zero(S);
                int at = r * c + j;
                for (int i = 0; i < rows; i++) {
                    FloatVector d = FloatVector.fromArray(S, x, xo + at).sub(m);
                    sum = d.fma(d, sum);
                    at += c;
                }
                FloatVector.fromArray(S, y, yo + j).add(sum).intoArray(y, yo + j);
            }
        }
        PlainNorm.sumSquares(y, yo, x, xo, mean, mo, n, c, whole);
    }

    /** {@code y[j] = sum over r of dy[r, j] * (x[r, j] - mean[j])}. */
    static void sumProducts(
            float[] y, int yo, float[] dy, int dyo, float[] x, int xo, float[] mean, int mo, int n, int c) {
        int whole = c - c % L;
        ArithmeticKernels.fill(y, yo, whole, 0f);
        for (int r = 0; r < n; r += BLOCK) {
            int rows = Math.min(BLOCK, n - r);
            for (int j = 0; j < whole; j += L) {
                FloatVector m = FloatVector.fromArray(S, mean, mo + j);
                FloatVector sum = FloatVector.zero(S);
                int at = r * c + j;
                for (int i = 0; i < rows; i++) {
                    FloatVector d = FloatVector.fromArray(S, x, xo + at).sub(m);
                    sum = d.fma(FloatVector.fromArray(S, dy, dyo + at), sum);
                    at += c;
                }
                FloatVector.fromArray(S, y, yo + j).add(sum).intoArray(y, yo + j);
            }
        }
        PlainNorm.sumProducts(y, yo, dy, dyo, x, xo, mean, mo, n, c, whole);
    }

    static void normalize(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            float[] mean,
            int mo,
            float[] variance,
            int vo,
            int n,
            int c,
            float epsilon) {
        int whole = c - c % L;
        // y[r, j] = (x[r, j] - mean[j]) * factor + shift
        for (int r = 0; r < n; r += BLOCK) {
            int rows = Math.min(BLOCK, n - r);
            for (int j = 0; j < whole; j += L) {
                FloatVector factor = scaled(gamma, go + j, inverse(variance, vo + j, epsilon));
                FloatVector shift = beta.length == 0 ? FloatVector.zero(S) : FloatVector.fromArray(S, beta, bo + j);
                FloatVector m = FloatVector.fromArray(S, mean, mo + j);
                int at = r * c + j;
                for (int i = 0; i < rows; i++) {
                    FloatVector d = FloatVector.fromArray(S, x, xo + at).sub(m);
                    d.fma(factor, shift).intoArray(y, yo + at);
                    at += c;
                }
            }
        }
        PlainNorm.normalize(y, yo, x, xo, gamma, go, beta, bo, mean, mo, variance, vo, n, c, epsilon, whole);
    }

    static void inputGradient(
            float[] dx,
            int dxo,
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            float[] dgamma,
            int dgo,
            float[] dbeta,
            int dbo,
            float[] mean,
            int mo,
            float[] variance,
            int vo,
            float[] gamma,
            int go,
            int n,
            int c,
            float epsilon) {
        int whole = c - c % L;
        // dx[r, j] = (dy[r, j] - (x[r, j] - mean[j]) * slope - offset) * factor
        for (int r = 0; r < n; r += BLOCK) {
            int rows = Math.min(BLOCK, n - r);
            for (int j = 0; j < whole; j += L) {
                FloatVector inverse = inverse(variance, vo + j, epsilon);
                FloatVector factor = scaled(gamma, go + j, inverse);
                FloatVector slope =
                        FloatVector.fromArray(S, dgamma, dgo + j).mul(inverse).div(-n);
                FloatVector offset = FloatVector.fromArray(S, dbeta, dbo + j).div(n);
                FloatVector m = FloatVector.fromArray(S, mean, mo + j);
                int at = r * c + j;
                for (int i = 0; i < rows; i++) {
                    FloatVector d = FloatVector.fromArray(S, x, xo + at).sub(m);
                    FloatVector g = FloatVector.fromArray(S, dy, dyo + at).sub(offset);
                    d.fma(slope, g).mul(factor).intoArray(dx, dxo + at);
                    at += c;
                }
            }
        }
        PlainNorm.inputGradient(
                dx, dxo, dy, dyo, x, xo, dgamma, dgo, dbeta, dbo, mean, mo, variance, vo, gamma, go, n, c, epsilon,
                whole);
    }

    /** {@code 1 / sqrt(variance + epsilon)}. */
    private static FloatVector inverse(float[] variance, int vo, float epsilon) {
        return VectorMath.constant(1f)
                .div(FloatVector.fromArray(S, variance, vo).add(epsilon).sqrt());
    }

    private static FloatVector scaled(float[] gamma, int go, FloatVector inverse) {
        return gamma.length == 0 ? inverse : FloatVector.fromArray(S, gamma, go).mul(inverse);
    }
}
