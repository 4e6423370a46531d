package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A one-dimensional convolution over a sequence:
 * {@code y[t, o] = f(bias[o] + sum over k, c of x[t s + k d - pad, c] weight[k, c, o])} with stride {@code s} and dilation
 * {@code d}; outside of {@code x} stand zeros.
 *
 * <p>Shapes: {@code … T C} gives {@code … T' filters}, where {@code T' = floor((T + pad - d (kernel - 1) - 1) / s) + 1}, or
 * {@code ceil(T / s)} under SAME and CAUSAL; under {@link Convention#TORCH} {@code … C T} gives {@code … filters T'}. Weights in
 * files: {@code weight [kernel, C / groups, filters]}, under TORCH {@code [filters, C / groups, kernel]}, and
 * {@code bias [filters]}. {@code T} may be a symbol. FLOAT32.
 *
 * <pre>{@code
 * @Conv1d(filters = 64, kernel = 3, padding = CAUSAL, activation = RELU)  Tensor past(Tensor series);
 * @Conv1d(filters = 64, kernel = 5, stride = 2, pad = 2)                  Tensor shorter(Tensor past);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, ConflictingAttributes, WrongRank, WrongDtype, SymbolicSize, KernelTooLarge, GroupsDoNotDivide,
 * SamePaddingWithStride; warning BiasBeforeBatchNorm; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.Conv1D}; {@code torch.nn.Conv1d}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Conv1d {
    /** Number of filters. */
    int filters();

    /** Size of the kernel. */
    int kernel();

    /** Step of the window. */
    int stride() default 1;

    /** Padding by rule. */
    Padding padding() default Padding.VALID;

    /** Padding in numbers: {both} or {before, behind}; instead of {@link #padding}. */
    int[] pad() default {};

    /** Distance between the kernel's taps. */
    int dilation() default 1;

    /** Number of groups that channels are split into. */
    int groups() default 1;

    /** The function applied to the result. */
    ActivationFunction activation() default ActivationFunction.LINEAR;

    /** Whether a bias is added. */
    boolean bias() default true;
}
