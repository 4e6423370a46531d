package io.lamina.runtime.kernels;

/**
 * Batch normalisation over the rows of {@code x[n, c]}, channel by channel. An image batch counts every pixel as a row.
 * {@code gamma} and {@code beta} may be {@link Kernels#NONE}: then they are 1 and 0.
 */
public final class NormKernels {
    private NormKernels() {}

    /**
     * {@code y = gamma * (x - mean) / sqrt(variance + epsilon) + beta} with the batch's own statistics: the mean, and the
     * biased variance {@code mean of (x - mean)^2}, in two passes.
     *
     * @param y result {@code [n, c]}
     * @param yo offset of {@code y}
     * @param mean result {@code [c]}
     * @param mo offset of {@code mean}
     * @param variance result {@code [c]}
     * @param vo offset of {@code variance}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param gamma scale {@code [c]}
     * @param go offset of {@code gamma}
     * @param beta shift {@code [c]}
     * @param bo offset of {@code beta}
     * @param n rows, at least 1
     * @param c channels
     * @param epsilon added to the variance
     */
    public static void batchForward(
            float[] y,
            int yo,
            float[] mean,
            int mo,
            float[] variance,
            int vo,
            float[] x,
            int xo,
            float[] gamma,
            int go,
            float[] beta,
            int bo,
            int n,
            int c,
            float epsilon) {
        ReduceKernels.sumRows(mean, mo, x, xo, n, c);
        ArithmeticKernels.scale(mean, mo, mean, mo, c, 1f / n);
        if (Lane.VECTOR) {
            VectorNorm.sumSquares(variance, vo, x, xo, mean, mo, n, c);
        } else {
            PlainNorm.sumSquares(variance, vo, x, xo, mean, mo, n, c, 0);
        }
        ArithmeticKernels.scale(variance, vo, variance, vo, c, 1f / n);
        batchInference(y, yo, x, xo, gamma, go, beta, bo, mean, mo, variance, vo, n, c, epsilon);
    }

    /**
     * Gradients of {@link #batchForward}, the statistics being functions of x. With {@code xhat = (x - mean) / sqrt(variance
     * + epsilon)}: {@code dbeta = sum of dy}, {@code dgamma = sum of dy * xhat}, and {@code dx = gamma / sqrt(variance +
     * epsilon) * (dy - dbeta / n - xhat * dgamma / n)}.
     *
     * @param dx result {@code [n, c]}, or {@link Kernels#NONE}; in place on {@code dy} allowed
     * @param dxo offset of {@code dx}
     * @param dgamma result {@code [c]}; always written
     * @param dgo offset of {@code dgamma}
     * @param dbeta result {@code [c]}; always written
     * @param dbo offset of {@code dbeta}
     * @param dy gradient by the result {@code [n, c]}
     * @param dyo offset of {@code dy}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param mean what {@link #batchForward} wrote
     * @param mo offset of {@code mean}
     * @param variance what {@link #batchForward} wrote
     * @param vo offset of {@code variance}
     * @param gamma scale {@code [c]}
     * @param go offset of {@code gamma}
     * @param n rows, at least 1
     * @param c channels
     * @param epsilon as in the forward call
     */
    public static void batchBackward(
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
            float[] variance,
            int vo,
            float[] gamma,
            int go,
            int n,
            int c,
            float epsilon) {
        ReduceKernels.sumRows(dbeta, dbo, dy, dyo, n, c);
        if (Lane.VECTOR) {
            VectorNorm.sumProducts(dgamma, dgo, dy, dyo, x, xo, mean, mo, n, c);
        } else {
            PlainNorm.sumProducts(dgamma, dgo, dy, dyo, x, xo, mean, mo, n, c, 0);
        }
        for (int j = 0; j < c; j++) {
            dgamma[dgo + j] /= (float) Math.sqrt(variance[vo + j] + epsilon);
        }
        if (dx.length == 0) {
            return;
        }
        if (Lane.VECTOR) {
            VectorNorm.inputGradient(
                    dx, dxo, dy, dyo, x, xo, dgamma, dgo, dbeta, dbo, mean, mo, variance, vo, gamma, go, n, c, epsilon);
        } else {
            PlainNorm.inputGradient(
                    dx, dxo, dy, dyo, x, xo, dgamma, dgo, dbeta, dbo, mean, mo, variance, vo, gamma, go, n, c, epsilon,
                    0);
        }
    }

    /**
     * {@code y = gamma * (x - mean) / sqrt(variance + epsilon) + beta} with given statistics. In place allowed.
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
     * @param n rows
     * @param c channels
     * @param epsilon added to the variance
     */
    public static void batchInference(
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
        if (Lane.VECTOR) {
            VectorNorm.normalize(y, yo, x, xo, gamma, go, beta, bo, mean, mo, variance, vo, n, c, epsilon);
        } else {
            PlainNorm.normalize(y, yo, x, xo, gamma, go, beta, bo, mean, mo, variance, vo, n, c, epsilon, 0);
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
