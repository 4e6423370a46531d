package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A two-dimensional convolution over the last three dimensions.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Conv2d {
    /** Number of filters. */
    int filters();

    /** Size of the kernel: one number or {height, width}. */
    int[] kernel();

    /** Step of the window: one number or {height, width}. */
    int[] stride() default 1;

    /** Padding by rule. */
    Padding padding() default Padding.VALID;

    /** Padding in numbers: {all}, {height, width} or {top, bottom, left, right}; instead of {@link #padding}. */
    int[] pad() default {};

    /** Distance between the kernel's taps: one number or {height, width}. */
    int[] dilation() default 1;

    /** Number of groups that channels are split into. */
    int groups() default 1;

    /** The function applied to the result. */
    ActivationFunction activation() default ActivationFunction.LINEAR;

    /** Whether a bias is added. */
    boolean bias() default true;
}
