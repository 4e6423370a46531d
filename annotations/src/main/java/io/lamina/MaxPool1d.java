package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The maximum of each window of a sequence, channel by channel. Padding never wins; the gradient goes to the first maximum.
 *
 * <p>Shapes: {@code … T C} gives {@code … T' C} with {@code T' = floor((T + pad - size) / stride) + 1} ({@code ceil(T / stride)} under
 * SAME); under {@link Convention#TORCH} {@code … C T}. The stride is the size where none is given. FLOAT32.
 *
 * <pre>{@code
 * @MaxPool1d(2)                     Tensor half(Tensor conv);
 * @MaxPool1d(size = 3, stride = 2)  Tensor pooled(Tensor conv);
 * }</pre>
 *
 * <p>Errors: MissingAttribute, ConflictingAttributes, InvalidAttribute, WrongRank, WrongDtype, SymbolicSize, KernelTooLarge,
 * SamePaddingWithStride; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.MaxPooling1D}; {@code torch.nn.MaxPool1d}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface MaxPool1d {
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
