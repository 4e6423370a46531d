package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The same elements in another shape, the last dimension fastest. No element moves.
 *
 * <p>Shapes: any shape gives the one in the text, whose product must be the same. Symbols are those of the inputs. Any element type.
 *
 * <pre>{@code
 * @Reshape("4 4 16")  Tensor planes(Tensor hidden);
 * @Reshape("2*T 32")  Tensor halves(Tensor words);
 * }</pre>
 *
 * <p>Errors: MalformedShape, UnknownSymbol, CannotReshape; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.Reshape}; {@code torch.reshape}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Reshape {
    /** The new shape of one sample. */
    String value();
}
