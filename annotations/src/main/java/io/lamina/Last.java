package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The last place along an axis, which is gone then: of a sequence its last step.
 *
 * <p>Shapes: {@code … T C} gives {@code … C}; with {@code axis} another axis goes. Any element type.
 *
 * <pre>{@code
 * @Input("T<=64 16")    Tensor x();
 * @Last                 Tensor newest(Tensor x);
 * }</pre>
 *
 * <p>Errors: PositiveAxis, WrongRank; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code x[:, -1]} in NumPy, PyTorch and Keras.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Last {
    /** The axis, counted from the end; the second last by default. */
    int axis() default -2;
}
