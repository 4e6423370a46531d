package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a layer use the weight of another node as its own: one weight, whose gradient is the sum of both, under both names in files.
 * Usual for the output layer of a language model, which then reads the rows of the embedding.
 *
 * <p>The weights must have one shape. A dense layer of {@code units} over {@code C} features fits an embedding of a vocabulary of
 * {@code units} and size {@code C}: under {@link Convention#KERAS}, where files hold a dense weight as {@code [C, units]}, it is
 * transposed. A bias is not shared. In a file either name may be missing; where both are there, they must be equal.
 *
 * <pre>{@code
 * @Embedding(vocabulary = 65, size = 128)                       Tensor embedded(Tensor tokens);
 * @Dense(units = 65, bias = false) @Tied(to = "embedded")       Tensor logits(Tensor norm);
 * }</pre>
 *
 * <p>Errors: CannotTie, UnknownNode.
 *
 * <p>After Press and Wolf, 2017; {@code head.weight = embedding.weight} in PyTorch; {@code keras_hub.layers.ReversibleEmbedding}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Tied {
    /** The node that owns the weight. */
    String to();
}
