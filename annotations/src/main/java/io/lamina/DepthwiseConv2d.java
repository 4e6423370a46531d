package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A convolution of each channel with kernels of its own: {@code y[h, w, c m + j] = f(bias[c m + j] + sum over i, k of
 * x[h s + i d - pad, w s + k d - pad, c] weight[i, k, c, j])} for {@code j} below {@code m = depthMultiplier}.
 *
 * <p>Shapes: {@code … H W C} gives {@code … H' W' C*depthMultiplier}, with {@code H'} and {@code W'} as {@link Conv2d} has them; under
 * {@link Convention#TORCH} {@code … C H W}. Weights in files: {@code weight [kernel, kernel, C, depthMultiplier]}, under TORCH
 * {@code [C*depthMultiplier, 1, kernel, kernel]}, and {@code bias [C*depthMultiplier]}. FLOAT32.
 *
 * <pre>{@code
 * @DepthwiseConv2d(kernel = 3, padding = SAME)                    Tensor spatial(Tensor image);
 * @DepthwiseConv2d(kernel = 5, stride = 2, depthMultiplier = 2)   Tensor wider(Tensor spatial);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, ConflictingAttributes, WrongRank, WrongDtype, SymbolicSize, KernelTooLarge,
 * SamePaddingWithStride; warning BiasBeforeBatchNorm; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.DepthwiseConv2D}; {@code torch.nn.Conv2d} with as many groups as channels.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface DepthwiseConv2d {
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

    /** Number of results for each channel. */
    int depthMultiplier() default 1;

    /** The function applied to the result. */
    ActivationFunction activation() default ActivationFunction.LINEAR;

    /** Whether a bias is added. */
    boolean bias() default true;
}
