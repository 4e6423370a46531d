package io.lamina;

/** The elementwise functions. */
public enum ActivationFunction {
    /** {@code x}. */
    LINEAR,
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code x if x >= 0, else slope x}. */
    LEAKY_RELU,
    /** {@code x if x > 0, else exp(x) - 1}. */
    ELU,
    /** {@code 1.0507009873554805 (x if x > 0, else 1.6732632423543772 (exp(x) - 1))}. */
    SELU,
    /** {@code x Phi(x), with the error function}. */
    GELU,
    /** {@code the tanh form of GELU}. */
    GELU_TANH,
    /** {@code x sigmoid(x)}. */
    SILU,
    /** {@code tanh(x)}. */
    TANH,
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID,
    /** {@code min(max(x / 6 + 1/2, 0), 1)}. */
    HARD_SIGMOID,
    /** {@code x hard_sigmoid(x)}. */
    HARD_SWISH,
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS,
    /** {@code x tanh(softplus(x))}. */
    MISH,
    /** {@code exp(x)}. */
    EXP,
    /** {@code ln(x)}. */
    LOG,
    /** {@code x x}. */
    SQUARE,
    /** {@code silu(gate) up}, of two tensors: for {@link Activation} alone. */
    SWIGLU,
    /** {@code gelu(gate) up}, of two tensors: for {@link Activation} alone. */
    GEGLU
}
