package io.lamina.runtime.kernels;

/** The elementwise functions of {@link Activations} and their gradients. */
public final class ActivationKernels {
    private ActivationKernels() {}

    /**
     * {@code y[i] = f(x[i])}. In place allowed.
     *
     * @param y result
     * @param yo offset of {@code y}
     * @param x input
     * @param xo offset of {@code x}
     * @param n elements
     * @param activation id from {@link Activations}
     * @param alpha slope of LEAKY_RELU, else ignored
     */
    public static void forward(float[] y, int yo, float[] x, int xo, int n, int activation, float alpha) {
        if (Lane.VECTOR) {
            VectorActivation.forward(y, yo, x, xo, n, activation, alpha);
        } else {
            PlainActivation.forward(y, yo, x, xo, n, activation, alpha);
        }
    }

    /**
     * {@code dx[i] = dy[i] * f'}, where the derivative is computed from {@code v}: the function's <em>output</em> for LINEAR,
     * RELU, LEAKY_RELU, ELU, SELU, TANH, SIGMOID, HARD_SIGMOID and EXP, its <em>input</em> for GELU, GELU_TANH, SILU,
     * HARD_SWISH, SOFTPLUS, MISH, LOG and SQUARE. At a kink the derivative is that of the left side, as in PyTorch. In place
     * allowed, on {@code dy} and on {@code v}.
     *
     * @param dx result
     * @param dxo offset of {@code dx}
     * @param dy gradient by the function's output
     * @param dyo offset of {@code dy}
     * @param v the function's output or input
     * @param vo offset of {@code v}
     * @param n elements
     * @param activation id from {@link Activations}
     * @param alpha slope of LEAKY_RELU (positive), else ignored
     */
    public static void backward(
            float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n, int activation, float alpha) {
        if (Lane.VECTOR) {
            VectorActivationBackward.backward(dx, dxo, dy, dyo, v, vo, n, activation, alpha);
        } else {
            PlainActivation.backward(dx, dxo, dy, dyo, v, vo, n, activation, alpha);
        }
    }
}
