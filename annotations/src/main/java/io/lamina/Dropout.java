package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * In training each element becomes 0 with probability {@code rate} and is divided by {@code 1 - rate} otherwise, so that its mean stays;
 * prediction and evaluation do not contain the node. Which elements fall is a function of the seed, the step and the place, the
 * same on every machine and for any number of threads.
 *
 * <p>Shapes: any {@code …} gives the same, FLOAT32.
 *
 * <pre>{@code
 * @Dropout(0.5) Tensor kept(Tensor hidden);
 * }</pre>
 *
 * <p>Errors: MissingAttribute, ConflictingAttributes, InvalidAttribute, WrongDtype; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After Srivastava et al., 2014; {@code keras.layers.Dropout}; {@code torch.nn.Dropout}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Dropout {
    /** The share that is dropped, at least 0 and below 1. */
    double value() default 0;

    /** Long form of {@link #value}. */
    double rate() default 0;
}
