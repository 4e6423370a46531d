package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A further result of the node that it reads. A node's own name means its first result; a recurrent layer's final state, an attention's
 * weights or the pieces of a split have names of their own. What no node reads is not computed.
 *
 * <pre>{@code
 * @Lstm(64)     Tensor encoder(Tensor frames);
 * @Part("cell") Tensor memory(Tensor encoder);
 * }</pre>
 *
 * <p>Shapes: as the layer that is read says. Errors: UnknownPart, where it has no such result.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Part {
    /** The result's name, such as {@code "cell"}; each layer's page lists its parts. */
    String value();
}
