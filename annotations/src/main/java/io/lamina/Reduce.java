package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sums, means, maxima or minima over the dimensions that the right side of a pattern lacks, in the notation of einops; see {@link
 * Rearrange}. What is left may be rearranged, too. The gradient of a maximum goes to the first place that has it.
 *
 * <p>Shapes: those of the pattern, FLOAT32.
 *
 * <pre>{@code
 * @Input("T<=64 16")                                         Tensor x();
 * @Reduce(value = "t c -> c", by = MEAN)                     Tensor mean(Tensor x);
 * @Reduce(value = "(t p) c -> t c", by = MAX, sizes = "p=2") Tensor pooled(Tensor y);
 * }</pre>
 *
 * <p>Errors: PatternDoesNotFit, WrongDtype; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After Rogozhnikov, 2022: {@code einops.reduce}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Reduce {
    /** The pattern. */
    String value();

    /** What is done over the dimensions that go. */
    Reducer by() default Reducer.MEAN;

    /** Sizes of axes, such as {@code "p=4 q=4"}. */
    String sizes() default "";
}
