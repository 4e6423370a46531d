package io.lamina.runtime.kernels;

/** The passes of {@link NormKernels} as plain loops, channel by channel from channel {@code from} on; sums in double. */
final class PlainNorm {
    private PlainNorm() {}

    /** {@code y[j] = sum over r of (x[r, j] - mean[j])^2}. */
    static void sumSquares(float[] y, int yo, float[] x, int xo, float[] mean, int mo, int n, int c, int from) {
        sumProducts(y, yo, x, xo, mean, mo, x, xo, mean, mo, n, c, from);
    }

    /** {@code y[j] = sum over r of dy[r, j] * (x[r, j] - mean[j])}. */
    static void sumProducts(
            float[] y, int yo, float[] dy, int dyo, float[] x, int xo, float[] mean, int mo, int n, int c, int from) {
        sumProducts(y, yo, dy, dyo, Kernels.NONE, 0, x, xo, mean, mo, n, c, from);
    }

    /** {@code y[j] = sum over r of (a[r, j] - shift[j]) * (x[r, j] - mean[j])}. */
    private static void sumProducts(
            float[] y,
            int yo,
            float[] a,
            int ao,
            float[] shift,
            int so,
            float[] x,
            int xo,
            float[] mean,
            int mo,
            int n,
            int c,
            int from) {
        for (int j = from; j < c; j++) {
            float s = shift.length == 0 ? 0f : shift[so + j];
            float m = mean[mo + j];
            double sum = 0;
            for (int at = j; at < n * c; at += c) {
                sum += (a[ao + at] - s) * (x[xo + at] - m);
            }
            y[yo + j] = (float) sum;
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
            float epsilon,
            int from) {
        // y[r, j] = (x[r, j] - mean[j]) * factor + shift
        for (int j = from; j < c; j++) {
            float inverse = 1f / (float) Math.sqrt(variance[vo + j] + epsilon);
            float factor = gamma.length == 0 ? inverse : gamma[go + j] * inverse;
            float shift = beta.length == 0 ? 0f : beta[bo + j];
            float m = mean[mo + j];
            for (int at = j; at < n * c; at += c) {
                y[yo + at] = (x[xo + at] - m) * factor + shift;
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
            float epsilon,
            int from) {
        // dx[r, j] = (dy[r, j] - (x[r, j] - mean[j]) * slope - offset) * factor
        for (int j = from; j < c; j++) {
            float inverse = 1f / (float) Math.sqrt(variance[vo + j] + epsilon);
            float factor = gamma.length == 0 ? inverse : gamma[go + j] * inverse;
            float slope = dgamma[dgo + j] * inverse / n;
            float offset = dbeta[dbo + j] / n;
            float m = mean[mo + j];
            for (int at = j; at < n * c; at += c) {
                dx[dxo + at] = (dy[dyo + at] - (x[xo + at] - m) * slope - offset) * factor;
            }
        }
    }
}
