package io.lamina.runtime.kernels;

/** Moves steps between the memory of a session and what a call computes; the same on both lanes, as only copies are made. */
public final class StateKernels {
    private StateKernels() {}

    /**
     * {@code state[r, position + t, c] = x[r, t, c]} for state[rows, capacity, width] and x[rows, steps, xStep], of which the width
     * columns from the offset on are taken.
     */
    public static void append(
            float[] state,
            int so,
            float[] x,
            int xo,
            int rows,
            int steps,
            int capacity,
            int width,
            int xStep,
            int position) {
        for (int r = 0; r < rows; r++) {
            int to = so + (r * capacity + position) * width;
            int from = xo + r * steps * xStep;
            for (int t = 0; t < steps; t++) {
                System.arraycopy(x, from + t * xStep, state, to + t * width, width);
            }
        }
    }

    /** {@code y[r, c] = x[r, steps - 1, c]} for x[rows, steps, width]. */
    public static void newest(float[] y, int yo, float[] x, int xo, int rows, int steps, int width) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(x, xo + ((r + 1) * steps - 1) * width, y, yo + r * width, width);
        }
    }

    /** As {@link #newest(float[], int, float[], int, int, int, int)}, for ints. */
    public static void newest(int[] y, int yo, int[] x, int xo, int rows, int steps, int width) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(x, xo + ((r + 1) * steps - 1) * width, y, yo + r * width, width);
        }
    }
}
