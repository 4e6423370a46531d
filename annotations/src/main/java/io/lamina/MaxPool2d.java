package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The maximum of each window, channel by channel. Padding never wins; the gradient goes to the first maximum.
 *
 * <p>Shapes: {@code … H W C} gives {@code … H' W' C} with {@code H' = floor((H + pad - size) / stride) + 1} ({@code ceil(H / stride)} under
 * SAME); under {@link Convention#TORCH} {@code … C H W}. The stride is the size where none is given. FLOAT32.
 *
 * <pre>{@code
 * @MaxPool2d(2)                              Tensor half(Tensor conv);
 * @MaxPool2d(size = 3, stride = 2, pad = 1)  Tensor pooled(Tensor conv);
 * }</pre>
 *
 * <p>Errors: MissingAttribute, ConflictingAttributes, InvalidAttribute, WrongRank, SymbolicSize, KernelTooLarge, SamePaddingWithStride; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.MaxPooling2D}; {@code torch.nn.MaxPool2d}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface MaxPool2d {
    /** Size of the window: one number or {height, width}. */
    int[] value() default {};

    /** Long form of {@link #value}. */
    int[] size() default {};

    /** Step of the window; the size by default. */
    int[] stride() default {};

    /** Padding by rule. */
    Padding padding() default Padding.VALID;

    /** Padding in numbers: {all}, {height, width} or {top, bottom, left, right}; instead of {@link #padding}. */
    int[] pad() default {};
}
