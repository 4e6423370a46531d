package io.lamina.runtime.kernels;

/**
 * Normalisation of each row of {@code x[n, c]} by itself: layer norm, which takes mean and variance, and RMS norm, which takes
 * the mean of the squares alone ({@code centred} is false, and the mean 0). {@code beta} may be {@link Kernels#NONE}: then it
 * is 0.
 *
 * <p>The gradients of {@code gamma} and {@code beta} are sums over rows, made in {@link NormKernels#CHUNKS} chunks of rows as in
 * {@link NormKernels}, so that no bit depends on how the chunks are shared out.
 */
public final class RowNormKernels {
    private RowNormKernels() {}

    /**
     * {@code y[r, j] = gamma[j] * (x[r, j] - mean[r]) * inverse[r] + beta[j]} with {@code inverse[r] = 1 / sqrt(variance[r] +
     * epsilon)}; the variance is the mean of {@code (x - mean)^2}, in a second pass over the row. In place allowed.
     *
     * @param y result {@code [n, c]}
     * @param yo offset of {@code y}
     * @param mean result {@code [n]}, or {@link Kernels#NONE}
     * @param mo offset of {@code mean}
     * @param inverse result {@code [n]}, or {@link Kernels#NONE}
     * @param io offset of {@code inverse}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param gamma scale {@code [c]}
     * @param go offset of {@code gamma}
     * @param beta shift {@code [c]}, or {@link Kernels#NONE}
     * @param bo offset of {@code beta}
     * @param n rows
     * @param c columns, at least 1
     * @param epsilon added to the variance
     * @param centred whether the mean is subtracted
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
            int n,
            int c,
            float epsilon,
            boolean centred) {
        for (int r = 0; r < n; r++) {
            int row = xo + r * c;
            float m = centred ? sum(x, row, c) / c : 0f;
            float i = 1f / (float) Math.sqrt(squares(x, row, c, m) / c + epsilon);
            if (Lane.VECTOR) {
                VectorRowNorm.normalize(y, yo + r * c, x, row, gamma, go, beta, bo, c, m, i);
            } else {
                PlainRowNorm.normalize(y, yo + r * c, x, row, gamma, go, beta, bo, c, m, i);
            }
            if (mean.length != 0) {
                mean[mo + r] = m;
            }
            if (inverse.length != 0) {
                inverse[io + r] = i;
            }
        }
    }

    private static float sum(float[] x, int xo, int c) {
        if (Lane.VECTOR) {
            return VectorRowNorm.sum(x, xo, c);
        }
        return PlainSoftmax.sum(x, xo, c);
    }

    private static float squares(float[] x, int xo, int c, float m) {
        if (Lane.VECTOR) {
            return VectorRowNorm.squares(x, xo, c, m);
        }
        return PlainRowNorm.squares(x, xo, c, m);
    }

    private static float dot(float[] a, int ao, float[] b, int bo, int c) {
        if (Lane.VECTOR) {
            return VectorRowNorm.dot(a, ao, b, bo, c);
        }
        return PlainDense.dot(a, ao, b, bo, c);
    }

    private static float product(float[] dy, int dyo, float[] gamma, int go, float[] x, int xo, int c, float m) {
        if (Lane.VECTOR) {
            return VectorRowNorm.product(dy, dyo, gamma, go, x, xo, c, m);
        }
        return PlainRowNorm.product(dy, dyo, gamma, go, x, xo, c, m);
    }

    /**
     * Gradient of {@link #forward} by x: with {@code g = dy * gamma} and {@code z = (x - mean) * inverse}, {@code dx = inverse *
     * (g - mean of g - z * mean of (g * z))}; where the mean was not subtracted its gradient is not, either. In place allowed, on
     * {@code dy} and on {@code x}.
     *
     * @param dx result {@code [n, c]}
     * @param dxo offset of {@code dx}
     * @param dy gradient by the result {@code [n, c]}
     * @param dyo offset of {@code dy}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param mean what {@link #forward} wrote
     * @param mo offset of {@code mean}
     * @param inverse what {@link #forward} wrote
     * @param io offset of {@code inverse}
     * @param gamma scale {@code [c]}
     * @param go offset of {@code gamma}
     * @param n rows
     * @param c columns, at least 1
     * @param centred as in the forward call
     */
    public static void inputGradient(
            float[] dx,
            int dxo,
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
            int n,
            int c,
            boolean centred) {
        for (int r = 0; r < n; r++) {
            int at = r * c;
            float m = mean[mo + r];
            float i = inverse[io + r];
            float shift = centred ? -i * (dot(dy, dyo + at, gamma, go, c) / c) : 0f;
            float slope = -i * (i * (i * (product(dy, dyo + at, gamma, go, x, xo + at, c, m) / c)));
            if (Lane.VECTOR) {
                VectorRowNorm.gradient(dx, dxo + at, dy, dyo + at, gamma, go, x, xo + at, c, m, i, slope, shift);
            } else {
                PlainRowNorm.gradient(dx, dxo + at, dy, dyo + at, gamma, go, x, xo + at, c, m, i, slope, shift);
            }
        }
    }

    /**
     * The first step of the weights' gradients: the sums of {@code dy} and of {@code dy * (x - mean) * inverse} over the rows of
     * the chunks from {@code from} to before {@code to}, for {@link #weightGradient}.
     *
     * @param partial result {@code [CHUNKS, 2, c]}; empty chunks are not written
     * @param po offset of {@code partial}
     * @param dy gradient by the result {@code [n, c]}
     * @param dyo offset of {@code dy}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param mean what {@link #forward} wrote
     * @param mo offset of {@code mean}
     * @param inverse what {@link #forward} wrote
     * @param io offset of {@code inverse}
     * @param n rows
     * @param c columns
     * @param from first chunk
     * @param to one past the last chunk
     */
    public static void weightSums(
            float[] partial,
            int po,
            float[] dy,
            int dyo,
            float[] x,
            int xo,
            float[] mean,
            int mo,
            float[] inverse,
            int io,
            int n,
            int c,
            int from,
            int to) {
        int chunkRows = NormChunks.rows(n);
        int block = NormChunks.block(c);
        for (int chunk = from; chunk < to && chunk * chunkRows < n; chunk++) {
            int p = po + 2 * chunk * c;
            ArithmeticKernels.fill(partial, p, 2 * c, 0f);
            int last = Math.min(n, (chunk + 1) * chunkRows);
            for (int r = chunk * chunkRows; r < last; r += block) {
                int rows = Math.min(block, last - r);
                int g = dyo + r * c;
                if (Lane.VECTOR) {
                    VectorRowNorm.addSums(partial, p, dy, g, x, xo + r * c, mean, mo + r, inverse, io + r, rows, c);
                } else {
                    PlainRowNorm.addSums(partial, p, dy, g, x, xo + r * c, mean, mo + r, inverse, io + r, rows, c, 0);
                }
            }
        }
    }

    /**
     * {@code dbeta = sum of dy}, {@code dgamma = sum of dy * (x - mean) * inverse}, from the sums of all chunks in their order.
     *
     * @param dgamma result {@code [c]}, or {@link Kernels#NONE}
     * @param dgo offset of {@code dgamma}
     * @param dbeta result {@code [c]}, or {@link Kernels#NONE}
     * @param dbo offset of {@code dbeta}
     * @param partial what {@link #weightSums} wrote
     * @param po offset of {@code partial}
     * @param n rows
     * @param c columns
     */
    public static void weightGradient(
            float[] dgamma, int dgo, float[] dbeta, int dbo, float[] partial, int po, int n, int c) {
        int chunkRows = NormChunks.rows(n);
        for (int j = 0; j < c; j++) {
            double sum = 0;
            double products = 0;
            for (int chunk = 0; chunk < NormKernels.CHUNKS && chunk * chunkRows < n; chunk++) {
                sum += partial[po + 2 * chunk * c + j];
                products += partial[po + (2 * chunk + 1) * c + j];
            }
            if (dbeta.length != 0) {
                dbeta[dbo + j] = (float) sum;
            }
            if (dgamma.length != 0) {
                dgamma[dgo + j] = (float) products;
            }
        }
    }
}
