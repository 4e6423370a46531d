package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Attention without projections: {@code y = softmax(scale q k^T + mask) v} in each head.
 *
 * <p>Shapes: reads queries {@code … T (heads size)}, keys {@code … S (kvHeads size)} and values {@code … S (kvHeads valueSize)}, heads one behind the other in a row, and gives
 * {@code … T (heads valueSize)}, FLOAT32. Widths are numbers, {@code T} and {@code S} may be symbols. It has no weights.
 *
 * <p>Roles: {@code @As("mask")} INT32 {@code … S} or {@code … T S}, where 1 keeps a key and 0 hides it; FLOAT32 is added to the scores instead.
 * {@code @As("lengths")} INT32 {@code …}: how many keys of each sample count. A query that sees no key gives zeros. Parts: {@code @Part("weights")} {@code …
 * heads T S}, the softmax before dropout, stored only if it is read.
 *
 * <pre>{@code
 * @DotProductAttention                              Tensor mixed(Tensor query, Tensor key, Tensor value);
 * @DotProductAttention(heads = 4, causal = true)    Tensor mixed(Tensor query, Tensor key, Tensor value);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, WrongRank, WrongDtype, SymbolicSize, HeadsDoNotDivide, CannotAttend, CausalLengthsDiffer, MaskDoesNotFit, UnknownRole,
 * UnknownPart; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code torch.nn.functional.scaled_dot_product_attention}; {@code keras.ops.dot_product_attention}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface DotProductAttention {
    /** Number of heads. */
    int heads() default 1;

    /** Heads of keys and values, which divide {@link #heads}; without it as many. Each is read by a group of heads. */
    int kvHeads() default 0;

    /** Whether position i sees positions up to i alone. */
    boolean causal() default false;

    /** How many positions up to its own each sees, in a causal attention; without it all. */
    int window() default 0;

    /** Factor of the products; without it one over the root of a head's size. */
    double scale() default 0;

    /** The share of weights that training drops. */
    double dropout() default 0;
}
