package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Parts behind each other along an axis: equal ones, or of given sizes. The node itself is the first, {@code @Part("0")}; {@code
 * @Part("1")} and so on are the others.
 *
 * <p>Shapes: {@code … N …} gives {@code … N / parts …} each, or the sizes given. The axis is that of the channels by default, as of {@link
 * Concat}, and must be a number. Any element type.
 *
 * <pre>{@code
 * @Split(parts = 3)           Tensor q(Tensor qkv);
 * @Part("1")                  Tensor k(Tensor q);
 * @Part("2")                  Tensor v(Tensor q);
 * @Split(sizes = {4, 12})     Tensor head(Tensor x);
 * }</pre>
 *
 * <p>Errors: CannotSplit, MissingAttribute, ConflictingAttributes, InvalidAttribute, PositiveAxis, WrongRank, SymbolicSize; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.ops.split}; {@code torch.split}, {@code torch.chunk}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Split {
    /** How many equal parts. */
    int parts() default 0;

    /** Or the size of each part. */
    int[] sizes() default {};

    /** The axis, counted from the end; the channel axis by default. */
    int axis() default -1;
}
