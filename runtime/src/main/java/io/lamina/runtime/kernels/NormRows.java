package io.lamina.runtime.kernels;

/**
 * What a pass over {@code x[n, c]} knows of each channel, as rows of {@code c} floats. Each row begins again behind its end,
 * so that a vector may be loaded from any channel, whatever the number of channels.
 */
final class NormRows {
    /** Floats that every row has behind its {@code c}: as many as the widest vector. */
    static final int BEHIND = 64;

    /** The rows of {@link #ofGradient}. */
    static final int GRADIENT = 5;

    private NormRows() {}

    /** From one row to the next. */
    static int width(int c) {
        return c + BEHIND;
    }

    /** {@code mean, gamma / sqrt(variance + epsilon), beta}: y is {@code (x - row 0) * row 1 + row 2}. */
    static void ofResult(
            float[] rows,
            int ro,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            float[] mean,
            int mo,
            float[] variance,
            int vo,
            int c,
            float epsilon) {
        int width = width(c);
        for (int j = 0; j < c; j++) {
            rows[ro + j] = mean[mo + j];
            rows[ro + width + j] = factor(gamma, go + j, variance[vo + j], epsilon);
            rows[ro + 2 * width + j] = beta.length == 0 ? 0f : beta[bo + j];
        }
        repeat(rows, ro, 3, c);
    }

    /**
     * With {@code factor = gamma / sqrt(variance + epsilon)}: {@code mean, factor, -factor * dgamma / sqrt(variance +
     * epsilon) / n, -factor * dbeta / n, beta}; dx is {@code g * row 1 + ((x - row 0) * row 2 + row 3)}, where g is dy where
     * {@code (x - row 0) * row 1 + row 4 > 0}, else 0.
     *
     * @param beta as in the forward call, where ReLU follows; {@link Kernels#NONE} for {@code g = dy}, with an infinite row 4
     */
    static void ofGradient(
            float[] rows,
            int ro,
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
            float[] beta,
            int bo,
            int n,
            int c,
            float epsilon) {
        int width = width(c);
        for (int j = 0; j < c; j++) {
            float factor = factor(gamma, go + j, variance[vo + j], epsilon);
            float slope = dgamma[dgo + j] * factor(Kernels.NONE, 0, variance[vo + j], epsilon) / n;
            rows[ro + j] = mean[mo + j];
            rows[ro + width + j] = factor;
            rows[ro + 2 * width + j] = -slope * factor;
            rows[ro + 3 * width + j] = -dbeta[dbo + j] / n * factor;
            rows[ro + 4 * width + j] = beta.length == 0 ? Float.POSITIVE_INFINITY : beta[bo + j];
        }
        repeat(rows, ro, GRADIENT, c);
    }

    private static float factor(float[] gamma, int go, float variance, float epsilon) {
        float inverse = 1f / (float) Math.sqrt(variance + epsilon);
        return gamma.length == 0 ? inverse : gamma[go] * inverse;
    }

    /** Lets each row begin again behind its end. */
    static void repeat(float[] rows, int ro, int count, int c) {
        int width = width(c);
        for (int row = ro; row < ro + count * width; row += width) {
            for (int j = c; j < width; j++) {
                rows[row + j] = rows[row + j - c];
            }
        }
    }
}
