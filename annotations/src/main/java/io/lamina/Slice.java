package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The places from one to before another along an axis: {@code y[i] = x[from + i step]}. Negative places count from the end.
 *
 * <p>Shapes: {@code … N …} gives {@code … ceil((to - from) / step) …}. Both ends must lie within the axis, whatever a symbolic size is.
 * Any element type.
 *
 * <pre>{@code
 * @Input("T<=64 16")             Tensor x();
 * @Slice(from = 0, to = 1)       Tensor first(Tensor x);
 * @Slice(to = -1)                Tensor allButLast(Tensor x);
 * @Slice(step = 2, axis = -1)    Tensor every2nd(Tensor x);
 * }</pre>
 *
 * <p>Errors: SliceOutOfRange, PositiveAxis, WrongRank, InvalidAttribute; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code x[:, from:to:step]} in NumPy, PyTorch and Keras.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Slice {
    /** The first place; below 0 it counts from the end. */
    int from() default 0;

    /** One behind the last place; below 0 it counts from the end. The end by default. */
    int to() default Integer.MAX_VALUE;

    /** From one place to the next. */
    int step() default 1;

    /** The axis, counted from the end; the second last by default, that of the steps of a sequence. */
    int axis() default -2;
}
