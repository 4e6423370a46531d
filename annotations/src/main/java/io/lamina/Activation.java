package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An elementwise function as a node of its own: {@code y = f(x)}.
 *
 * <p>Shapes: any {@code …} gives {@code …}, FLOAT32. Most layers take a function themselves ({@code activation = RELU}); this is for
 * functions behind a sum or a norm. SWIGLU and GEGLU read two tensors of one shape, gate and up: {@code y = f(gate) up}.
 *
 * <pre>{@code
 * @Activation(RELU)                               Tensor active(Tensor sum);
 * @Activation(function = LEAKY_RELU, slope = 0.1) Tensor leaky(Tensor sum);
 * @Activation(SWIGLU)                             Tensor gated(Tensor gate, Tensor up);
 * }</pre>
 *
 * <p>Errors: MissingAttribute, ConflictingAttributes, InvalidAttribute, WrongNumberOfInputs, CannotAdd, WrongDtype; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.Activation}; {@code torch.nn.ReLU} and its like. The formulas stand at {@link ActivationFunction}.
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
