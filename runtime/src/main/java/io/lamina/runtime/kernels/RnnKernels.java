package io.lamina.runtime.kernels;

/**
 * The simplest recurrence (Elman, 1990): {@code h' = f(x + h w)}, where {@code x} is the inputs' product with biases, for all
 * steps, and f is TANH or RELU. A step past a row's length leaves the state as it is and gives zeros.
 */
public final class RnnKernels {
    private RnnKernels() {}

    /** The floats of scratch memory that {@link #forward} and {@link #backward} need. */
    public static int scratch(int u) {
        return RecurrentProduct.scratch(u, u);
    }

    /**
     * All steps.
     *
     * @param y result {@code [n, t, u]}: the state after each step, zeros past a row's length, or {@link Kernels#NONE}
     * @param yo offset of {@code y}
     * @param h result {@code [n, u]}: the final state
     * @param ho offset of {@code h}
     * @param g result {@code [n, t, u]}: what each step computes; may lie over {@code x}
     * @param go offset of {@code g}
     * @param hs result {@code [n, t, u]}: the state before each step, or {@link Kernels#NONE}
     * @param hso offset of {@code hs}
     * @param x what the sums start from {@code [n, t, u]}
     * @param xo offset of {@code x}
     * @param w recurrent weights {@code [u, u]}
     * @param wo offset of {@code w}
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
     * @param activation {@link Activations#TANH} or {@link Activations#RELU}
     */
    public static void forward(
            float[] y,
            int yo,
            float[] h,
            int ho,
            float[] g,
            int go,
            float[] hs,
            int hso,
            float[] x,
            int xo,
            float[] w,
            int wo,
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
            int activation) {
        RecurrentSteps.copy(g, go, x, xo, n * t * u);
        RecurrentSteps.start(h, ho, h0, h0o, n * u);
        RecurrentProduct.prepare(scratch, so, w, wo, u, n, u, u);
        for (int s = 0; s < t; s++) {
            int step = RecurrentSteps.step(s, t, reverse);
            RecurrentSteps.keep(hs, hso, h, ho, n, t, u, step);
            int row = go + step * u;
            RecurrentProduct.add(g, row, t * u, g, row, t * u, h, ho, u, w, wo, u, scratch, so, n, n, u, u);
            for (int r = 0; r < n; r++) {
                int at = go + (r * t + step) * u;
                if (RecurrentSteps.isValid(lengths, lo, r, step)) {
                    ActivationKernels.forward(g, at, g, at, u, activation, 0f);
                    System.arraycopy(g, at, h, ho + r * u, u);
                } else {
                    ArithmeticKernels.fill(g, at, u, 0f);
                }
            }
            RecurrentSteps.give(y, yo, h, ho, lengths, lo, n, t, u, step);
        }
    }

    /**
     * The gradients of all steps. Those of the recurrent weights and of what made {@code x} are products with {@code dx} and
     * {@code hs} over all steps.
     *
     * @param dx result {@code [n, t, u]}: gradient by {@code x}, zero past a row's length; may lie over {@code g}
     * @param dxo offset of {@code dx}
     * @param dh result {@code [n, u]}: gradient by {@code h0}
     * @param dho offset of {@code dh}
     * @param g what each step has computed {@code [n, t, u]}
     * @param go offset of {@code g}
     * @param w recurrent weights {@code [u, u]}
     * @param wo offset of {@code w}
     * @param dy gradient by {@code y} {@code [n, t, u]}, or {@link Kernels#NONE}
     * @param dyo offset of {@code dy}
     * @param dhn gradient by {@code h} {@code [n, u]}, or {@link Kernels#NONE}
     * @param dhno offset of {@code dhn}
     * @param lengths valid steps {@code [n]}, or {@link Kernels#NO_INTS} where all are
     * @param lo offset of {@code lengths}
     * @param scratch {@link #scratch scratch(u)} floats of the calling thread's own
     * @param so offset of {@code scratch}
     * @param n rows
     * @param t steps
     * @param u units
     * @param reverse whether the last step came first
     * @param activation {@link Activations#TANH} or {@link Activations#RELU}
     */
    public static void backward(
            float[] dx,
            int dxo,
            float[] dh,
            int dho,
            float[] g,
            int go,
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
            int activation) {
        RecurrentSteps.start(dh, dho, dhn, dhno, n * u);
        RecurrentProduct.prepareTransposed(scratch, so, w, wo, u, u);
        for (int s = t - 1; s >= 0; s--) {
            int step = RecurrentSteps.step(s, t, reverse);
            for (int r = 0; r < n; r++) {
                int at = (r * t + step) * u;
                int d = dho + r * u;
                if (RecurrentSteps.isValid(lengths, lo, r, step)) {
                    if (dy.length > 0) {
                        ArithmeticKernels.add(dh, d, dh, d, dy, dyo + at, u);
                    }
                    ActivationKernels.backward(dx, dxo + at, dh, d, g, go + at, u, activation, 0f);
                    ArithmeticKernels.fill(dh, d, u, 0f);
                } else {
                    ArithmeticKernels.fill(dx, dxo + at, u, 0f);
                }
            }
            RecurrentProduct.addTransposed(dh, dho, u, dx, dxo + step * u, t * u, scratch, so, n, u, u);
        }
    }
}
