package io.lamina.runtime.kernels;

/** Sums of columns as plain loops, four columns at a time, in double. */
final class PlainReduce {
    private PlainReduce() {}

    /** The sums of the columns from {@code from} to {@code to}. */
    static void sumRows(float[] y, int yo, float[] x, int xo, int n, int c, int from, int to) {
        int j = from;
        for (; j < to - 3; j += 4) {
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            for (int r = 0; r < n; r++) {
                int at = xo + r * c + j;
                s0 += x[at];
                s1 += x[at + 1];
                s2 += x[at + 2];
                s3 += x[at + 3];
            }
            y[yo + j] = (float) s0;
            y[yo + j + 1] = (float) s1;
            y[yo + j + 2] = (float) s2;
            y[yo + j + 3] = (float) s3;
        }
        for (; j < to; j++) {
            double s = 0;
            for (int r = 0; r < n; r++) {
                s += x[xo + r * c + j];
            }
            y[yo + j] = (float) s;
        }
    }
}
