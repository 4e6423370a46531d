package io.lamina.runtime.kernels;

/**
 * The recurrence of a long short-term memory (Hochreiter and Schmidhuber, 1997; with the forget gate of Gers, 2000). The gates
 * stand in the order input, forget, candidate, output, as in Keras and PyTorch:
 *
 * <pre>
 * i, f, o = sigmoid(x + h w)    g = tanh(x + h w)    c' = f c + i g    h' = o tanh(c')
 * </pre>
 *
 * {@code x} is the inputs' product with biases, for all steps. A step past a row's length leaves the state as it is and gives
 * zeros.
 */
public final class LstmKernels {
    private LstmKernels() {}

    /** The floats of scratch memory that {@link #forward} needs: the packed weights, and the gates of a few rows. */
    public static int scratch(int u) {
        return RecurrentProduct.scratch(u, 4 * u) + RecurrentProduct.ROWS * 4 * u;
    }

    /** The floats of scratch memory that {@link #backward} needs: the packed weights, and a row of units. */
    public static int gradientScratch(int u) {
        return RecurrentProduct.scratch(4 * u, u) + u;
    }

    /**
     * All steps.
     *
     * @param y result {@code [n, t, u]}: the state after each step, or {@link Kernels#NONE}
     * @param yo offset of {@code y}
     * @param h result {@code [n, u]}: the final state
     * @param ho offset of {@code h}
     * @param c result {@code [n, u]}: the final cell
     * @param co offset of {@code c}
     * @param g result {@code [n, t, 4 u]}: the gates, or {@link Kernels#NONE}; may lie over {@code x}
     * @param go offset of {@code g}
     * @param hs result {@code [n, t, u]}: the state before each step, or {@link Kernels#NONE}
     * @param hso offset of {@code hs}
     * @param cs result {@code [n, t, u]}: the cell before each step, or {@link Kernels#NONE}
     * @param cso offset of {@code cs}
     * @param x what the gates' sums start from {@code [n, t, 4 u]}
     * @param xo offset of {@code x}
     * @param w recurrent weights {@code [u, 4 u]}
     * @param wo offset of {@code w}
     * @param h0 the state before the first step {@code [n, u]}, or {@link Kernels#NONE} for zeros
     * @param h0o offset of {@code h0}
     * @param c0 the cell before the first step {@code [n, u]}, or {@link Kernels#NONE} for zeros
     * @param c0o offset of {@code c0}
     * @param lengths valid steps {@code [n]}, or {@link Kernels#NO_INTS} where all are
     * @param lo offset of {@code lengths}
     * @param scratch {@link #scratch scratch(u)} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n rows
     * @param t steps
     * @param u units
     * @param reverse whether the last step comes first
     */
    public static void forward(
            float[] y,
            int yo,
            float[] h,
            int ho,
            float[] c,
            int co,
            float[] g,
            int go,
            float[] hs,
            int hso,
            float[] cs,
            int cso,
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] h0,
            int h0o,
            float[] c0,
            int c0o,
            int[] lengths,
            int lo,
            float[] scratch,
            int so,
            int n,
            int t,
            int u,
            boolean reverse) {
        int width = 4 * u;
        int sums = so + RecurrentProduct.scratch(u, width);
        RecurrentSteps.start(h, ho, h0, h0o, n * u);
        RecurrentSteps.start(c, co, c0, c0o, n * u);
        RecurrentProduct.prepare(scratch, so, w, wo, width, n, u, width);
        for (int s = 0; s < t; s++) {
            int step = RecurrentSteps.step(s, t, reverse);
            RecurrentSteps.keep(hs, hso, h, ho, n, t, u, step);
            RecurrentSteps.keep(cs, cso, c, co, n, t, u, step);
            int rows;
            for (int r = 0; r < n; r += rows) {
                rows = RecurrentProduct.rows(n - r);
                int state = ho + r * u;
                int from = xo + (r * t + step) * width;
                if (s == 0 && h0.length == 0) {
                    RecurrentSteps.copyRows(scratch, sums, width, x, from, t * width, rows, width);
                } else {
                    RecurrentProduct.add(
                            scratch, sums, width, x, from, t * width, h, state, u, w, wo, width, scratch, so, n, rows,
                            u, width);
                }
                gates(g, go, c, co, h, ho, lengths, lo, scratch, sums, r, r + rows, t, u, step);
            }
            RecurrentSteps.give(y, yo, h, ho, lengths, lo, n, t, u, step);
        }
    }

    /** From the gates' sums to gates, cells and states, for rows {@code first} to {@code end}. */
    private static void gates(
            float[] g,
            int go,
            float[] c,
            int co,
            float[] h,
            int ho,
            int[] lengths,
            int lo,
            float[] scratch,
            int sums,
            int first,
            int end,
            int t,
            int u,
            int step) {
        int width = 4 * u;
        if (RecurrentSteps.areValid(lengths, lo, first, end, step)) {
            steps(scratch, sums, c, co + first * u, h, ho + first * u, end - first, u);
        } else {
            for (int r = first; r < end; r++) {
                int at = sums + (r - first) * width;
                if (RecurrentSteps.isValid(lengths, lo, r, step)) {
                    steps(scratch, at, c, co + r * u, h, ho + r * u, 1, u);
                } else {
                    ArithmeticKernels.fill(scratch, at, width, 0f);
                }
            }
        }
        if (g.length > 0) {
            for (int r = first; r < end; r++) {
                System.arraycopy(scratch, sums + (r - first) * width, g, go + (r * t + step) * width, width);
            }
        }
    }

    private static void steps(float[] g, int go, float[] c, int co, float[] h, int ho, int rows, int u) {
        if (Lane.VECTOR) {
            VectorLstm.steps(g, go, c, co, h, ho, rows, u);
        } else {
            for (int r = 0; r < rows; r++) {
                PlainLstm.step(g, go + r * 4 * u, c, co + r * u, h, ho + r * u, u);
            }
        }
    }

    /**
     * The gradients of all steps. Those of the recurrent weights and of what made {@code x} are products with {@code dx} and
     * {@code hs} over all steps.
     *
     * @param dx result {@code [n, t, 4 u]}: gradient by {@code x}, zero past a row's length; may lie over {@code g}
     * @param dxo offset of {@code dx}
     * @param dh result {@code [n, u]}: gradient by {@code h0}
     * @param dho offset of {@code dh}
     * @param dc result {@code [n, u]}: gradient by {@code c0}
     * @param dco offset of {@code dc}
     * @param g the gates {@code [n, t, 4 u]}
     * @param go offset of {@code g}
     * @param cs the cell before each step {@code [n, t, u]}
     * @param cso offset of {@code cs}
     * @param w recurrent weights {@code [u, 4 u]}
     * @param wo offset of {@code w}
     * @param dy gradient by {@code y} {@code [n, t, u]}, or {@link Kernels#NONE}
     * @param dyo offset of {@code dy}
     * @param dhn gradient by {@code h} {@code [n, u]}, or {@link Kernels#NONE}
     * @param dhno offset of {@code dhn}
     * @param dcn gradient by {@code c} {@code [n, u]}, or {@link Kernels#NONE}
     * @param dcno offset of {@code dcn}
     * @param lengths valid steps {@code [n]}, or {@link Kernels#NO_INTS} where all are
     * @param lo offset of {@code lengths}
     * @param scratch {@link #gradientScratch gradientScratch(u)} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n rows
     * @param t steps
     * @param u units
     * @param reverse whether the last step came first
     */
    public static void backward(
            float[] dx,
            int dxo,
            float[] dh,
            int dho,
            float[] dc,
            int dco,
            float[] g,
            int go,
            float[] cs,
            int cso,
            float[] w,
            int wo,
            float[] dy,
            int dyo,
            float[] dhn,
            int dhno,
            float[] dcn,
            int dcno,
            int[] lengths,
            int lo,
            float[] scratch,
            int so,
            int n,
            int t,
            int u,
            boolean reverse) {
        int width = 4 * u;
        int packed = so + u;
        RecurrentSteps.start(dh, dho, dhn, dhno, n * u);
        RecurrentSteps.start(dc, dco, dcn, dcno, n * u);
        RecurrentProduct.prepareTransposed(scratch, packed, w, wo, width, u);
        for (int s = t - 1; s >= 0; s--) {
            int step = RecurrentSteps.step(s, t, reverse);
            for (int r = 0; r < n; r++) {
                int at = r * t + step;
                int d = dho + r * u;
                if (RecurrentSteps.isValid(lengths, lo, r, step)) {
                    if (dy.length > 0) {
                        ArithmeticKernels.add(dh, d, dh, d, dy, dyo + at * u, u);
                    }
                    stepBack(
                            dx,
                            dxo + at * width,
                            dc,
                            dco + r * u,
                            dh,
                            d,
                            g,
                            go + at * width,
                            cs,
                            cso + at * u,
                            scratch,
                            so,
                            u);
                    ArithmeticKernels.fill(dh, d, u, 0f);
                } else {
                    ArithmeticKernels.fill(dx, dxo + at * width, width, 0f);
                }
            }
            RecurrentProduct.addTransposed(dh, dho, u, dx, dxo + step * width, t * width, scratch, packed, n, width, u);
        }
    }

    private static void stepBack(
            float[] dx,
            int dxo,
            float[] dc,
            int dco,
            float[] dh,
            int dho,
            float[] g,
            int go,
            float[] cs,
            int cso,
            float[] tanhs,
            int to,
            int u) {
        if (Lane.VECTOR) {
            VectorLstm.tanhs(tanhs, to, g, go, cs, cso, u);
        } else {
            PlainLstm.tanhs(tanhs, to, g, go, cs, cso, u);
        }
        if (Lane.VECTOR) {
            VectorLstm.backward(dx, dxo, dc, dco, dh, dho, g, go, cs, cso, tanhs, to, u);
        } else {
            PlainLstm.backward(dx, dxo, dc, dco, dh, dho, g, go, cs, cso, tanhs, to, u, 0);
        }
    }
}
