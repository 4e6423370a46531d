package io.lamina.runtime.kernels;

/**
 * The passes of {@link NormKernels} as plain loops. Sums run channel by channel from channel {@code from} on, in double;
 * the others row by row, with the rows of {@link NormRows}.
 */
final class PlainNorm {
    private PlainNorm() {}

    /** {@code sum[j] += sum over r of x[r, j] - shift[j]}, and {@code squares[j] +=} the same of the squares. */
    static void addMoments(float[] p, int sum, int squares, int shift, float[] x, int xo, int rows, int c, int from) {
        for (int j = from; j < c; j++) {
            float k = p[shift + j];
            double s = 0;
            double q = 0;
            for (int at = xo + j; at < xo + rows * c; at += c) {
                double d = x[at] - k;
                s += d;
                q += d * d;
            }
            p[sum + j] += (float) s;
            p[squares + j] += (float) q;
        }
    }

    /** {@code sum[j] += sum over r of g[r, j]}, {@code products[j] += sum over r of g[r, j] * (x[r, j] - mean[j])}. */
    static void addProducts(
            float[] p,
            int sum,
            int products,
            float[] g,
            int go,
            float[] x,
            int xo,
            float[] mean,
            int mo,
            int rows,
            int c,
            int from) {
        for (int j = from; j < c; j++) {
            float m = mean[mo + j];
            double s = 0;
            double q = 0;
            for (int at = j; at < rows * c; at += c) {
                double d = g[go + at];
                s += d;
                q += d * (x[xo + at] - m);
            }
            p[sum + j] += (float) s;
            p[products + j] += (float) q;
        }
    }

    /** {@code y = max(normalize(x), floor)}. */
    static void normalize(float[] y, int yo, float[] x, int xo, float[] rows, int ro, int count, int c, float floor) {
        int width = NormRows.width(c);
        for (int at = 0; at < count; at += c) {
            for (int j = 0; j < c; j++) {
                float normal = (x[xo + at + j] - rows[ro + j]) * rows[ro + width + j] + rows[ro + 2 * width + j];
                y[yo + at + j] = Math.max(normal, floor);
            }
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
        int width = NormRows.width(c);
        for (int at = 0; at < count; at += c) {
            for (int j = 0; j < c; j++) {
                float normal = (x[xo + at + j] - rows[ro + j]) * rows[ro + width + j] + rows[ro + 2 * width + j];
                y[yo + at + j] = Math.max(normal + r[ao + at + j], floor);
            }
        }
    }

    /** {@code g = dy} where {@code normalize(x) > 0}, else 0. */
    static void reluGradient(
            float[] g, int go, float[] dy, int dyo, float[] x, int xo, float[] rows, int ro, int count, int c) {
        int width = NormRows.width(c);
        for (int at = 0; at < count; at += c) {
            for (int j = 0; j < c; j++) {
                float normal = (x[xo + at + j] - rows[ro + j]) * rows[ro + width + j] + rows[ro + 2 * width + j];
                g[go + at + j] = normal > 0 ? dy[dyo + at + j] : 0f;
            }
        }
    }

    /** dx as {@link NormRows#ofGradient} has it. */
    static void inputGradient(
            float[] dx, int dxo, float[] dy, int dyo, float[] x, int xo, float[] rows, int ro, int count, int c) {
        int width = NormRows.width(c);
        for (int at = 0; at < count; at += c) {
            for (int j = 0; j < c; j++) {
                float centred = x[xo + at + j] - rows[ro + j];
                float y = centred * rows[ro + width + j] + rows[ro + 4 * width + j];
                float g = y > 0 ? dy[dyo + at + j] : 0f;
                float d = centred * rows[ro + 2 * width + j] + rows[ro + 3 * width + j];
                dx[dxo + at + j] = g * rows[ro + width + j] + d;
            }
        }
    }
}
