package io.lamina.runtime.kernels;

/**
 * Batch normalisation over the rows of {@code x[n, c]}, channel by channel. An image batch counts every pixel as a row.
 * {@code gamma} and {@code beta} may be {@link Kernels#NONE}: then they are 1 and 0.
 *
 * <p>Sums over rows are made in {@link #CHUNKS} chunks, whose sizes follow from n alone, and combined in their order: calls
 * for different chunks may run at the same time, and the bits are the same however they are shared out.
 */
public final class NormKernels {
    /** Chunks of rows that sums are made in; where there are few rows the last ones are empty. */
    public static final int CHUNKS = 32;

    private NormKernels() {}

    /** The floats of scratch memory that {@link #normalize} needs. */
    public static int scratch(int c) {
        return 3 * NormRows.width(c);
    }

    /** The floats of scratch memory that {@link #reluGradientSums} needs. */
    public static int reluScratch(int c) {
        return scratch(c) + NormChunks.blockFloats(c);
    }

    /** The floats from one row of {@link #parameterGradients} to the next. */
    public static int rowWidth(int c) {
        return NormRows.width(c);
    }

    /**
     * The first step of a batch's statistics: sums over the chunks from {@code from} to before {@code to}, for {@link
     * #statistics}. One pass over x: the sums are of {@code x - k} and of its square, where k is the mean of the chunk's
     * first rows, so that nothing is lost where the mean is far from 0 (Chan, Golub and LeVeque, 1983).
     *
     * @param partial result {@code [CHUNKS, 3, c]}: k and both sums; empty chunks are not written
     * @param po offset of {@code partial}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param n rows, at least 1
     * @param c channels
     * @param from first chunk
     * @param to one past the last chunk
     */
    public static void moments(float[] partial, int po, float[] x, int xo, int n, int c, int from, int to) {
        int rows = NormChunks.rows(n);
        for (int chunk = from; chunk < to && chunk * rows < n; chunk++) {
            NormChunks.moments(
                    partial, po + 3 * chunk * c, x, xo + chunk * rows * c, Math.min(rows, n - chunk * rows), c);
        }
    }

    /**
     * The mean, and the biased variance {@code mean of (x - mean)^2}, from the sums of all chunks.
     *
     * @param mean result {@code [c]}
     * @param mo offset of {@code mean}
     * @param variance result {@code [c]}
     * @param vo offset of {@code variance}
     * @param partial what {@link #moments} wrote
     * @param po offset of {@code partial}
     * @param n rows, at least 1
     * @param c channels
     */
    public static void statistics(
            float[] mean, int mo, float[] variance, int vo, float[] partial, int po, int n, int c) {
        for (int j = 0; j < c; j++) {
            double m = NormChunks.mean(partial, po + j, n, c);
            mean[mo + j] = (float) m;
            variance[vo + j] = (float) NormChunks.variance(partial, po + j, m, n, c);
        }
    }

    /**
     * {@code y = f(gamma * (x - mean) / sqrt(variance + epsilon) + beta + residual)}. In place allowed, on {@code x} and on
     * {@code residual}.
     *
     * @param y result {@code [n, c]}
     * @param yo offset of {@code y}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param gamma scale {@code [c]}
     * @param go offset of {@code gamma}
     * @param beta shift {@code [c]}
     * @param bo offset of {@code beta}
     * @param mean mean {@code [c]}
     * @param mo offset of {@code mean}
     * @param variance variance {@code [c]}
     * @param vo offset of {@code variance}
     * @param residual what is added {@code [n, c]}, or {@link Kernels#NONE}
     * @param ro offset of {@code residual}
     * @param scratch {@link #scratch} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n rows
     * @param c channels
     * @param epsilon added to the variance
     * @param activation id of f from {@link Activations}
     * @param alpha slope of LEAKY_RELU, else ignored
     */
    public static void normalize(
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
            float[] residual,
            int ro,
            float[] scratch,
            int so,
            int n,
            int c,
            float epsilon,
            int activation,
            float alpha) {
        NormRows.ofResult(scratch, so, gamma, go, beta, bo, mean, mo, variance, vo, c, epsilon);
        boolean relu = activation == Activations.RELU;
        int block = NormChunks.block(c) * c;
        for (int at = 0; at < n * c; at += block) {
            int count = Math.min(block, n * c - at);
            float floor = relu ? 0f : Float.NEGATIVE_INFINITY;
            normalizeBlock(y, yo + at, x, xo + at, residual, ro + at, scratch, so, count, c, floor);
            if (!relu && activation != Activations.LINEAR) {
                ActivationKernels.forward(y, yo + at, y, yo + at, count, activation, alpha);
            }
        }
    }

    private static void normalizeBlock(
            float[] y,
            int yo,
            float[] x,
            int xo,
            float[] residual,
            int ro,
            float[] rows,
            int so,
            int count,
            int c,
            float floor) {
        if (residual.length == 0) {
            if (Lane.VECTOR) {
                VectorNorm.normalize(y, yo, x, xo, rows, so, count, c, floor);
            } else {
                PlainNorm.normalize(y, yo, x, xo, rows, so, count, c, floor);
            }
            return;
        }
        if (Lane.VECTOR) {
            VectorNorm.normalizeAdd(y, yo, x, xo, residual, ro, rows, so, count, c, floor);
        } else {
            PlainNorm.normalizeAdd(y, yo, x, xo, residual, ro, rows, so, count, c, floor);
        }
    }

    /**
     * The first step of the gradients: with {@code g = dy * f'}, the sums of {@code g} and of {@code g * (x - mean)} over
     * the chunks from {@code from} to before {@code to}, for {@link #parameterGradients}.
     *
     * @param partial result {@code [CHUNKS, 2, c]}; empty chunks are not written
     * @param po offset of {@code partial}
     * @param g result {@code [n, c]}, in place on {@code dy} or {@code v} allowed; where f is LINEAR g is dy and this is not
     *     written
     * @param gro offset of {@code g}
     * @param dy gradient by the result {@code [n, c]}
     * @param dyo offset of {@code dy}
     * @param v what f's derivative is computed from, as in {@link ActivationKernels#backward}; not read where f is LINEAR
     * @param vo offset of {@code v}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param mean the batch's mean {@code [c]}
     * @param mo offset of {@code mean}
     * @param n rows, at least 1
     * @param c channels
     * @param activation id of f from {@link Activations}
     * @param alpha slope of LEAKY_RELU, else ignored
     * @param from first chunk
     * @param to one past the last chunk
     */
    public static void gradientSums(
            float[] partial,
            int po,
            float[] g,
            int gro,
            float[] dy,
            int dyo,
            float[] v,
            int vo,
            float[] x,
            int xo,
            float[] mean,
            int mo,
            int n,
            int c,
            int activation,
            float alpha,
            int from,
            int to) {
        int rows = NormChunks.rows(n);
        for (int chunk = from; chunk < to && chunk * rows < n; chunk++) {
            int at = chunk * rows * c;
            int p = po + 2 * chunk * c;
            int count = Math.min(rows, n - chunk * rows);
            if (activation == Activations.LINEAR) {
                NormChunks.products(partial, p, dy, dyo + at, x, xo + at, mean, mo, count, c);
            } else {
                NormChunks.activeProducts(
                        partial,
                        p,
                        g,
                        gro + at,
                        dy,
                        dyo + at,
                        v,
                        vo + at,
                        x,
                        xo + at,
                        mean,
                        mo,
                        count,
                        c,
                        activation,
                        alpha);
            }
        }
    }

    /**
     * {@link #gradientSums} of {@code g = dy} where {@code gamma * (x - mean) / sqrt(variance + epsilon) + beta > 0}, else 0: the gradient by
     * what ReLU was applied to. That is computed from x again, and g is not written: half as much goes through memory as where
     * the result is read (rematerialization: Chen et al., Training Deep Nets with Sublinear Memory Cost, 2016).
     *
     * <pre>{@code
     * NormKernels.reluGradientSums(
     *         partial, 0, dy, 0, x, 0, gamma, 0, beta, 0, mean, 0, variance, 0, scratch, 0, n, c, e, 0, NormKernels.CHUNKS);
     * NormKernels.parameterGradients(
     *         dgamma, 0, dbeta, 0, rows, 0, partial, 0, mean, 0, variance, 0, gamma, 0, beta, 0, n, c, e);
     * NormKernels.inputGradient(dx, 0, dy, 0, x, 0, rows, 0, n, c);
     * }</pre>
     *
     * @param partial result {@code [CHUNKS, 2, c]}; empty chunks are not written
     * @param po offset of {@code partial}
     * @param dy gradient by ReLU's result {@code [n, c]}
     * @param dyo offset of {@code dy}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param gamma scale {@code [c]}
     * @param go offset of {@code gamma}
     * @param beta shift {@code [c]}, not {@link Kernels#NONE}, which tells {@link #parameterGradients} that there is no ReLU
     * @param bo offset of {@code beta}
     * @param mean the batch's mean {@code [c]}
     * @param mo offset of {@code mean}
     * @param variance the batch's variance {@code [c]}
     * @param vo offset of {@code variance}
     * @param scratch {@link #reluScratch} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n rows, at least 1
     * @param c channels
     * @param epsilon as in the forward call
     * @param from first chunk
     * @param to one past the last chunk
     */
    public static void reluGradientSums(
            float[] partial,
            int po,
            float[] dy,
            int dyo,
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
            float[] scratch,
            int so,
            int n,
            int c,
            float epsilon,
            int from,
            int to) {
        NormRows.ofResult(scratch, so, gamma, go, beta, bo, mean, mo, variance, vo, c, epsilon);
        int block = so + scratch(c);
        int rows = NormChunks.rows(n);
        for (int chunk = from; chunk < to && chunk * rows < n; chunk++) {
            int at = chunk * rows * c;
            int count = Math.min(rows, n - chunk * rows);
            NormChunks.reluProducts(
                    partial, po + 2 * chunk * c, dy, dyo + at, x, xo + at, scratch, so, block, count, c);
        }
    }

    /**
     * {@code dbeta = sum of g}, {@code dgamma = sum of g * (x - mean) / sqrt(variance + epsilon)}, from the sums of all chunks.
     *
     * @param dgamma result {@code [c]}
     * @param dgo offset of {@code dgamma}
     * @param dbeta result {@code [c]}
     * @param dbo offset of {@code dbeta}
     * @param rows result for {@link #inputGradient}, five rows of {@link #rowWidth} floats
     * @param ro offset of {@code rows}
     * @param partial what {@link #gradientSums} wrote
     * @param po offset of {@code partial}
     * @param mean the batch's mean {@code [c]}
     * @param mo offset of {@code mean}
     * @param variance the batch's variance {@code [c]}
     * @param vo offset of {@code variance}
     * @param gamma scale {@code [c]}
     * @param go offset of {@code gamma}
     * @param beta shift {@code [c]} after {@link #reluGradientSums}; {@link Kernels#NONE} after {@link #gradientSums}
     * @param bo offset of {@code beta}
     * @param n rows, at least 1
     * @param c channels
     * @param epsilon as in the forward call
     */
    public static void parameterGradients(
            float[] dgamma,
            int dgo,
            float[] dbeta,
            int dbo,
            float[] rows,
            int ro,
            float[] partial,
            int po,
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
        int chunkRows = NormChunks.rows(n);
        for (int j = 0; j < c; j++) {
            double sum = 0;
            double products = 0;
            for (int chunk = 0; chunk < CHUNKS && chunk * chunkRows < n; chunk++) {
                sum += partial[po + 2 * chunk * c + j];
                products += partial[po + (2 * chunk + 1) * c + j];
            }
            dbeta[dbo + j] = (float) sum;
            dgamma[dgo + j] = (float) (products / Math.sqrt(variance[vo + j] + epsilon));
        }
        NormRows.ofGradient(
                rows, ro, dgamma, dgo, dbeta, dbo, mean, mo, variance, vo, gamma, go, beta, bo, n, c, epsilon);
    }

    /**
     * The gradient by x, of which the statistics are functions. After {@link #reluGradientSums} g is dy where ReLU's argument, computed again,
     * is positive, else 0; after {@link #gradientSums} it is given. With {@code xhat = (x - mean) / sqrt(variance + epsilon)}:
     * {@code dx = gamma / sqrt(variance + epsilon) * (g - dbeta / n - xhat * dgamma / n)}.
     *
     * @param dx result {@code [n, c]}, or {@link Kernels#NONE}; in place on {@code g} or {@code x} allowed
     * @param dxo offset of {@code dx}
     * @param g gradient by what was normalised {@code [n, c]}, or after {@link #reluGradientSums} dy
     * @param gro offset of {@code g}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param rows what {@link #parameterGradients} wrote, for all rows of the batch
     * @param ro offset of {@code rows}
     * @param n rows that this call is for
     * @param c channels
     */
    public static void inputGradient(
            float[] dx, int dxo, float[] g, int gro, float[] x, int xo, float[] rows, int ro, int n, int c) {
        if (dx.length == 0) {
            return;
        }
        if (Lane.VECTOR) {
            VectorNorm.inputGradient(dx, dxo, g, gro, x, xo, rows, ro, n * c, c);
        } else {
            PlainNorm.inputGradient(dx, dxo, g, gro, x, xo, rows, ro, n * c, c);
        }
    }

    /**
     * {@code y[j] = gamma[j] / sqrt(variance[j] + epsilon)}: what normalising multiplies by. In place allowed.
     *
     * @param y result {@code [c]}
     * @param yo offset of {@code y}
     * @param gamma scale {@code [c]}
     * @param go offset of {@code gamma}
     * @param variance variance {@code [c]}
     * @param vo offset of {@code variance}
     * @param c channels
     * @param epsilon added to the variance
     */
    public static void scale(float[] y, int yo, float[] gamma, int go, float[] variance, int vo, int c, float epsilon) {
        for (int j = 0; j < c; j++) {
            y[yo + j] = gamma[go + j] / (float) Math.sqrt(variance[vo + j] + epsilon);
        }
    }

    /**
     * Moves a running statistic towards a batch's: {@code running[j] = keep * running[j] + (1 - keep) * correction *
     * batch[j]}.
     *
     * @param running statistic {@code [c]}, updated
     * @param ro offset of {@code running}
     * @param batch the batch's statistic {@code [c]}
     * @param bo offset of {@code batch}
     * @param c channels
     * @param keep the share that stays: Keras's momentum, one minus PyTorch's
     * @param correction factor of the batch's statistic: {@code n / (n - 1)} for an unbiased variance, else 1
     */
    public static void updateRunning(
            float[] running, int ro, float[] batch, int bo, int c, float keep, float correction) {
        float share = (1f - keep) * correction;
        for (int j = 0; j < c; j++) {
            running[ro + j] = keep * running[ro + j] + share * batch[bo + j];
        }
    }

    /**
     * As above, with the correction of an unbiased variance over {@code n} places, {@code n / (n - 1)}, made here.
     *
     * @param n places of each channel that the batch's statistic is of
     * @param unbiased whether the correction is made
     */
    public static void updateRunning(
            float[] running, int ro, float[] batch, int bo, int c, int n, float keep, boolean unbiased) {
        float correction = unbiased && n > 1 ? (float) (n / (n - 1.0)) : 1f;
        updateRunning(running, ro, batch, bo, c, keep, correction);
    }

    /** Adds one to a counter of batches. */
    public static void countBatch(float[] count, int co) {
        count[co] += 1f;
    }
}
