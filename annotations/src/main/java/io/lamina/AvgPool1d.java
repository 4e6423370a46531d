package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The mean of each window of a sequence, channel by channel.
 *
 * <p>Shapes: {@code … T C} gives {@code … T' C} with {@code T' = floor((T + pad - size) / stride) + 1} ({@code ceil(T / stride)} under
 * SAME); under {@link Convention#TORCH} {@code … C T}. The stride is the size where none is given. At a padded border Keras
 * divides by the places that exist, PyTorch by the whole window. FLOAT32.
 *
 * <pre>{@code
 * @AvgPool1d(2)                     Tensor half(Tensor conv);
 * @AvgPool1d(size = 3, stride = 2)  Tensor pooled(Tensor conv);
 * }</pre>
 *
 * <p>Errors: MissingAttribute, ConflictingAttributes, InvalidAttribute, WrongRank, WrongDtype, SymbolicSize, KernelTooLarge,
 * SamePaddingWithStride; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.AveragePooling1D}; {@code torch.nn.AvgPool1d}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface AvgPool1d {
    /** Size of the window. */
    int value() default 0;

    /** Long form of {@link #value}. */
    int size() default 0;

    /** Step of the window; the size by default. */
    int[] stride() default {};

    /** Padding by rule. */
    Padding padding() default Padding.VALID;

    /** Padding in numbers: {both} or {before, behind}; instead of {@link #padding}. */
    int[] pad() default {};
}
