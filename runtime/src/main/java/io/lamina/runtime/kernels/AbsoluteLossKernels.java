package io.lamina.runtime.kernels;

/**
 * Losses that grow as the absolute difference, and their gradients. A loss is one float; sums run in double, places ascending. {@code weight} is the
 * loss's factor in the model's total, {@code dloss} the gradient by the loss, one float.
 */
public final class AbsoluteLossKernels {
    private AbsoluteLossKernels() {}

    /**
     * Mean absolute error: the mean (or sum) of {@code |x[i] - t[i]|}, times {@code weight}.
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
    public static void meanAbsoluteError(
            float[] loss, int lo, float[] x, int xo, float[] t, int to, int n, float weight, boolean mean) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.abs((double) x[xo + i] - t[to + i]);
        }
        loss[lo] = (float) (weight * (mean ? sum / Math.max(1, n) : sum));
    }

    /**
     * Gradient of {@link #meanAbsoluteError} by the predictions: {@code dx[i] = dloss * weight * sign(x[i] - t[i])}, divided by n if {@code
     * mean}; 0 where both are equal. In place on {@code x} allowed.
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
    public static void meanAbsoluteErrorBackward(
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
            dx[dxo + i] = factor * Math.signum(x[xo + i] - t[to + i]);
        }
    }

    /**
     * Huber loss: the mean (or sum) of {@code e^2 / 2} where {@code |e| <= delta} and {@code delta (|e| - delta / 2)} elsewhere, with {@code e = x[i] - t[i]},
     * times {@code weight}.
     *
     * @param loss result, one float
     * @param lo offset of {@code loss}
     * @param x predictions {@code [n]}
     * @param xo offset of {@code x}
     * @param t targets {@code [n]}
     * @param to offset of {@code t}
     * @param n elements
     * @param delta where the square ends, above 0
     * @param weight factor of the result
     * @param mean whether to divide by n
     */
    public static void huber(
            float[] loss,
            int lo,
            float[] x,
            int xo,
            float[] t,
            int to,
            int n,
            float delta,
            float weight,
            boolean mean) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double size = Math.abs((double) x[xo + i] - t[to + i]);
            double square = Math.min(size, delta);
            sum += square * (size - 0.5 * square);
        }
        loss[lo] = (float) (weight * (mean ? sum / Math.max(1, n) : sum));
    }

    /**
     * Gradient of {@link #huber} by the predictions: {@code dx[i] = dloss * weight * (x[i] - t[i])}, the difference cut to plus or minus {@code delta};
     * divided by n if {@code mean}. In place on {@code x} allowed.
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
     * @param delta as in the forward call
     * @param weight as in the forward call
     * @param mean as in the forward call
     */
    public static void huberBackward(
            float[] dx,
            int dxo,
            float[] x,
            int xo,
            float[] t,
            int to,
            float[] dloss,
            int dlo,
            int n,
            float delta,
            float weight,
            boolean mean) {
        float factor = dloss[dlo] * (mean ? weight / Math.max(1, n) : weight);
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = factor * Math.max(-delta, Math.min(delta, x[xo + i] - t[to + i]));
        }
    }
}
