package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Repeats along the dimensions that the left side of a pattern lacks, in the notation of einops; see {@link Rearrange}. Each of them needs a
 * size.
 *
 * <p>Shapes: those of the pattern, FLOAT32.
 *
 * <pre>{@code
 * @Input("16")                                                 Tensor row();
 * @Repeat(value = "c -> h w c", sizes = "h=8 w=8")             Tensor everywhere(Tensor row);
 * }</pre>
 *
 * <p>Errors: PatternDoesNotFit, WrongDtype; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After Rogozhnikov, 2022: {@code einops.repeat}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Repeat {
    /** The pattern. */
    String value();

    /** Sizes of the new axes, such as {@code "h=8 w=8"}. */
    String sizes() default "";
}
