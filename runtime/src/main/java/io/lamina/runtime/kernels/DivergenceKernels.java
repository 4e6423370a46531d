package io.lamina.runtime.kernels;

/**
 * The Kullback-Leibler divergence of rows of logits from others, and its gradients. The loss is one float; sums run in double, rows ascending.
 * {@code weight} is the loss's factor in the model's total, {@code dloss} the gradient by the loss, one float.
 */
public final class DivergenceKernels {
    private DivergenceKernels() {}

    /**
     * The mean (or sum) over the rows of {@code T^2 * sum over j of q[j] (log q[j] - log p[j])}, times {@code weight}, where {@code p} is the softmax of {@code x
     * / T} and {@code q} that of {@code t / T}.
     *
     * @param loss result, one float
     * @param lo offset of {@code loss}
     * @param p result {@code [n, c]}: the softmax of {@code x / T}; not in place
     * @param po offset of {@code p}
     * @param q result {@code [n, c]}: the softmax of {@code t / T}; not in place
     * @param qo offset of {@code q}
     * @param x logits {@code [n, c]}
     * @param xo offset of {@code x}
     * @param t the target's logits {@code [n, c]}
     * @param to offset of {@code t}
     * @param n rows
     * @param c classes
     * @param temperature T, above 0
     * @param weight factor of the result
     * @param mean whether to divide by n
     */
    public static void forward(
            float[] loss,
            int lo,
            float[] p,
            int po,
            float[] q,
            int qo,
            float[] x,
            int xo,
            float[] t,
            int to,
            int n,
            int c,
            float temperature,
            float weight,
            boolean mean) {
        softmax(p, po, x, xo, n, c, temperature);
        softmax(q, qo, t, to, n, c, temperature);
        double sum = 0;
        for (int r = 0; r < n; r++) {
            int row = r * c;
            sum += row(p, po + row, q, qo + row, x, xo + row, t, to + row, c, temperature);
        }
        double scaled = (double) temperature * temperature * weight * sum;
        loss[lo] = (float) (mean ? scaled / Math.max(1, n) : scaled);
    }

    /**
     * Gradient of {@link #forward} by the logits: {@code dx[i] = dloss * weight * T * (p[i] - q[i])}, divided by n if {@code mean}. In place on {@code p} or
     * {@code q} allowed.
     *
     * @param dx result {@code [n, c]}
     * @param dxo offset of {@code dx}
     * @param p what {@link #forward} wrote
     * @param po offset of {@code p}
     * @param q what {@link #forward} wrote
     * @param qo offset of {@code q}
     * @param dloss gradient by the loss, one float
     * @param dlo offset of {@code dloss}
     * @param n rows
     * @param c classes
     * @param temperature as in the forward call
     * @param weight as in the forward call
     * @param mean as in the forward call
     */
    public static void backward(
            float[] dx,
            int dxo,
            float[] p,
            int po,
            float[] q,
            int qo,
            float[] dloss,
            int dlo,
            int n,
            int c,
            float temperature,
            float weight,
            boolean mean) {
        float factor = factor(dloss[dlo], n, temperature, weight, mean);
        for (int i = 0; i < n * c; i++) {
            dx[dxo + i] = factor * (p[po + i] - q[qo + i]);
        }
    }

    /**
     * Gradient of {@link #forward} by the target's logits: {@code dt[j] = dloss * weight * T * q[j] (log q[j] - log p[j] - D)}, D being the row's divergence, divided
     * by n if {@code mean}.
     *
     * @param dt result {@code [n, c]}; not in place
     * @param dto offset of {@code dt}
     * @param p what {@link #forward} wrote
     * @param po offset of {@code p}
     * @param q what {@link #forward} wrote
     * @param qo offset of {@code q}
     * @param x logits {@code [n, c]}
     * @param xo offset of {@code x}
     * @param t the target's logits {@code [n, c]}
     * @param to offset of {@code t}
     * @param dloss gradient by the loss, one float
     * @param dlo offset of {@code dloss}
     * @param n rows
     * @param c classes
     * @param temperature as in the forward call
     * @param weight as in the forward call
     * @param mean as in the forward call
     */
    public static void backwardTarget(
            float[] dt,
            int dto,
            float[] p,
            int po,
            float[] q,
            int qo,
            float[] x,
            int xo,
            float[] t,
            int to,
            float[] dloss,
            int dlo,
            int n,
            int c,
            float temperature,
            float weight,
            boolean mean) {
        float factor = factor(dloss[dlo], n, temperature, weight, mean);
        for (int r = 0; r < n; r++) {
            int row = r * c;
            double divergence = row(p, po + row, q, qo + row, x, xo + row, t, to + row, c, temperature);
            double shift = shift(p, po + row, q, qo + row, x, xo + row, t, to + row, c, temperature) + divergence;
            for (int i = row; i < row + c; i++) {
                double difference = ((double) t[to + i] - x[xo + i]) / temperature;
                dt[dto + i] = (float) (factor * q[qo + i] * (difference - shift));
            }
        }
    }

    private static float factor(float dloss, int n, float temperature, float weight, boolean mean) {
        return dloss * temperature * (mean ? weight / Math.max(1, n) : weight);
    }

    private static void softmax(float[] y, int yo, float[] x, int xo, int n, int c, float temperature) {
        if (temperature == 1f) {
            SoftmaxKernels.forward(y, yo, x, xo, n, c);
        } else {
            ArithmeticKernels.scale(y, yo, x, xo, n * c, 1f / temperature);
            SoftmaxKernels.forward(y, yo, y, yo, n, c);
        }
    }

    /** A row's {@code sum over j of q[j] (log q[j] - log p[j])}. */
    private static double row(
            float[] p, int po, float[] q, int qo, float[] x, int xo, float[] t, int to, int c, float temperature) {
        double shift = shift(p, po, q, qo, x, xo, t, to, c, temperature);
        double sum = 0;
        for (int j = 0; j < c; j++) {
            sum += q[qo + j] * (((double) t[to + j] - x[xo + j]) / temperature - shift);
        }
        return sum;
    }

    /** What {@code log q[j] - log p[j]} is less than {@code (t[j] - x[j]) / T}: the same for all classes. */
    private static double shift(
            float[] p, int po, float[] q, int qo, float[] x, int xo, float[] t, int to, int c, float temperature) {
        return logSumExp(q, qo, t, to, c, temperature) - logSumExp(p, po, x, xo, c, temperature);
    }

    /** {@code log sum exp(x / T)}: at the largest logit {@code p = exp(x / T - logSumExp)} is at least 1 / c, so its logarithm gives it. */
    private static double logSumExp(float[] p, int po, float[] x, int xo, int c, float temperature) {
        int first = 0;
        for (int j = 1; j < c; j++) {
            if (x[xo + j] > x[xo + first]) {
                first = j;
            }
        }
        return x[xo + first] / (double) temperature - StrictMath.log(p[po + first]);
    }
}
