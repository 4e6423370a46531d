package io.lamina.runtime.kernels;

/**
 * What the recurrent kernels share. Tensors of sequences are {@code [n, t, c]}: row, step, and the step's values. Rows of fewer
 * than t valid steps have their number in {@code lengths}; a step past them leaves the state as it is, gives zeros, and passes
 * gradients by.
 */
final class RecurrentSteps {
    private RecurrentSteps() {}

    /** The step that is computed as number {@code s}; a reverse recurrence begins with the last. */
    static int step(int s, int t, boolean reverse) {
        return reverse ? t - 1 - s : s;
    }

    static boolean isValid(int[] lengths, int lo, int row, int step) {
        return lengths.length == 0 || step < lengths[lo + row];
    }

    /** Whether a step is within the lengths of all rows {@code first} to {@code end}. */
    static boolean areValid(int[] lengths, int lo, int first, int end, int step) {
        for (int r = first; r < end; r++) {
            if (!isValid(lengths, lo, r, step)) {
                return false;
            }
        }
        return true;
    }

    /** {@code y = x}, or zeros where x is absent. */
    static void start(float[] y, int yo, float[] x, int xo, int n) {
        if (x.length == 0) {
            ArithmeticKernels.fill(y, yo, n, 0f);
        } else {
            copy(y, yo, x, xo, n);
        }
    }

    /** {@code y = x} unless they are one place. */
    static void copy(float[] y, int yo, float[] x, int xo, int n) {
        if (y != x || yo != xo) {
            System.arraycopy(x, xo, y, yo, n);
        }
    }

    /** {@code y[rows, n] = x[rows, n]}: what the sums of a first step are, whose state is zeros. */
    static void copyRows(float[] y, int yo, int yStep, float[] x, int xo, int xStep, int rows, int n) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(x, xo + r * xStep, y, yo + r * yStep, n);
        }
    }

    /** Keeps the state of all rows, {@code h[n, u]}, as step {@code step} of {@code y[n, t, u]}, where that is wanted. */
    static void keep(float[] y, int yo, float[] h, int ho, int n, int t, int u, int step) {
        if (y.length > 0) {
            for (int r = 0; r < n; r++) {
                System.arraycopy(h, ho + r * u, y, yo + (r * t + step) * u, u);
            }
        }
    }

    /** The state as a result of the step: zeros past a row's length. */
    static void give(float[] y, int yo, float[] h, int ho, int[] lengths, int lo, int n, int t, int u, int step) {
        if (y.length > 0) {
            for (int r = 0; r < n; r++) {
                int to = yo + (r * t + step) * u;
                if (isValid(lengths, lo, r, step)) {
                    System.arraycopy(h, ho + r * u, y, to, u);
                } else {
                    ArithmeticKernels.fill(y, to, u, 0f);
                }
            }
        }
    }
}
