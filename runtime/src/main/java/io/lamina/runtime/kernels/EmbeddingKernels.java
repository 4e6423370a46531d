package io.lamina.runtime.kernels;

/** Rows of a table, by their numbers. */
public final class EmbeddingKernels {
    private EmbeddingKernels() {}

    /**
     * {@code y[r, j] = table[tokens[r], j]}. Generated classes check the tokens where they come in, see {@code
     * Arguments.indices}.
     *
     * @param y result {@code [n, c]}
     * @param yo offset of {@code y}
     * @param tokens row numbers {@code [n]}, each a row of the table
     * @param to offset of {@code tokens}
     * @param table input {@code [vocabulary, c]}
     * @param wo offset of {@code table}
     * @param n tokens
     * @param c columns
     */
    public static void forward(float[] y, int yo, int[] tokens, int to, float[] table, int wo, int n, int c) {
        for (int r = 0; r < n; r++) {
            System.arraycopy(table, wo + tokens[to + r] * c, y, yo + r * c, c);
        }
    }

    /**
     * Gradient of {@link #forward} by the rows of the table from {@code from} to before {@code to}: each is the sum of the rows of dy
     * whose token it is, in their order; 0 where there is none. So the bits are the same however the rows are shared out.
     *
     * @param dw result {@code [vocabulary, c]}
     * @param dwo offset of {@code dw}
     * @param dy gradient by the result {@code [n, c]}
     * @param dyo offset of {@code dy}
     * @param tokens row numbers {@code [n]}
     * @param tokensO offset of {@code tokens}
     * @param n tokens
     * @param c columns
     * @param from first row of the table
     * @param to one behind the last row of the table
     */
    public static void tableGradient(
            float[] dw, int dwo, float[] dy, int dyo, int[] tokens, int tokensO, int n, int c, int from, int to) {
        ArithmeticKernels.fill(dw, dwo + from * c, (to - from) * c, 0f);
        for (int r = 0; r < n; r++) {
            int token = tokens[tokensO + r];
            if (token >= from && token < to) {
                int row = dwo + token * c;
                ArithmeticKernels.add(dw, row, dw, row, dy, dyo + r * c, c);
            }
        }
    }
}
