package io.lamina.runtime.kernels;

/** {@link ActivationKernels}, one element at a time, and the constants of the functions. */
final class PlainActivation {
    static final float SELU_SCALE = 1.0507009873554805f;
    static final float SELU_SCALE_ALPHA = 1.0507009873554805f * 1.6732632423543772f;
    /** 1 / sqrt(2 * pi): the height of the normal distribution's density. */
    static final float NORMAL_DENSITY = 0.39894228f;
    /** sqrt(2 / pi). */
    static final float GELU_SLOPE = 0.7978846f;
    /** sqrt(2 / pi) * 0.044715. */
    static final float GELU_CUBIC = 0.035677408f;

    static final float SIXTH = 1f / 6;

    /** Beyond it the slope of gelu's approximation is 0 or 1. */
    static final float GELU_FAR = 9.6f;

    private PlainActivation() {}

    static void forward(float[] y, int yo, float[] x, int xo, int n, int activation, float alpha) {
        if (activation == Activations.LINEAR) {
            if (y != x || yo != xo) {
                System.arraycopy(x, xo, y, yo, n);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            y[yo + i] = value(x[xo + i], activation, alpha);
        }
    }

    static void backward(
            float[] dx, int dxo, float[] dy, int dyo, float[] v, int vo, int n, int activation, float alpha) {
        if (activation == Activations.LINEAR) {
            if (dx != dy || dxo != dyo) {
                System.arraycopy(dy, dyo, dx, dxo, n);
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            dx[dxo + i] = gradient(dy[dyo + i], v[vo + i], activation, alpha);
        }
    }

    /** {@code f(x)}. */
    static float value(float x, int activation, float alpha) {
        switch (activation) {
            case Activations.LINEAR:
                return x;
            case Activations.RELU:
                return Math.max(x, 0f);
            case Activations.LEAKY_RELU:
                return x > 0f ? x : alpha * x;
            case Activations.ELU:
                return x > 0f ? x : PlainMath.expm1(x);
            case Activations.SELU:
                return x > 0f ? SELU_SCALE * x : SELU_SCALE_ALPHA * PlainMath.expm1(x);
            case Activations.GELU:
                return x * PlainMath.normal(x, PlainMath.bell(x));
            case Activations.GELU_TANH:
                return x / (1f + PlainMath.exp(-2f * geluArgument(x)));
            case Activations.SILU:
                return x * PlainMath.sigmoid(x);
            case Activations.TANH:
                return PlainMath.tanh(x);
            case Activations.SIGMOID:
                return PlainMath.sigmoid(x);
            case Activations.HARD_SIGMOID:
                return hardSigmoid(x);
            case Activations.HARD_SWISH:
                return x * hardSigmoid(x);
            case Activations.SOFTPLUS:
                return PlainMath.softplus(x);
            case Activations.MISH:
                return x * PlainMath.tanhSoftplus(PlainMath.exp(Math.min(x, PlainMath.MISH_HIGH)));
            case Activations.EXP:
                return PlainMath.exp(x);
            case Activations.LOG:
                return PlainMath.log(x);
            case Activations.SQUARE:
                return x * x;
            default:
                throw unknown(activation);
        }
    }

    /** {@code dy * f'}; {@code v} is f's output or input, see {@link ActivationKernels#backward}. */
    static float gradient(float dy, float v, int activation, float alpha) {
        switch (activation) {
            case Activations.LINEAR:
                return dy;
            case Activations.RELU:
                return v > 0f ? dy : 0f;
            case Activations.LEAKY_RELU:
                return v > 0f ? dy : alpha * dy;
            case Activations.ELU:
                return v > 0f ? dy : dy * (v + 1f);
            case Activations.SELU:
                return dy * (v > 0f ? SELU_SCALE : v + SELU_SCALE_ALPHA);
            case Activations.GELU:
                return dy * geluSlope(v);
            case Activations.GELU_TANH:
                return dy * geluTanhSlope(v);
            case Activations.SILU:
                return dy * siluSlope(v);
            case Activations.TANH:
                return dy * (1f - v * v);
            case Activations.SIGMOID:
                return dy * (v * (1f - v));
            case Activations.HARD_SIGMOID:
                return v > 0f && v < 1f ? dy * SIXTH : 0f;
            case Activations.HARD_SWISH:
                return v <= -3f ? 0f : v <= 3f ? dy * (v * (2f * SIXTH) + 0.5f) : dy;
            case Activations.SOFTPLUS:
                return dy * PlainMath.sigmoid(v);
            case Activations.MISH:
                return dy * mishSlope(v);
            case Activations.EXP:
                return dy * v;
            case Activations.LOG:
                return dy / v;
            case Activations.SQUARE:
                return dy * (2f * v);
            default:
                throw unknown(activation);
        }
    }

    static IllegalArgumentException unknown(int activation) {
        return new IllegalArgumentException(
                "activation " + activation + " is not in [0, " + Activations.COUNT + "), see Activations");
    }

    private static float hardSigmoid(float x) {
        return Math.min(Math.max(x * SIXTH + 0.5f, 0f), 1f);
    }

    private static float geluArgument(float x) {
        return x * (GELU_SLOPE + GELU_CUBIC * (x * x));
    }

    /** {@code Phi(x) + x * phi(x)}, the normal distribution and its density. */
    private static float geluSlope(float x) {
        float bell = PlainMath.bell(x);
        return PlainMath.normal(x, bell) + x * (NORMAL_DENSITY * bell);
    }

    /** {@code s * (1 + x * 2u' * (1 - s))} with {@code s = 1 / (1 + exp(-2u))}, the sigmoid that the approximation is. */
    private static float geluTanhSlope(float x) {
        float near = Math.min(Math.max(x, -GELU_FAR), GELU_FAR);
        float e = PlainMath.exp(-2f * geluArgument(near));
        float s = 1f / (1f + e);
        float inner = 2f * GELU_SLOPE + 6f * GELU_CUBIC * (near * near);
        return s + s * (near * inner * (e * s));
    }

    private static float siluSlope(float x) {
        float s = PlainMath.sigmoid(x);
        return s + x * (s * (1f - s));
    }

    /** {@code t + x * (1 - t^2) * sigmoid(x)} with {@code t = tanh(softplus(x))}; both from {@code e = exp(x)}. */
    private static float mishSlope(float x) {
        float e = PlainMath.exp(Math.min(x, PlainMath.MISH_HIGH));
        float t = PlainMath.tanhSoftplus(e);
        return t + x * ((1f - t * t) * (e / (1f + e)));
    }
}
