package io.lamina.runtime.kernels;

/** The rows of {@link LossKernels#crossEntropy}; the lane's softmax does the heavy part. */
final class CrossEntropy {
    private CrossEntropy() {}

    static void forward(
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
        checkLabels(labels, labelsO, n, c, ignoreIndex);
        SoftmaxKernels.forward(p, po, logits, xo, n, c);
        double sum = 0;
        int hits = 0;
        for (int r = 0; r < n; r++) {
            int label = labels[labelsO + r];
            if (label != ignoreIndex) {
                int first = argmax(logits, xo + r * c, c);
                sum += row(p, po + r * c, logits, xo + r * c, label, first, c, smoothing);
                hits += first == label ? 1 : 0;
            }
        }
        int rows = mean ? Math.max(1, count(labels, labelsO, n, ignoreIndex)) : 1;
        loss[lo] = (float) (weight * (sum / rows));
        if (correct.length != 0) {
            correct[co] = hits / (float) Math.max(1, count(labels, labelsO, n, ignoreIndex));
        }
    }

    /**
     * {@code logSumExp - (1 - smoothing) * x[label] - smoothing * mean(x)}. At the largest logit {@code p = exp(x -
     * logSumExp)} is at least 1 / c, so its logarithm gives logSumExp without another pass over exp.
     */
    private static double row(float[] p, int po, float[] x, int xo, int label, int first, int c, float smoothing) {
        double logSumExp = x[xo + first] - StrictMath.log(p[po + first]);
        double loss = logSumExp - (1.0 - smoothing) * x[xo + label];
        if (smoothing != 0f) {
            double sum = 0;
            for (int j = 0; j < c; j++) {
                sum += x[xo + j];
            }
            loss -= smoothing * (sum / c);
        }
        return loss;
    }

    static void backward(
            float[] dx,
            int dxo,
            float[] p,
            int po,
            int[] labels,
            int labelsO,
            float dloss,
            int n,
            int c,
            float weight,
            float smoothing,
            int ignoreIndex,
            boolean mean) {
        int rows = mean ? Math.max(1, count(labels, labelsO, n, ignoreIndex)) : 1;
        float factor = dloss * (weight / rows);
        float spread = factor * (smoothing / c);
        for (int r = 0; r < n; r++) {
            int row = dxo + r * c;
            int label = labels[labelsO + r];
            if (label == ignoreIndex) {
                ArithmeticKernels.fill(dx, row, c, 0f);
                continue;
            }
            for (int j = 0; j < c; j++) {
                dx[row + j] = p[po + r * c + j] * factor - spread;
            }
            dx[row + label] -= factor * (1f - smoothing);
        }
    }

    private static void checkLabels(int[] labels, int labelsO, int n, int c, int ignoreIndex) {
        for (int r = 0; r < n; r++) {
            int label = labels[labelsO + r];
            if ((label < 0 || label >= c) && label != ignoreIndex) {
                throw new IllegalArgumentException("label " + label + " in row " + r + " is not in [0, " + c
                        + ") and is not the ignored label " + ignoreIndex);
            }
        }
    }

    private static int argmax(float[] x, int xo, int c) {
        int best = 0;
        for (int j = 1; j < c; j++) {
            if (x[xo + j] > x[xo + best]) {
                best = j;
            }
        }
        return best;
    }

    private static int count(int[] labels, int labelsO, int n, int ignoreIndex) {
        int rows = 0;
        for (int r = 0; r < n; r++) {
            rows += labels[labelsO + r] != ignoreIndex ? 1 : 0;
        }
        return rows;
    }
}
