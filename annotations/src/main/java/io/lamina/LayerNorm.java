package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Layer normalisation: {@code y = weight (x - mean) / sqrt(variance + epsilon) + bias}, with the mean and the biased variance of each
 * row by itself, in training and prediction alike. A row is the last dimension, or with {@code last = n} the last n together.
 *
 * <p>Shapes: {@code … C} gives the same; {@code C} must be a number, leading dimensions may be symbols. Weights {@code weight [C]}
 * (ones) and {@code bias [C]} (zeros). FLOAT32.
 *
 * <pre>{@code
 * @LayerNorm                 Tensor norm(Tensor embedded);
 * @LayerNorm(bias = false)   Tensor scaled(Tensor embedded);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, WrongRank, WrongDtype, SymbolicSize; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After Ba, Kiros and Hinton, 2016; {@code keras.layers.LayerNormalization}, whose epsilon is 1e-3; {@code torch.nn.LayerNorm}, whose
 * epsilon is 1e-5.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface LayerNorm {
    /** Added to the variance; 1e-3 in Keras, 1e-5 in PyTorch. */
    double epsilon() default 1e-3;

    /** How many trailing dimensions are a row. */
    int last() default 1;

    /** Whether a bias is added. */
    boolean bias() default true;
}
