package io.lamina.runtime.kernels;

/**
 * Group norm of {@code x[n, m, c]}: for each of n samples, mean and variance over its m places and the {@code c / groups}
 * channels of a group. What is known of a group is written out for each of its channels, so that the passes are those of {@link
 * NormKernels}.
 */
public final class GroupNormKernels {
    private static final int MOMENTS = 3;
    private static final int RESULT_ROWS = 3;
    private static final int SUMS = 2;

    private GroupNormKernels() {}

    /** The floats of scratch memory that {@link #forward} needs. */
    public static int scratch(int c) {
        return MOMENTS * c + RESULT_ROWS * NormRows.width(c);
    }

    /** The floats of scratch memory that {@link #backward} needs. */
    public static int backwardScratch(int c) {
        return SUMS * c + NormRows.GRADIENT * NormRows.width(c);
    }

    /**
     * {@code y = gamma * (x - mean) / sqrt(variance + epsilon) + beta}, with mean and biased variance of the sample's group. One
     * pass over x for both: see {@link NormKernels#moments}; the channels' sums are joined in double. In place allowed.
     *
     * @param y result {@code [n, m, c]}
     * @param yo offset of {@code y}
     * @param mean result {@code [n, groups]}, or {@link Kernels#NONE}
     * @param mo offset of {@code mean}
     * @param inverse result {@code [n, groups]}: {@code 1 / sqrt(variance + epsilon)}, or {@link Kernels#NONE}
     * @param io offset of {@code inverse}
     * @param x input {@code [n, m, c]}
     * @param xo offset of {@code x}
     * @param gamma scale {@code [c]}
     * @param go offset of {@code gamma}
     * @param beta shift {@code [c]}
     * @param bo offset of {@code beta}
     * @param scratch {@link #scratch} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n samples
     * @param m places, at least 1
     * @param c channels
     * @param groups groups, a divisor of {@code c}
     * @param epsilon added to the variance
     */
    public static void forward(
            float[] y,
            int yo,
            float[] mean,
            int mo,
            float[] inverse,
            int io,
            float[] x,
            int xo,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            float[] scratch,
            int so,
            int n,
            int m,
            int c,
            int groups,
            float epsilon) {
        int rows = so + MOMENTS * c;
        int width = NormRows.width(c);
        int channels = c / groups;
        for (int s = 0; s < n; s++) {
            int at = s * m * c;
            NormChunks.moments(scratch, so, x, xo + at, m, c);
            for (int g = 0; g < groups; g++) {
                int first = g * channels;
                double centre = mean(scratch, so + first, m, c, channels);
                double variance = variance(scratch, so + first, centre, m, c, channels);
                float i = 1f / (float) Math.sqrt((float) variance + epsilon);
                for (int j = first; j < first + channels; j++) {
                    scratch[rows + j] = (float) centre;
                    scratch[rows + width + j] = gamma[go + j] * i;
                    scratch[rows + 2 * width + j] = beta[bo + j];
                }
                if (mean.length != 0) {
                    mean[mo + s * groups + g] = (float) centre;
                }
                if (inverse.length != 0) {
                    inverse[io + s * groups + g] = i;
                }
            }
            NormRows.repeat(scratch, rows, RESULT_ROWS, c);
            if (Lane.VECTOR) {
                VectorNorm.normalize(y, yo + at, x, xo + at, scratch, rows, m * c, c, Float.NEGATIVE_INFINITY);
            } else {
                PlainNorm.normalize(y, yo + at, x, xo + at, scratch, rows, m * c, c, Float.NEGATIVE_INFINITY);
            }
        }
    }

    /** The mean over a group's channels, of which each has its k, its sum of {@code x - k} and that of the squares. */
    private static double mean(float[] p, int at, int m, int c, int channels) {
        double sum = 0;
        for (int j = at; j < at + channels; j++) {
            sum += (double) m * p[j] + p[j + c];
        }
        return sum / ((double) m * channels);
    }

    private static double variance(float[] p, int at, double mean, int m, int c, int channels) {
        double sum = 0;
        for (int j = at; j < at + channels; j++) {
            double d = mean - p[j];
            sum += p[j + 2 * c] + d * (m * d - 2 * p[j + c]);
        }
        return Math.max(sum / ((double) m * channels), 0);
    }

    /**
     * Gradients of {@link #forward}: with {@code g = dy * gamma} and {@code z = (x - mean) * inverse}, {@code dx = inverse * (g -
     * mean of g - z * mean of (g * z))}, the means over the sample's group. In place allowed, on {@code dy} and on {@code x}.
     *
     * @param dx result {@code [n, m, c]}, or {@link Kernels#NONE}
     * @param dxo offset of {@code dx}
     * @param dgamma result {@code [n, c]}: each sample's share, the sum over its places of {@code dy * z}; or {@link Kernels#NONE}
     * @param dgo offset of {@code dgamma}
     * @param dbeta result {@code [n, c]}: each sample's share, the sum over its places of {@code dy}; or {@link Kernels#NONE}
     * @param dbo offset of {@code dbeta}
     * @param dy gradient by the result {@code [n, m, c]}
     * @param dyo offset of {@code dy}
     * @param x input {@code [n, m, c]}
     * @param xo offset of {@code x}
     * @param mean what {@link #forward} wrote
     * @param mo offset of {@code mean}
     * @param inverse what {@link #forward} wrote
     * @param io offset of {@code inverse}
     * @param gamma scale {@code [c]}
     * @param go offset of {@code gamma}
     * @param scratch {@link #backwardScratch} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n samples
     * @param m places, at least 1
     * @param c channels
     * @param groups groups, a divisor of {@code c}
     */
    public static void backward(
            float[] dx,
            int dxo,
            float[] dgamma,
            int dgo,
            float[] dbeta,
            int dbo,
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            float[] mean,
            int mo,
            float[] inverse,
            int io,
            float[] gamma,
            int go,
            float[] scratch,
            int so,
            int n,
            int m,
            int c,
            int groups) {
        int rows = so + SUMS * c;
        int channels = c / groups;
        for (int s = 0; s < n; s++) {
            int at = s * m * c;
            for (int j = 0; j < c; j++) {
                scratch[rows + j] = mean[mo + s * groups + j / channels];
            }
            NormChunks.products(scratch, so, dy, dyo + at, x, xo + at, scratch, rows, m, c);
            for (int g = 0; g < groups; g++) {
                float i = inverse[io + s * groups + g];
                coefficients(scratch, so, rows, gamma, go, m, c, g * channels, channels, i);
                for (int j = g * channels; j < (g + 1) * channels; j++) {
                    if (dbeta.length != 0) {
                        dbeta[dbo + s * c + j] = scratch[so + j];
                    }
                    if (dgamma.length != 0) {
                        dgamma[dgo + s * c + j] = scratch[so + c + j] * i;
                    }
                }
            }
            if (dx.length != 0) {
                NormRows.repeat(scratch, rows, NormRows.GRADIENT, c);
                if (Lane.VECTOR) {
                    VectorNorm.inputGradient(dx, dxo + at, dy, dyo + at, x, xo + at, scratch, rows, m * c, c);
                } else {
                    PlainNorm.inputGradient(dx, dxo + at, dy, dyo + at, x, xo + at, scratch, rows, m * c, c);
                }
            }
        }
    }

    /** The rows of {@link NormRows#ofGradient} for the channels of one group. */
    private static void coefficients(
            float[] scratch,
            int so,
            int rows,
            float[] gamma,
            int go,
            int m,
            int c,
            int first,
            int channels,
            float inverse) {
        int width = NormRows.width(c);
        double sum = 0;
        double product = 0;
        for (int j = first; j < first + channels; j++) {
            sum += (double) gamma[go + j] * scratch[so + j];
            product += (double) gamma[go + j] * scratch[so + c + j];
        }
        double places = (double) m * channels;
        float slope = (float) (-product / places * inverse * inverse * inverse);
        float shift = (float) (-sum / places * inverse);
        for (int j = first; j < first + channels; j++) {
            scratch[rows + width + j] = gamma[go + j] * inverse;
            scratch[rows + 2 * width + j] = slope;
            scratch[rows + 3 * width + j] = shift;
            scratch[rows + 4 * width + j] = Float.POSITIVE_INFINITY;
        }
    }
}
