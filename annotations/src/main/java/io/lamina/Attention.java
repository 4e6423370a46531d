package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Multi-head attention with its projections: {@code y = concat over heads of softmax(q k^T / sqrt(headSize) + mask) v, times the output's
 * weight}, with {@code q}, {@code k}, {@code v} dense layers of what is read.
 *
 * <p>Shapes: reads one tensor {@code … T C} (self-attention), two {@code … T C} and {@code … S M} (query, memory), or three (query, key, value, in
 * this order under both conventions; Keras calls its own with query, value, key). Gives {@code … T C}, FLOAT32. {@code C} and {@code M} are numbers,
 * {@code T} and {@code S} may be symbols. Scores are never stored: memory grows with {@code T + S}.
 *
 * <p>Roles: {@code @As("mask")} INT32 {@code … S} or {@code … T S}, where 1 keeps a key and 0 hides it; FLOAT32 is added to the scores instead.
 * {@code @As("lengths")} INT32 {@code …}: how many keys of each sample count. A query that sees no key gives zeros, before the
 * output's weight. Parts: {@code @Part("weights")} {@code … heads T S}, the softmax before dropout, stored only if it is read.
 *
 * <p>Weights in files: under {@link Convention#TORCH} those of {@code torch.nn.MultiheadAttention} where it has such a layer: {@code in_proj_weight [3 C, C]}, or
 * {@code q_proj_weight}, {@code k_proj_weight}, {@code v_proj_weight} if what is read differs in width; {@code in_proj_bias}, {@code out_proj.weight}, {@code
 * out_proj.bias}. With {@code kvHeads}, or heads that do not fill {@code C}, they are Llama's: {@code q_proj.weight}, {@code k_proj.weight}, {@code
 * v_proj.weight}, {@code o_proj.weight} and biases. Under KERAS {@code query.weight [C, heads, headSize]}, {@code key.weight}, {@code value.weight}, {@code
 * attention_output.weight [heads, headSize, C]} and biases.
 *
 * <pre>{@code
 * @Attention(heads = 4)                                  Tensor mixed(Tensor places);
 * @Attention(heads = 4, causal = true, dropout = 0.1)    Tensor mixed(Tensor tokens, @As("mask") Tensor present);
 * @Attention(heads = 8, kvHeads = 2, causal = true, window = 256, rope = HALF, bias = false)  Tensor mixed(Tensor normed);
 * @Attention(heads = 4)                                  Tensor read(Tensor decoded, Tensor memory);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, WrongRank, WrongDtype, SymbolicSize, HeadsDoNotDivide, CannotAttend, CausalLengthsDiffer, MaskDoesNotFit, UnknownRole,
 * UnknownPart; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.MultiHeadAttention} and {@code GroupQueryAttention}; {@code torch.nn.MultiheadAttention}; Vaswani and others, "Attention Is All You
 * Need", 2017.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Attention {
    /** Number of heads. */
    int heads();

    /** Heads of keys and values, which divide {@link #heads}; without it as many. Each is read by a group of heads. */
    int kvHeads() default 0;

    /** Size of a head; without it the width of the query by the heads. */
    int headSize() default 0;

    /** Whether position i sees positions up to i alone. */
    boolean causal() default false;

    /** How many positions up to its own each sees, in a causal attention; without it all. */
    int window() default 0;

    /** The share of weights that training drops. */
    double dropout() default 0;

    /** Whether the projections have biases. */
    boolean bias() default true;

    /** Whether queries and keys are turned by their position, and in which pairs. */
    Rotation rope() default Rotation.NONE;

    /** Base of the wave lengths of {@link #rope}. */
    double ropeBase() default 10000;
}
