package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An elementwise function.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Activation {
    /** The function. */
    ActivationFunction value() default ActivationFunction.LINEAR;

    /** Long form of {@link #value}. */
    ActivationFunction function() default ActivationFunction.LINEAR;

    /** Slope of LEAKY_RELU below zero; 0.3 in Keras, 0.01 in PyTorch. */
    double slope() default 0.3;
}
