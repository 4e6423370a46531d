package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A fully connected layer over the last dimension.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Dense {
    /** Width of the result. */
    int value() default 0;

    /** Long form of {@link #value}. */
    int units() default 0;

    /** The function applied to the result. */
    ActivationFunction activation() default ActivationFunction.LINEAR;

    /** Whether a bias is added. */
    boolean bias() default true;
}
