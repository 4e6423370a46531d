package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The mean of each window, channel by channel.
 *
 * <p>Shapes: {@code … H W C} gives {@code … H' W' C} with {@code H' = floor((H + pad - size) / stride) + 1} ({@code ceil(H / stride)} under
 * SAME); under {@link Convention#TORCH} {@code … C H W}. The stride is the size where none is given. At a padded border Keras
 * divides by the places that exist, PyTorch by the whole window. FLOAT32.
 *
 * <pre>{@code
 * @AvgPool2d(2)                     Tensor half(Tensor conv);
 * @AvgPool2d(size = 3, stride = 2)  Tensor pooled(Tensor conv);
 * }</pre>
 *
 * <p>Errors: MissingAttribute, ConflictingAttributes, InvalidAttribute, WrongRank, SymbolicSize, KernelTooLarge, SamePaddingWithStride; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.AveragePooling2D}; {@code torch.nn.AvgPool2d}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface AvgPool2d {
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
