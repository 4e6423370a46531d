package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A fully connected layer over the last dimension: {@code y = f(x weight + bias)}.
 *
 * <p>Shapes: {@code … I} gives {@code … units}; {@code I} must be a number, leading dimensions may be symbols. Weights in files:
 * {@code weight [I, units]}, under {@link Convention#TORCH} {@code [units, I]}, and {@code bias [units]}. FLOAT32.
 *
 * <pre>{@code
 * @Dense(10)                               Tensor logits(Tensor hidden);
 * @Dense(units = 128, activation = RELU)   Tensor hidden(Tensor flat);
 * }</pre>
 *
 * <p>Errors: MissingAttribute, ConflictingAttributes, InvalidAttribute, WrongRank, WrongDtype, SymbolicSize; warnings LinearStack, BiasBeforeBatchNorm; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.Dense}; {@code torch.nn.Linear}.
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
