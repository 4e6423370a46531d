package io.lamina.runtime.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The elementary functions of the lane that runs, through the activations that are nothing else, against StrictMath. */
class ElementaryFunctionsTest {
    /** Stated in PlainMath: about 3 ulp. */
    private static final double BOUND = 4e-7;

    @Test
    void expIsWithinItsBound() {
        check(Activations.EXP, -87f, 88f, StrictMath::exp);
    }

    @Test
    void expUnderflowsGraduallyAndOverflowsToInfinity() {
        float[] y = apply(Activations.EXP, -200f, -104f, -95f, -88f, 88.7f, 88.8f, 89f, 1000f);
        assertThat(y[0]).isZero();
        assertThat(y[1]).isLessThanOrEqualTo(Float.MIN_VALUE);
        assertThat((double) y[2]).isCloseTo(StrictMath.exp(-95), offset(1.5 * Float.MIN_VALUE));
        assertThat((double) y[3]).isCloseTo(StrictMath.exp(-88), offset(1.5 * Float.MIN_VALUE));
        assertThat(y[4] / StrictMath.exp(88.7f)).isCloseTo(1, offset(BOUND));
        assertThat(y[5]).isInfinite();
        assertThat(y[6]).isInfinite();
        assertThat(y[7]).isInfinite();
    }

    @Test
    void logIsWithinItsBound() {
        check(Activations.LOG, 1e-37f, 1e-30f, StrictMath::log);
        check(Activations.LOG, 1e-3f, 0.9f, StrictMath::log);
        check(Activations.LOG, 0.9f, 1.1f, StrictMath::log);
        check(Activations.LOG, 1.1f, 3e38f, StrictMath::log);
        float[] tiny = apply(Activations.LOG, Float.MIN_VALUE, 1e-40f);
        assertThat(tiny[0] / StrictMath.log(Float.MIN_VALUE)).isCloseTo(1, offset(BOUND));
        assertThat(tiny[1] / StrictMath.log(1e-40f)).isCloseTo(1, offset(BOUND));
    }

    @Test
    void tanhIsWithinItsBoundNearZeroAndFarAway() {
        check(Activations.TANH, -12f, 12f, StrictMath::tanh);
        check(Activations.TANH, -0.01f, 0.01f, StrictMath::tanh);
        check(Activations.TANH, 1e-30f, 1e-8f, StrictMath::tanh);
    }

    @Test
    void sigmoidIsWithinItsBound() {
        check(Activations.SIGMOID, -80f, 30f, x -> 1 / (1 + StrictMath.exp(-x)));
    }

    @Test
    void softplusIsWithinItsBound() {
        check(Activations.SOFTPLUS, -80f, 80f, x -> StrictMath.log1p(StrictMath.exp(x)));
    }

    @Test
    void expMinusOneIsWithinItsBoundNearZero() {
        check(Activations.ELU, -1e-3f, -1e-30f, StrictMath::expm1);
        check(Activations.ELU, -20f, 0f, StrictMath::expm1);
    }

    @Test
    void limitsAndNaN() {
        float inf = Float.POSITIVE_INFINITY;
        assertThat(apply(Activations.EXP, -inf, inf, Float.NaN, 0f)).containsExactly(0f, inf, Float.NaN, 1f);
        assertThat(apply(Activations.LOG, 0f, inf, Float.NaN, -1f, 1f))
                .containsExactly(-inf, inf, Float.NaN, Float.NaN, 0f);
        assertThat(apply(Activations.TANH, -inf, inf, Float.NaN, -0f, 0f)).containsExactly(-1f, 1f, Float.NaN, -0f, 0f);
        assertThat(apply(Activations.SIGMOID, -inf, inf, Float.NaN, 0f)).containsExactly(0f, 1f, Float.NaN, 0.5f);
        assertThat(apply(Activations.SOFTPLUS, -inf, inf, Float.NaN)).containsExactly(0f, inf, Float.NaN);
        assertThat(apply(Activations.RELU, -inf, inf, Float.NaN, -1f)).containsExactly(0f, inf, Float.NaN, 0f);
        assertThat(apply(Activations.GELU, inf, Float.NaN, 0f)).containsExactly(inf, Float.NaN, 0f);
        assertThat(apply(Activations.MISH, inf, Float.NaN, 0f)).containsExactly(inf, Float.NaN, 0f);
    }

    /** A sweep that steps evenly through the floats of a range, so that all magnitudes in it are met. */
    private static void check(int activation, float from, float to, DoubleUnaryOperator exact) {
        int n = 100_003;
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            double share = i / (n - 1.0);
            boolean spread = from > 0 ? to > 10 * from : to < 0 && from < 10 * to;
            x[i] = (float) (spread ? from * StrictMath.pow(to / from, share) : from + (double) (to - from) * share);
        }
        float[] y = new float[n];
        ActivationKernels.forward(y, 0, x, 0, n, activation, 0f);
        double worst = 0;
        int where = 0;
        for (int i = 0; i < n; i++) {
            double expected = exact.applyAsDouble(x[i]);
            double error = expected == 0 ? Math.abs(y[i]) : Math.abs((y[i] - expected) / expected);
            if (!(error <= worst)) {
                worst = error;
                where = i;
            }
        }
        assertThat(worst).as("relative error, largest at " + x[where]).isLessThanOrEqualTo(BOUND);
    }

    /** The values inside an array long enough for vectors. */
    private static float[] apply(int activation, float... values) {
        float[] x = new float[64];
        System.arraycopy(values, 0, x, 0, values.length);
        float[] y = new float[64];
        ActivationKernels.forward(y, 0, x, 0, 64, activation, 0f);
        return Arrays.copyOf(y, values.length);
    }

    private static org.assertj.core.data.Offset<Double> offset(double value) {
        return org.assertj.core.data.Offset.offset(value);
    }
}
