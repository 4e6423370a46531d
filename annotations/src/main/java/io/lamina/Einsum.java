package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sums of products: the pattern names the trailing dimensions of each tensor that is read, separated by commas, and those of the result.
 * Elements are multiplied where equal names agree, and summed over the names that the result lacks. Several tensors are taken from the left
 * to the right, each step as one product of matrices. The batch and what else stands in front are not written; all tensors have the same.
 *
 * <p>Shapes: those of the pattern, FLOAT32. Equal names have equal sizes, which may be symbols.
 *
 * <pre>{@code
 * @Einsum("q d, k d -> q k")            Tensor scores(Tensor query, Tensor key);
 * @Einsum("q k, k d -> q d")            Tensor mixed(Tensor shares, Tensor value);
 * @Einsum("i, j -> i j")                Tensor outer(Tensor a, Tensor b);
 * }</pre>
 *
 * <p>Errors: PatternDoesNotFit, WrongDtype; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code einops.einsum}, {@code torch.einsum}, {@code keras.ops.einsum}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Einsum {
    /** The pattern. */
    String value();
}
