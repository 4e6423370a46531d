package io.lamina.runtime.kernels;

/** Sums and means over some dimensions, in a fixed order. */
public final class ReduceKernels {
    private ReduceKernels() {}

    /**
     * {@code y[j] = sum over r of x[r, j]} for {@code from <= j < to}: the gradient of a bias. Sums run over blocks of rows, so
     * that rounding errors do not grow with the number of rows.
     *
     * @param y result {@code [c]}
     * @param yo offset of {@code y}
     * @param x input {@code [n, c]}
     * @param xo offset of {@code x}
     * @param n rows
     * @param c columns
     * @param from first column that is summed, a multiple of 16
     * @param to one behind the last column that is summed, a multiple of 16 or {@code c}
     */
    public static void sumRows(float[] y, int yo, float[] x, int xo, int n, int c, int from, int to) {
        if (Lane.VECTOR) {
            VectorReduce.sumRows(y, yo, x, xo, n, c, from, to);
        } else {
            PlainReduce.sumRows(y, yo, x, xo, n, c, from, to);
        }
    }

    /** {@code y[j] = sum over r of x[r, j]}, all columns. */
    static void sumRows(float[] y, int yo, float[] x, int xo, int n, int c) {
        sumRows(y, yo, x, xo, n, c, 0, c);
    }

    /**
     * {@code y[i, j] = mean over k of x[i, k, j]}: global average pooling.
     *
     * @param y result {@code [n, c]}
     * @param yo offset of {@code y}
     * @param x input {@code [n, m, c]}
     * @param xo offset of {@code x}
     * @param n images
     * @param m pixels of an image, at least 1
     * @param c channels
     */
    public static void meanMiddle(float[] y, int yo, float[] x, int xo, int n, int m, int c) {
        for (int i = 0; i < n; i++) {
            sumRows(y, yo + i * c, x, xo + i * m * c, m, c);
        }
        ArithmeticKernels.scale(y, yo, y, yo, n * c, 1f / m);
    }

    /**
     * Gradient of {@link #meanMiddle}: {@code dx[i, k, j] = dy[i, j] / m}.
     *
     * @param dx result {@code [n, m, c]}
     * @param dxo offset of {@code dx}
     * @param dy gradient by the result {@code [n, c]}
     * @param dyo offset of {@code dy}
     * @param n images
     * @param m pixels of an image, at least 1
     * @param c channels
     */
    public static void spreadMean(float[] dx, int dxo, float[] dy, int dyo, int n, int m, int c) {
        float share = 1f / m;
        for (int i = 0; i < n; i++) {
            ArithmeticKernels.scale(dx, dxo + i * m * c, dy, dyo + i * c, c, share);
            repeat(dx, dxo + i * m * c, c, m);
        }
    }

    /** {@code y[n,c] = sum over m of x[n,m,c]}, in the order of m. */
    public static void sumMiddle(float[] y, int yo, float[] x, int xo, int n, int m, int c) {
        for (int i = 0; i < n; i++) {
            sumRows(y, yo + i * c, x, xo + i * m * c, m, c);
        }
    }

    /** {@code y[n,m,c] = x[n,c]}. */
    public static void spread(float[] y, int yo, float[] x, int xo, int n, int m, int c) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(x, xo + i * c, y, yo + i * m * c, c);
            repeat(y, yo + i * m * c, c, m);
        }
    }

    /** Lets {@code y[m, c]} be its first row again and again, by copies of twice the length each. */
    private static void repeat(float[] y, int yo, int c, int m) {
        int done = c;
        while (done < m * c) {
            int n = Math.min(done, m * c - done);
            System.arraycopy(y, yo, y, yo + done, n);
            done += n;
        }
    }
}
