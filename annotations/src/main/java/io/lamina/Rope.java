package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Rotary positions, for queries and keys in front of a {@link DotProductAttention}: in each head, pair i of the row at position p is turned by
 * the angle {@code p base^(-2 i / size)}, so that the product of a query and a key depends on their distance.
 *
 * <p>Shapes: {@code … T C} gives the same, FLOAT32; {@code C} is a number, heads of an even size one behind the other, {@code T} may be a symbol. The first
 * row has position 0.
 *
 * <pre>{@code
 * @Rope(heads = 4)                                     Tensor turned(Tensor query);
 * @Rope(heads = 4, rotation = INTERLEAVED, base = 500000)  Tensor turned(Tensor key);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, WrongRank, WrongDtype, SymbolicSize, HeadsDoNotDivide; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After Su and others, "RoFormer: Enhanced Transformer with Rotary Position Embedding", 2021; {@code keras_hub.layers.RotaryEmbedding}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Rope {
    /** Number of heads in a row. */
    int heads() default 1;

    /** Which elements are paired: HALF or INTERLEAVED. */
    Rotation rotation() default Rotation.HALF;

    /** Base of the wave lengths. */
    double base() default 10000;
}
