package io.lamina.runtime.kernels;

/** What is added to the rows of a sequence by their positions. */
public final class PositionKernels {
    private PositionKernels() {}

    /**
     * {@code y[r, t, j] = x[r, t, j] + table[first + t, j]}. In place allowed.
     *
     * @param y result {@code [n, steps, c]}
     * @param yo offset of {@code y}
     * @param x input {@code [n, steps, c]}
     * @param xo offset of {@code x}
     * @param table a row for each position, {@code c} wide
     * @param wo offset of {@code table}
     * @param n sequences
     * @param steps positions of each
     * @param c columns
     * @param first the position of the first step
     */
    public static void add(
            float[] y, int yo, float[] x, int xo, float[] table, int wo, int n, int steps, int c, int first) {
        int size = steps * c;
        for (int r = 0; r < n; r++) {
            ArithmeticKernels.add(y, yo + r * size, x, xo + r * size, table, wo + first * c, size);
        }
    }

    /**
     * As {@link #add}, with the table of {@link Sinusoids}.
     *
     * @param y result {@code [n, steps, c]}
     * @param yo offset of {@code y}
     * @param x input {@code [n, steps, c]}
     * @param xo offset of {@code x}
     * @param n sequences
     * @param steps positions of each
     * @param c columns
     * @param first the position of the first step
     * @param sinusoids a table of at least {@code first + steps} rows
     */
    public static void addSinusoids(
            float[] y, int yo, float[] x, int xo, int n, int steps, int c, int first, Sinusoids sinusoids) {
        add(y, yo, x, xo, sinusoids.table, 0, n, steps, c, first);
    }
}
