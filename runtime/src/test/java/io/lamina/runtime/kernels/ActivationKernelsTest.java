package io.lamina.runtime.kernels;

import static io.lamina.runtime.kernels.Tensors.OFFSET;
import static io.lamina.runtime.kernels.Tensors.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ActivationKernelsTest {
    private static final int[] SIZES = {1, 4, 6, 8, 13, 16, 25, 33, 100, 1100};
    private static final float ALPHA = 0.3f;

    @Test
    void forwardIsTheFunction() {
        for (int activation = 0; activation < Activations.COUNT; activation++) {
            for (int n : SIZES) {
                float[] x = input(activation, n);
                double[] expected = new double[n];
                for (int i = 0; i < n; i++) {
                    expected[i] = value(x[OFFSET + i], activation);
                }
                float[] y = Tensors.output(n);
                ActivationKernels.forward(y, OFFSET, x, OFFSET, n, activation, ALPHA);
                assertClose("activation " + activation + " of " + n, y, expected, 1e-6);

                float[] inPlace = Tensors.copy(x);
                ActivationKernels.forward(inPlace, OFFSET, inPlace, OFFSET, n, activation, ALPHA);
                assertThat(Tensors.bits(inPlace)).as("in place").isEqualTo(Tensors.bits(y));
            }
        }
    }

    /** A sample alone is predicted as it is in a batch. */
    @Test
    void anElementAloneHasTheBitsThatItHasAmongOthers() {
        int n = 37;
        for (int activation = 0; activation < Activations.COUNT; activation++) {
            float[] x = input(activation, n);
            float[] dy = Tensors.random(7, n);
            float[] y = Tensors.output(n);
            float[] dx = Tensors.output(n);
            ActivationKernels.forward(y, OFFSET, x, OFFSET, n, activation, ALPHA);
            ActivationKernels.backward(dx, OFFSET, dy, OFFSET, x, OFFSET, n, activation, ALPHA);
            for (int i = OFFSET; i < OFFSET + n; i++) {
                float[] alone = new float[2];
                ActivationKernels.forward(alone, 0, x, i, 1, activation, ALPHA);
                ActivationKernels.backward(alone, 1, dy, i, x, i, 1, activation, ALPHA);
                assertThat(Tensors.bits(alone))
                        .as("activation " + activation)
                        .isEqualTo(Tensors.bits(new float[] {y[i], dx[i]}));
            }
        }
    }

    @Test
    void backwardIsTheDerivativeByCentralDifferences() {
        for (int activation = 0; activation < Activations.COUNT; activation++) {
            for (int n : SIZES) {
                float[] x = input(activation, n);
                float[] dy = Tensors.random(7, n);
                double[] expected = new double[n];
                float[] v = x.clone();
                for (int i = 0; i < n; i++) {
                    double h = 1e-5;
                    double at = x[OFFSET + i];
                    double slope = (value(at + h, activation) - value(at - h, activation)) / (2 * h);
                    expected[i] = dy[OFFSET + i] * slope;
                    if (takesOutput(activation)) {
                        v[OFFSET + i] = (float) value(at, activation);
                    }
                }
                float[] dx = Tensors.output(n);
                ActivationKernels.backward(dx, OFFSET, dy, OFFSET, v, OFFSET, n, activation, ALPHA);
                // A slope near 0 is the difference of 1 and the square of a value that was rounded to a float.
                assertClose("gradient " + activation + " of " + n, dx, expected, n == 1 ? 1e-5 : 3e-6);

                float[] onGradient = Tensors.copy(dy);
                ActivationKernels.backward(onGradient, OFFSET, onGradient, OFFSET, v, OFFSET, n, activation, ALPHA);
                assertThat(Tensors.bits(onGradient)).as("in place on dy").isEqualTo(Tensors.bits(dx));
                float[] onValue = Tensors.copy(v);
                ActivationKernels.backward(onValue, OFFSET, dy, OFFSET, onValue, OFFSET, n, activation, ALPHA);
                assertThat(Tensors.bits(onValue)).as("in place on v").isEqualTo(Tensors.bits(dx));
            }
        }
    }

    @Test
    void unknownIdsAreRefused() {
        float[] x = new float[32];
        assertThatThrownBy(() -> ActivationKernels.forward(x, 0, x, 0, 32, 17, 0f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("activation 17");
        assertThatThrownBy(() -> ActivationKernels.backward(x, 0, x, 0, x, 0, 32, -1, 0f))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** From -6 to 6, away from kinks; positive for the logarithm. */
    private static float[] input(int activation, int n) {
        float[] x = Tensors.random(activation, n);
        for (int i = OFFSET; i < x.length; i++) {
            x[i] = activation == Activations.LOG ? 0.1f + Math.abs(x[i]) : x[i] * 6;
            for (float kink : new float[] {-3, 0, 3}) {
                x[i] += Math.abs(x[i] - kink) < 0.01 ? 0.1f : 0f;
            }
        }
        return x;
    }

    private static boolean takesOutput(int activation) {
        switch (activation) {
            case Activations.LINEAR:
            case Activations.RELU:
            case Activations.LEAKY_RELU:
            case Activations.ELU:
            case Activations.SELU:
            case Activations.TANH:
            case Activations.SIGMOID:
            case Activations.HARD_SIGMOID:
            case Activations.EXP:
                return true;
            default:
                return false;
        }
    }

    private static double value(double x, int activation) {
        double sigmoid = 1 / (1 + StrictMath.exp(-x));
        double hardSigmoid = Math.min(Math.max(x / 6 + 0.5, 0), 1);
        switch (activation) {
            case Activations.LINEAR:
                return x;
            case Activations.RELU:
                return Math.max(x, 0);
            case Activations.LEAKY_RELU:
                return x > 0 ? x : ALPHA * x;
            case Activations.ELU:
                return x > 0 ? x : StrictMath.expm1(x);
            case Activations.SELU:
                return 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * StrictMath.expm1(x));
            case Activations.GELU:
                return x * normal(x);
            case Activations.GELU_TANH:
                return 0.5 * x * (1 + StrictMath.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case Activations.SILU:
                return x * sigmoid;
            case Activations.TANH:
                return StrictMath.tanh(x);
            case Activations.SIGMOID:
                return sigmoid;
            case Activations.HARD_SIGMOID:
                return hardSigmoid;
            case Activations.HARD_SWISH:
                return x * hardSigmoid;
            case Activations.SOFTPLUS:
                return StrictMath.log1p(StrictMath.exp(x));
            case Activations.MISH:
                return x * StrictMath.tanh(StrictMath.log1p(StrictMath.exp(x)));
            case Activations.EXP:
                return StrictMath.exp(x);
            case Activations.LOG:
                return StrictMath.log(x);
            case Activations.SQUARE:
                return x * x;
            default:
                throw new AssertionError(activation);
        }
    }

    /** The normal distribution by its series: 1/2 + phi(x) * (x + x^3/3 + x^5/(3*5) + …). */
    private static double normal(double x) {
        double term = x;
        double sum = x;
        for (int i = 3; i < 200; i += 2) {
            term *= x * x / i;
            sum += term;
        }
        return 0.5 + StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * sum;
    }
}
