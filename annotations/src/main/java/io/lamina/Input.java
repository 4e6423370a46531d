package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An input of the model. Its shape is that of one sample: the batch is implied.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Input {
    /** The shape, for example {@code "28 28 1"}; {@code ""} is a scalar. */
    String value() default "";

    /** Long form of {@link #value}. */
    String shape() default "";

    /** The element type. */
    DataType type() default DataType.FLOAT32;
}
