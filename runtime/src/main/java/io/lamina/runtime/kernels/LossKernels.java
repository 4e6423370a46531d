package io.lamina.runtime.kernels;

/**
 * Losses and their gradients. A loss is one float; sums run in double, rows ascending. {@code weight} is the loss's factor
 * in the model's total, {@code dloss} the gradient by the loss, one float.
 */
public final class LossKernels {
    private LossKernels() {}

    /**
     * Cross-entropy of logits and class labels: the mean (or sum) over the rows of {@code -sum over j of q[j] * log(p[j])},
     * times {@code weight}, where {@code p} is the softmax and {@code q} is {@code 1 - smoothing} at the label plus {@code
     * smoothing / c} everywhere. Rows whose label is {@code ignoreIndex} do not count; the mean of no rows is 0.
     *
     * @param loss result, one float
     * @param lo offset of {@code loss}
     * @param correct result, one float: the share of the rows that count whose first largest logit is at the label; or {@link
     *     Kernels#NONE}
     * @param co offset of {@code correct}
     * @param p result {@code [n, c]}: the softmax; not in place
     * @param po offset of {@code p}
     * @param logits input {@code [n, c]}
     * @param xo offset of {@code logits}
     * @param labels input {@code [n]}
     * @param labelsO offset of {@code labels}
     * @param n rows
     * @param c classes
     * @param weight factor of the result
     * @param smoothing the share of the target that is spread over all classes
     * @param ignoreIndex the label of rows that do not count
     * @param mean whether to divide by the number of rows that count
     * @throws IllegalArgumentException if a label is neither in {@code [0, c)} nor {@code ignoreIndex}
     */
    public static void crossEntropy(
            float[] loss,
            int lo,
            float[] correct,
            int co,
            float[] p,
            int po,
            float[] logits,
            int xo,
            int[] labels,
            int labelsO,
            int n,
            int c,
            float weight,
            float smoothing,
            int ignoreIndex,
            boolean mean) {
        CrossEntropy.forward(
                loss, lo, correct, co, p, po, logits, xo, labels, labelsO, n, c, weight, smoothing, ignoreIndex, mean);
    }

    /**
     * Gradient of {@link #crossEntropy} by the logits: {@code dx[r, j] = dloss * weight * (p[r, j] - q[r, j])}, divided by
     * the number of rows that count if {@code mean}; 0 in rows that do not. In place on {@code p} allowed.
     *
     * @param dx result {@code [n, c]}
     * @param dxo offset of {@code dx}
     * @param p the softmax that {@link #crossEntropy} wrote
     * @param po offset of {@code p}
     * @param labels input {@code [n]}
     * @param labelsO offset of {@code labels}
     * @param dloss gradient by the loss, one float
     * @param dlo offset of {@code dloss}
     * @param n rows
     * @param c classes
     * @param weight as in the forward call
     * @param smoothing as in the forward call
     * @param ignoreIndex as in the forward call
     * @param mean as in the forward call
     */
    public static void crossEntropyBackward(
            float[] dx,
            int dxo,
            float[] p,
            int po,
            int[] labels,
            int labelsO,
            float[] dloss,
            int dlo,
            int n,
            int c,
            float weight,
            float smoothing,
            int ignoreIndex,
            boolean mean) {
        CrossEntropy.backward(dx, dxo, p, po, labels, labelsO, dloss[dlo], n, c, weight, smoothing, ignoreIndex, mean);
    }

    /**
     * Binary cross-entropy of logits x and targets t from 0 to 1: the mean (or sum) of {@code max(x, 0) - x * t + log(1 +
     * exp(-|x|))}, times {@code weight}.
     *
     * @param loss result, one float
     * @param lo offset of {@code loss}
     * @param correct result, one float: the share of elements with {@code (x > 0) == (t > 0.5)}; or {@link Kernels#NONE}
     * @param co offset of {@code correct}
     * @param x logits {@code [n]}
     * @param xo offset of {@code x}
     * @param t targets {@code [n]}
     * @param to offset of {@code t}
     * @param n elements
     * @param weight factor of the result
     * @param mean whether to divide by n
     */
    public static void binaryCrossEntropy(
            float[] loss,
            int lo,
            float[] correct,
            int co,
            float[] x,
            int xo,
            float[] t,
            int to,
            int n,
            float weight,
            boolean mean) {
        double sum = 0;
        int hits = 0;
        for (int i = 0; i < n; i++) {
            float logit = x[xo + i];
            float target = t[to + i];
            sum += Math.max(logit, 0f) - (double) logit * target + PlainMath.softplusTail(logit);
            if (logit > 0f == target > 0.5f) {
                hits++;
            }
        }
        loss[lo] = (float) (weight * (mean ? sum / Math.max(1, n) : sum));
        if (correct.length != 0) {
            correct[co] = hits / (float) Math.max(1, n);
        }
    }

    /**
     * Gradient of {@link #binaryCrossEntropy} by the logits: {@code dx[i] = dloss * weight * (sigmoid(x[i]) - t[i])}, divided
     * by n if {@code mean}. In place on {@code x} allowed.
     *
     * @param dx result {@code [n]}
     * @param dxo offset of {@code dx}
     * @param x logits {@code [n]}
     * @param xo offset of {@code x}
     * @param t targets {@code [n]}
     * @param to offset of {@code t}
     * @param dloss gradient by the loss, one float
     * @param dlo offset of {@code dloss}
     * @param n elements
     * @param weight as in the forward call
     * @param mean as in the forward call
     */
    public static void binaryCrossEntropyBackward(
            float[] dx,
            int dxo,
            float[] x,
            int xo,
            float[] t,
            int to,
            float[] dloss,
            int dlo,
            int n,
            float weight,
            boolean mean) {
        float factor = dloss[dlo] * (mean ? weight / Math.max(1, n) : weight);
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = factor * (PlainMath.sigmoid(x[xo + i]) - t[to + i]);
        }
    }

    /**
     * Mean squared error: the mean (or sum) of {@code (x[i] - t[i])^2}, times {@code weight}.
     *
     * @param loss result, one float
     * @param lo offset of {@code loss}
     * @param x predictions {@code [n]}
     * @param xo offset of {@code x}
     * @param t targets {@code [n]}
     * @param to offset of {@code t}
     * @param n elements
     * @param weight factor of the result
     * @param mean whether to divide by n
     */
    public static void meanSquaredError(
            float[] loss, int lo, float[] x, int xo, float[] t, int to, int n, float weight, boolean mean) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double difference = (double) x[xo + i] - t[to + i];
            sum += difference * difference;
        }
        loss[lo] = (float) (weight * (mean ? sum / Math.max(1, n) : sum));
    }

    /**
     * Gradient of {@link #meanSquaredError} by the predictions: {@code dx[i] = dloss * weight * 2 * (x[i] - t[i])}, divided by
     * n if {@code mean}. In place on {@code x} allowed.
     *
     * @param dx result {@code [n]}
     * @param dxo offset of {@code dx}
     * @param x predictions {@code [n]}
     * @param xo offset of {@code x}
     * @param t targets {@code [n]}
     * @param to offset of {@code t}
     * @param dloss gradient by the loss, one float
     * @param dlo offset of {@code dloss}
     * @param n elements
     * @param weight as in the forward call
     * @param mean as in the forward call
     */
    public static void meanSquaredErrorBackward(
            float[] dx,
            int dxo,
            float[] x,
            int xo,
            float[] t,
            int to,
            float[] dloss,
            int dlo,
            int n,
            float weight,
            boolean mean) {
        float factor = dloss[dlo] * (mean ? 2f * weight / Math.max(1, n) : 2f * weight);
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = factor * (x[xo + i] - t[to + i]);
        }
    }
}
