package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The means of windows that split an image into as many parts as asked for: part {@code i} of {@code n} spans the rows from
 * {@code floor(i H / n)} to {@code ceil((i + 1) H / n)}, and columns likewise. Neighbours overlap where {@code n} does not divide
 * {@code H}.
 *
 * <p>Shapes: {@code … H W C} gives {@code … size size C}; under {@link Convention#TORCH} {@code … C H W} gives
 * {@code … C size size}. FLOAT32.
 *
 * <pre>{@code
 * @AdaptiveAvgPool2d(7)              Tensor grid(Tensor features);
 * @AdaptiveAvgPool2d(size = {1, 4})  Tensor columns(Tensor features);
 * }</pre>
 *
 * <p>Errors: MissingAttribute, ConflictingAttributes, InvalidAttribute, WrongRank, WrongDtype, SymbolicSize; also UnknownNode, Cycle and
 * UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.AdaptiveAveragePooling2D}; {@code torch.nn.AdaptiveAvgPool2d}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface AdaptiveAvgPool2d {
    /** Size of the result: one number or {height, width}. */
    int[] value() default {};

    /** Long form of {@link #value}. */
    int[] size() default {};
}
