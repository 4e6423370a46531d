package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A learned row for each whole number: {@code y = weight[tokens]}.
 *
 * <p>Shapes: INT32 {@code …} gives FLOAT32 {@code … size}. Weight {@code weight [vocabulary, size]}. A number outside {@code [0,
 * vocabulary)} in an input is an {@code IllegalArgumentException} of the call that brings it. The gradient of a row is the sum over
 * the places that read it, in their order.
 *
 * <pre>{@code
 * @Input(value = "T<=256", type = INT32)      Tensor tokens();
 * @Embedding(vocabulary = 65, size = 128)     Tensor embedded(Tensor tokens);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, WrongDtype; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.Embedding}, which starts uniform in plus or minus 0.05; {@code torch.nn.Embedding}, which starts
 * Gaussian.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Embedding {
    /** How many different numbers there are, from 0 on. */
    int vocabulary();

    /** Width of a row. */
    int size();
}
