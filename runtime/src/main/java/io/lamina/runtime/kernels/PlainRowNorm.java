package io.lamina.runtime.kernels;

/** The passes of {@link RowNormKernels} as plain loops; each is of one row, but for {@link #addSums}. */
final class PlainRowNorm {
    private PlainRowNorm() {}

    /** {@code sum of (x - m)^2}. */
    static float squares(float[] x, int xo, int c, float m) {
        float sum = 0f;
        for (int j = 0; j < c; j++) {
            float d = x[xo + j] - m;
            sum += d * d;
        }
        return sum;
    }

    /** {@code y = (x - m) * (gamma * i) + beta}. */
    static void normalize(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            int c,
            float m,
            float i) {
        for (int j = 0; j < c; j++) {
            float shift = beta.length == 0 ? 0f : beta[bo + j];
            y[yo + j] = (x[xo + j] - m) * (gamma[go + j] * i) + shift;
        }
    }

    /** {@code sum of dy * gamma * (x - m)}. */
    static float product(float[] dy, int dyo, float[] gamma, int go, float[] x, int xo, int c, float m) {
        float sum = 0f;
        for (int j = 0; j < c; j++) {
            sum += dy[dyo + j] * gamma[go + j] * (x[xo + j] - m);
        }
        return sum;
    }

    /** {@code dx = dy * (gamma * i) + ((x - m) * slope + shift)}. */
    static void gradient(
            float[] dx,
            int dxo,
            float[] dy,
            int dyo,
            float[] gamma,
            int go,
            float[] x,
            int xo,
            int c,
            float m,
            float i,
            float slope,
            float shift) {
        for (int j = 0; j < c; j++) {
            dx[dxo + j] = dy[dyo + j] * (gamma[go + j] * i) + ((x[xo + j] - m) * slope + shift);
        }
    }

    /**
     * {@code p[j] += sum over r of dy[r, j]} and {@code p[c + j] += sum over r of dy[r, j] * (x[r, j] - mean[r]) * inverse[r]},
     * for the columns from {@code from} on.
     */
    static void addSums(
            float[] p,
            int po,
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            float[] mean,
            int mo,
            float[] inverse,
            int io,
            int rows,
            int c,
            int from) {
        for (int j = from; j < c; j++) {
            double s = 0;
            double q = 0;
            for (int r = 0; r < rows; r++) {
                double d = dy[dyo + r * c + j];
                s += d;
                q += d * ((x[xo + r * c + j] - mean[mo + r]) * inverse[io + r]);
            }
            p[po + j] += (float) s;
            p[po + c + j] += (float) q;
        }
    }
}
