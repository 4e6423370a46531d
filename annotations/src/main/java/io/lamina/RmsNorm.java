package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Normalisation by the root of the mean square: {@code y = weight x / sqrt(mean of x^2 + epsilon)}, each row by itself. A row is the
 * last dimension, or with {@code last = n} the last n together.
 *
 * <p>Shapes: {@code … C} gives the same; {@code C} must be a number, leading dimensions may be symbols. Weight {@code weight [C]}
 * (ones). FLOAT32.
 *
 * <pre>{@code
 * @RmsNorm                   Tensor norm(Tensor embedded);
 * @RmsNorm(epsilon = 1e-5)   Tensor scaled(Tensor embedded);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, WrongRank, WrongDtype, SymbolicSize; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After Zhang and Sennrich, 2019; {@code keras.layers.RMSNormalization}, whose epsilon is 1e-6; {@code torch.nn.RMSNorm}, whose
 * epsilon is the distance of floats at 1, 1.1920929e-7.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface RmsNorm {
    /** Added to the mean square; 1e-6 in Keras, 1.1920929e-7 in PyTorch. */
    double epsilon() default 1e-6;

    /** How many trailing dimensions are a row. */
    int last() default 1;
}
