package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The same elements with dimensions in another order, joined or split, as a pattern in the notation of einops says: the left side names the
 * trailing dimensions that come in, the right side those of the result. Brackets hold several that are one dimension, {@code 1} is a
 * dimension of that size. The batch and what else stands in front are not written and stay.
 *
 * <p>Shapes: those of the pattern. A part of a bracket needs a size where it does not follow from the others. Any element type that is
 * FLOAT32.
 *
 * <pre>{@code
 * @Input("8 8 3")                                            Tensor image();
 * @Rearrange("h w c -> (h w) c")                             Tensor places(Tensor image);
 * @Rearrange(value = "(h p) (w q) c -> h w (p q c)", sizes = "p=4 q=4")  Tensor patches(Tensor image);
 * }</pre>
 *
 * <p>Errors: PatternDoesNotFit; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After Rogozhnikov, 2022: {@code einops.rearrange}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Rearrange {
    /** The pattern. */
    String value();

    /** Sizes of axes, such as {@code "p=4 q=4"}. */
    String sizes() default "";
}
