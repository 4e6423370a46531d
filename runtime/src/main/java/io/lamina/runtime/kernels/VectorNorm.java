package io.lamina.runtime.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The passes of {@link NormKernels} on vectors: a vector of channels at a time, over blocks of rows. */
final class VectorNorm {
    private static final VectorSpecies<Float> S = VectorWidth.FLOATS;
    private static final int L = VectorWidth.LANES;
    private static final int BLOCK = VectorReduce.BLOCK;

    private VectorNorm() {}

    /** {@code y[j] = sum over r of (x[r, j] - mean[j])^2}. */
    static void sumSquares(float[] y, int yo, float[] x, int xo, float[] mean, int mo, int n, int c) {
        ArithmeticKernels.fill(y, yo, c, 0f);
        for (int r = 0; r < n; r += BLOCK) {
            int rows = Math.min(BLOCK, n - r);
            for (int j = 0; j < c; j += L) {
                int count = c - j;
                FloatVector m = VectorPart.load(mean, mo + j, count);
                FloatVector sum = FloatVector.zero(S);
                int at = r * c + j;
                for (int i = 0; i < rows; i++) {
                    FloatVector d = VectorPart.load(x, xo + at, count).sub(m);
                    sum = d.fma(d, sum);
                    at += c;
                }
                VectorPart.store(VectorPart.load(y, yo + j, count).add(sum), y, yo + j, count);
            }
        }
    }

    /** {@code y[j] = sum over r of dy[r, j] * (x[r, j] - mean[j])}. */
    static void sumProducts(
            float[] y, int yo, float[] dy, int dyo, float[] x, int xo, float[] mean, int mo, int n, int c) {
        ArithmeticKernels.fill(y, yo, c, 0f);
        for (int r = 0; r < n; r += BLOCK) {
            int rows = Math.min(BLOCK, n - r);
            for (int j = 0; j < c; j += L) {
                int count = c - j;
                FloatVector m = VectorPart.load(mean, mo + j, count);
                FloatVector sum = FloatVector.zero(S);
                int at = r * c + j;
                for (int i = 0; i < rows; i++) {
                    FloatVector d = VectorPart.load(x, xo + at, count).sub(m);
                    sum = d.fma(VectorPart.load(dy, dyo + at, count), sum);
                    at += c;
                }
                VectorPart.store(VectorPart.load(y, yo + j, count).add(sum), y, yo + j, count);
            }
        }
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
        // y[r, j] = (x[r, j] - mean[j]) * factor + shift
        for (int r = 0; r < n; r += BLOCK) {
            int rows = Math.min(BLOCK, n - r);
            for (int j = 0; j < c; j += L) {
                int count = c - j;
                FloatVector factor = scaled(gamma, go + j, inverse(variance, vo + j, epsilon, count), count);
                FloatVector shift = beta.length == 0 ? FloatVector.zero(S) : VectorPart.load(beta, bo + j, count);
                FloatVector m = VectorPart.load(mean, mo + j, count);
                int at = r * c + j;
                for (int i = 0; i < rows; i++) {
                    FloatVector d = VectorPart.load(x, xo + at, count).sub(m);
                    VectorPart.store(d.fma(factor, shift), y, yo + at, count);
                    at += c;
                }
            }
        }
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
        // dx[r, j] = (dy[r, j] - (x[r, j] - mean[j]) * slope - offset) * factor
        for (int r = 0; r < n; r += BLOCK) {
            int rows = Math.min(BLOCK, n - r);
            for (int j = 0; j < c; j += L) {
                int count = c - j;
                FloatVector inverse = inverse(variance, vo + j, epsilon, count);
                FloatVector factor = scaled(gamma, go + j, inverse, count);
                FloatVector slope =
                        VectorPart.load(dgamma, dgo + j, count).mul(inverse).div(-n);
                FloatVector offset = VectorPart.load(dbeta, dbo + j, count).div(n);
                FloatVector m = VectorPart.load(mean, mo + j, count);
                int at = r * c + j;
                for (int i = 0; i < rows; i++) {
                    FloatVector d = VectorPart.load(x, xo + at, count).sub(m);
                    FloatVector g = VectorPart.load(dy, dyo + at, count).sub(offset);
                    VectorPart.store(d.fma(slope, g).mul(factor), dx, dxo + at, count);
                    at += c;
                }
            }
        }
    }

    /** {@code 1 / sqrt(variance + epsilon)}. */
    private static FloatVector inverse(float[] variance, int vo, float epsilon, int count) {
        return VectorMath.constant(1f)
                .div(VectorPart.load(variance, vo, count).add(epsilon).sqrt());
    }

    private static FloatVector scaled(float[] gamma, int go, FloatVector inverse, int count) {
        return gamma.length == 0 ? inverse : VectorPart.load(gamma, go, count).mul(inverse);
    }
}
