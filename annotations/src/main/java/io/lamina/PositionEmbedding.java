package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adds a learned row for each position: {@code y[t] = x[t] + weight[t]}.
 *
 * <p>Shapes: {@code … T C} gives the same; {@code C} must be a number. Weight {@code weight [length, C]}; without {@code length} it has
 * as many rows as T is or may become, so T needs a bound. FLOAT32.
 *
 * <pre>{@code
 * @Input(value = "T<=256", type = INT32)      Tensor tokens();
 * @Embedding(vocabulary = 65, size = 128)     Tensor embedded(Tensor tokens);
 * @PositionEmbedding                          Tensor placed(Tensor embedded);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, WrongRank, WrongDtype, SymbolicSize, UnboundedSymbol; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras_hub.layers.PositionEmbedding} and a sum; in PyTorch {@code x + nn.Embedding(length, C).weight[:T]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface PositionEmbedding {
    /** Rows of the table: the most positions there may be. By default what T is or may become. */
    int length() default 0;
}
