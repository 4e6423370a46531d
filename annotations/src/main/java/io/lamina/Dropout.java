package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sets elements to zero at random in training and scales the others by 1 / (1 - rate).
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
