package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Every element times one number: {@code y = factor x}.
 *
 * <p>Shapes: any {@code …} gives {@code …}, FLOAT32.
 *
 * <pre>{@code
 * @Scale(0.125)               Tensor scaled(Tensor scores);
 * }</pre>
 *
 * <p>Errors: MissingAttribute, ConflictingAttributes, InvalidAttribute, WrongDtype; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.Rescaling(scale)}; {@code x * factor} in PyTorch.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Scale {
    /** The number. */
    double value() default 0;

    /** Long form of {@link #value}. */
    double factor() default 0;
}
