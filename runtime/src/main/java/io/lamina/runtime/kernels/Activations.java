package io.lamina.runtime.kernels;

/**
 * Ids of the activation functions, in the order of {@code io.lamina.ActivationFunction}; {@link ActivationKernels} has
 * their formulas and gradients.
 */
public final class Activations {
    /** {@code x}. */
    public static final int LINEAR = 0;

    /** {@code max(x, 0)}. */
    public static final int RELU = 1;

    /** {@code x} for positive x, else {@code alpha * x}. */
    public static final int LEAKY_RELU = 2;

    /** {@code x} for positive x, else {@code exp(x) - 1}. */
    public static final int ELU = 3;

    /** {@code 1.0507 * x} for positive x, else {@code 1.0507 * 1.6733 * (exp(x) - 1)}. */
    public static final int SELU = 4;

    /** {@code x * (1 + erf(x / sqrt(2))) / 2}. */
    public static final int GELU = 5;

    /** {@code x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2}. */
    public static final int GELU_TANH = 6;

    /** {@code x * sigmoid(x)}. */
    public static final int SILU = 7;

    /** {@code tanh(x)}. */
    public static final int TANH = 8;

    /** {@code 1 / (1 + exp(-x))}. */
    public static final int SIGMOID = 9;

    /** {@code min(max(x / 6 + 1/2, 0), 1)}. */
    public static final int HARD_SIGMOID = 10;

    /** {@code x * hardSigmoid(x)}. */
    public static final int HARD_SWISH = 11;

    /** {@code log(1 + exp(x))}. */
    public static final int SOFTPLUS = 12;

    /** {@code x * tanh(softplus(x))}. */
    public static final int MISH = 13;

    /** {@code exp(x)}. */
    public static final int EXP = 14;

    /** {@code log(x)}. */
    public static final int LOG = 15;

    /** {@code x * x}. */
    public static final int SQUARE = 16;

    /** How many functions there are; ids are below. */
    static final int COUNT = 17;

    private Activations() {}
}
