package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The transpose of a convolution: each pixel of {@code x} adds its kernel to the result,
 * {@code y[h s + i d - pad, w s + j d - pad, o] += sum over c of x[h, w, c] weight[i, j, o, c]}; then come bias and function. With a
 * stride the result is larger than the input.
 *
 * <p>Shapes: {@code … H W C} gives {@code … H' W' filters} with {@code H' = (H - 1) s + d (kernel - 1) + 1 - pad + outputPadding}; under
 * {@link Convention#TORCH} {@code … C H W} gives {@code … filters H' W'}. Keras's rules: VALID gives {@code H s + max(extent - s, 0)}
 * where no outputPadding is given, with {@code extent = d (kernel - 1) + 1}, and SAME {@code H s}, or with an outputPadding
 * {@code (H - 1) s + extent mod 2 + outputPadding}. Weights in files: {@code weight [kernel, kernel, filters / groups, C]}, under TORCH
 * {@code [C, filters / groups, kernel, kernel]}, and {@code bias [filters]}. FLOAT32.
 *
 * <pre>{@code
 * @ConvTranspose2d(filters = 32, kernel = 2, stride = 2)                  Tensor up(Tensor bottom);
 * @ConvTranspose2d(filters = 16, kernel = 3, stride = 2, padding = SAME)  Tensor image(Tensor up);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, ConflictingAttributes, WrongRank, WrongDtype, SymbolicSize, KernelTooLarge, GroupsDoNotDivide,
 * SamePaddingWithStride; warning BiasBeforeBatchNorm; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.Conv2DTranspose}; {@code torch.nn.ConvTranspose2d}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ConvTranspose2d {
    /** Number of filters. */
    int filters();

    /** Size of the kernel: one number or {height, width}. */
    int[] kernel();

    /** Distance in the result between neighbours of the input: one number or {height, width}. */
    int[] stride() default 1;

    /** What is cut off the result, by rule. */
    Padding padding() default Padding.VALID;

    /** What is cut off the result, in numbers: {all}, {height, width} or {top, bottom, left, right}; instead of {@link #padding}. */
    int[] pad() default {};

    /** Rows and columns added behind the result: one number or {height, width}, below the stride or the dilation. */
    int[] outputPadding() default {};

    /** Distance between the kernel's taps: one number or {height, width}. */
    int[] dilation() default 1;

    /** Number of groups that channels are split into. */
    int groups() default 1;

    /** The function applied to the result. */
    ActivationFunction activation() default ActivationFunction.LINEAR;

    /** Whether a bias is added. */
    boolean bias() default true;
}
