package io.lamina.runtime.kernels;

/**
 * The recurrence of gated recurrent units (Cho et al., 2014), with the reset gate behind the recurrent product, as in PyTorch
 * and in Keras with {@code reset_after}:
 *
 * <pre>
 * r, z = sigmoid(x + h w + b)    q = h w + b    g = tanh(x + r q)    h' = (1 - z) g + z h
 * </pre>
 *
 * {@code x} is the inputs' product with their bias, for all steps. The reset gate stands in front of the update gate, as in
 * PyTorch, or behind it, as in Keras ({@code updateFirst}); the candidate is the last. A step past a row's length leaves the
 * state as it is and gives zeros.
 */
public final class GruKernels {
    private GruKernels() {}

    /** The floats of scratch memory that {@link #forward} needs. */
    public static int scratch(int u) {
        return RecurrentProduct.scratch(u, 2 * u) + RecurrentProduct.scratch(u, u);
    }

    /** The floats of scratch memory that {@link #backward} needs. */
    public static int gradientScratch(int u) {
        return RecurrentProduct.scratch(3 * u, u);
    }

    /**
     * All steps.
     *
     * @param y result {@code [n, t, u]}: the state after each step, or {@link Kernels#NONE}
     * @param yo offset of {@code y}
     * @param h result {@code [n, u]}: the final state
     * @param ho offset of {@code h}
     * @param g result {@code [n, t, 3 u]}: the gates and the candidate; may lie over {@code x}
     * @param go offset of {@code g}
     * @param q result {@code [n, u]}: {@code q} of the step that was computed last
     * @param qo offset of {@code q}
     * @param hs result {@code [n, t, u]}: the state before each step, or {@link Kernels#NONE}
     * @param hso offset of {@code hs}
     * @param qs result {@code [n, t, u]}: {@code q} of each step, or {@link Kernels#NONE}
     * @param qso offset of {@code qs}
     * @param x what the sums start from {@code [n, t, 3 u]}
     * @param xo offset of {@code x}
     * @param w recurrent weights {@code [u, 3 u]}
     * @param wo offset of {@code w}
     * @param b recurrent bias {@code [3 u]}
     * @param bo offset of {@code b}
     * @param h0 the state before the first step {@code [n, u]}, or {@link Kernels#NONE} for zeros
     * @param h0o offset of {@code h0}
     * @param lengths valid steps {@code [n]}, or {@link Kernels#NO_INTS} where all are
     * @param lo offset of {@code lengths}
     * @param scratch {@link #scratch scratch(u)} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n rows
     * @param t steps
     * @param u units
     * @param reverse whether the last step comes first
     * @param updateFirst whether the update gate stands in front of the reset gate
     */
    public static void forward(
            float[] y,
            int yo,
            float[] h,
            int ho,
            float[] g,
            int go,
            float[] q,
            int qo,
            float[] hs,
            int hso,
            float[] qs,
            int qso,
            float[] x,
            int xo,
            float[] w,
            int wo,
            float[] b,
            int bo,
            float[] h0,
            int h0o,
            int[] lengths,
            int lo,
            float[] scratch,
            int so,
            int n,
            int t,
            int u,
            boolean reverse,
            boolean updateFirst) {
        int width = 3 * u;
        int second = so + RecurrentProduct.scratch(u, 2 * u);
        int candidate = wo + 2 * u;
        RecurrentSteps.copy(g, go, x, xo, n * t * width);
        RecurrentSteps.start(h, ho, h0, h0o, n * u);
        RecurrentProduct.prepare(scratch, so, w, wo, width, n, u, 2 * u);
        RecurrentProduct.prepare(scratch, second, w, candidate, width, n, u, u);
        for (int s = 0; s < t; s++) {
            int step = RecurrentSteps.step(s, t, reverse);
            int row = go + step * width;
            RecurrentSteps.keep(hs, hso, h, ho, n, t, u, step);
            for (int r = 0; r < n; r++) {
                System.arraycopy(b, bo + 2 * u, q, qo + r * u, u);
                ArithmeticKernels.add(g, row + r * t * width, g, row + r * t * width, b, bo, 2 * u);
            }
            RecurrentProduct.add(
                    g, row, t * width, g, row, t * width, h, ho, u, w, wo, width, scratch, so, n, n, u, 2 * u);
            RecurrentProduct.add(q, qo, u, q, qo, u, h, ho, u, w, candidate, width, scratch, second, n, n, u, u);
            RecurrentSteps.keep(qs, qso, q, qo, n, t, u, step);
            for (int r = 0; r < n; r++) {
                if (RecurrentSteps.isValid(lengths, lo, r, step)) {
                    step(g, row + r * t * width, q, qo + r * u, h, ho + r * u, u, updateFirst);
                } else {
                    ArithmeticKernels.fill(g, row + r * t * width, width, 0f);
                }
            }
            RecurrentSteps.give(y, yo, h, ho, lengths, lo, n, t, u, step);
        }
    }

    private static void step(float[] g, int go, float[] q, int qo, float[] h, int ho, int u, boolean updateFirst) {
        int reset = updateFirst ? u : 0;
        if (Lane.VECTOR) {
            VectorGru.step(g, go, reset, u - reset, q, qo, h, ho, u);
        } else {
            PlainGru.step(g, go, reset, u - reset, q, qo, h, ho, u);
        }
    }

    /**
     * The gradients of all steps. Those of the recurrent weights and bias follow from {@code dr} and {@code hs} over all steps.
     *
     * @param dx result {@code [n, t, 3 u]}: gradient by {@code x}, zero past a row's length; may lie over {@code g}
     * @param dxo offset of {@code dx}
     * @param dh result {@code [n, u]}: gradient by {@code h0}
     * @param dho offset of {@code dh}
     * @param dr result {@code [n, t, 3 u]}: gradient by {@code h w + b}, zero past a row's length
     * @param dro offset of {@code dr}
     * @param g the gates and the candidate {@code [n, t, 3 u]}
     * @param go offset of {@code g}
     * @param hs the state before each step {@code [n, t, u]}
     * @param hso offset of {@code hs}
     * @param qs {@code q} of each step {@code [n, t, u]}
     * @param qso offset of {@code qs}
     * @param w recurrent weights {@code [u, 3 u]}
     * @param wo offset of {@code w}
     * @param dy gradient by {@code y} {@code [n, t, u]}, or {@link Kernels#NONE}
     * @param dyo offset of {@code dy}
     * @param dhn gradient by {@code h} {@code [n, u]}, or {@link Kernels#NONE}
     * @param dhno offset of {@code dhn}
     * @param lengths valid steps {@code [n]}, or {@link Kernels#NO_INTS} where all are
     * @param lo offset of {@code lengths}
     * @param scratch {@link #gradientScratch gradientScratch(u)} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n rows
     * @param t steps
     * @param u units
     * @param reverse whether the last step came first
     * @param updateFirst whether the update gate stands in front of the reset gate
     */
    public static void backward(
            float[] dx,
            int dxo,
            float[] dh,
            int dho,
            float[] dr,
            int dro,
            float[] g,
            int go,
            float[] hs,
            int hso,
            float[] qs,
            int qso,
            float[] w,
            int wo,
            float[] dy,
            int dyo,
            float[] dhn,
            int dhno,
            int[] lengths,
            int lo,
            float[] scratch,
            int so,
            int n,
            int t,
            int u,
            boolean reverse,
            boolean updateFirst) {
        int width = 3 * u;
        int reset = updateFirst ? u : 0;
        RecurrentSteps.start(dh, dho, dhn, dhno, n * u);
        RecurrentProduct.prepareTransposed(scratch, so, w, wo, width, u);
        for (int s = t - 1; s >= 0; s--) {
            int step = RecurrentSteps.step(s, t, reverse);
            for (int r = 0; r < n; r++) {
                int at = r * t + step;
                int d = dho + r * u;
                int to = dxo + at * width;
                int recurrent = dro + at * width;
                if (RecurrentSteps.isValid(lengths, lo, r, step)) {
                    if (dy.length > 0) {
                        ArithmeticKernels.add(dh, d, dh, d, dy, dyo + at * u, u);
                    }
                    int from = go + at * width;
                    int unit = at * u;
                    if (Lane.VECTOR) {
                        VectorGru.backward(
                                dx,
                                to,
                                dr,
                                recurrent,
                                dh,
                                d,
                                g,
                                from,
                                reset,
                                u - reset,
                                qs,
                                qso + unit,
                                hs,
                                hso + unit,
                                u);
                    } else {
                        PlainGru.backward(
                                dx,
                                to,
                                dr,
                                recurrent,
                                dh,
                                d,
                                g,
                                from,
                                reset,
                                u - reset,
                                qs,
                                qso + unit,
                                hs,
                                hso + unit,
                                u,
                                0);
                    }
                } else {
                    ArithmeticKernels.fill(dx, to, width, 0f);
                    ArithmeticKernels.fill(dr, recurrent, width, 0f);
                }
            }
            RecurrentProduct.addTransposed(dh, dho, u, dr, dro + step * width, t * width, scratch, so, n, width, u);
        }
    }
}
