package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.bits;
import static io.lamina.runtime.kernels.Tensors.random;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Recurrences of a thread whose share of the samples is empty: more threads than samples. */
class RecurrentSharesTest {
    /** A thread without samples touches nothing. */
    @Test
    void noRowsChangeNothing() {
        int t = 3;
        int u = 17;
        float[] w = random(1, 4 * u * u);
        float[] b = random(2, 4 * u);
        float[] scratch = new float[Math.max(LstmKernels.scratch(u), GruKernels.scratch(u))];
        float[] all = random(3, 4 * u * t);
        float[] before = all.clone();
        float[] none = Kernels.NONE;
        int[] full = Kernels.NO_INTS;
        LstmKernels.forward(
                all, 0, all, 0, all, 0, all, 0, all, 0, all, 0, all, 0, w, 0, none, 0, none, 0, full, 0, scratch, 0, 0,
                t, u, false);
        GruKernels.forward(
                all, 0, all, 0, all, 0, all, 0, all, 0, all, 0, all, 0, w, 0, b, 0, none, 0, full, 0, scratch, 0, 0, t,
                u, false, true);
        RnnKernels.forward(
                all,
                0,
                all,
                0,
                all,
                0,
                all,
                0,
                all,
                0,
                w,
                0,
                none,
                0,
                full,
                0,
                scratch,
                0,
                0,
                t,
                u,
                false,
                Activations.TANH);
        assertThat(bits(all)).isEqualTo(bits(before));
    }
}
