package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A two-dimensional convolution (as everywhere in this field, a correlation):
 * {@code y[h, w, o] = f(bias[o] + sum over i, j, c of x[h s + i d - pad, w s + j d - pad, c] weight[i, j, c, o])} with stride
 * {@code s} and dilation {@code d}; outside of {@code x} stand zeros.
 *
 * <p>Shapes: {@code … H W C} gives {@code … H' W' filters}, where {@code H' = floor((H + pad - d (kernel - 1) - 1) / s) + 1}, or
 * {@code ceil(H / s)} under SAME; under {@link Convention#TORCH} {@code … C H W} gives {@code … filters H' W'}. Weights in
 * files: {@code weight [kernel, kernel, C / groups, filters]}, under TORCH {@code [filters, C / groups, kernel, kernel]}, and
 * {@code bias [filters]}. As many groups as channels makes a depthwise convolution. FLOAT32.
 *
 * <pre>{@code
 * @Conv2d(filters = 32, kernel = 3, padding = SAME, activation = RELU)  Tensor conv1(Tensor image);
 * @Conv2d(filters = 64, kernel = {3, 5}, stride = 2, pad = {1, 2})      Tensor conv2(Tensor conv1);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, ConflictingAttributes, WrongRank, WrongDtype, SymbolicSize, KernelTooLarge, GroupsDoNotDivide, SamePaddingWithStride; warning
 * BiasBeforeBatchNorm; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.Conv2D}; {@code torch.nn.Conv2d}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Conv2d {
    /** Number of filters. */
    int filters();

    /** Size of the kernel: one number or {height, width}. */
    int[] kernel();

    /** Step of the window: one number or {height, width}. */
    int[] stride() default 1;

    /** Padding by rule. */
    Padding padding() default Padding.VALID;

    /** Padding in numbers: {all}, {height, width} or {top, bottom, left, right}; instead of {@link #padding}. */
    int[] pad() default {};

    /** Distance between the kernel's taps: one number or {height, width}. */
    int[] dilation() default 1;

    /** Number of groups that channels are split into. */
    int groups() default 1;

    /** The function applied to the result. */
    ActivationFunction activation() default ActivationFunction.LINEAR;

    /** Whether a bias is added. */
    boolean bias() default true;
}
