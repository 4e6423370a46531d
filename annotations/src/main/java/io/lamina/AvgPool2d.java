package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The mean of each window, per channel.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface AvgPool2d {
    /** Size of the window: one number or {height, width}. */
    int[] value() default {};

    /** Long form of {@link #value}. */
    int[] size() default {};

    /** Step of the window; the size by default. */
    int[] stride() default {};

    /** Padding by rule. */
    Padding padding() default Padding.VALID;

    /** Padding in numbers: {all}, {height, width} or {top, bottom, left, right}; instead of {@link #padding}. */
    int[] pad() default {};
}
