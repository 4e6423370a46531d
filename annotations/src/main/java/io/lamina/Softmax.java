package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y_c = exp(x_c) / sum over k of exp(x_k)} over the last dimension, computed after subtracting the greatest {@code x}.
 *
 * <p>Shapes: {@code … C} gives the same, FLOAT32. Not for a cross-entropy, which applies it itself: this is for probabilities as a
 * result.
 *
 * <pre>{@code
 * @Softmax @Output Tensor probabilities(Tensor logits);
 * }</pre>
 *
 * <p>Errors: WrongRank, WrongDtype, SoftmaxBeforeLoss; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.Softmax}; {@code torch.nn.Softmax(dim=-1)}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Softmax {}
