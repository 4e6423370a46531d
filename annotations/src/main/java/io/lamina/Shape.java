package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asserts a node's shape, which is checked when the model is compiled and stands in the source as documentation. The text is that of
 * {@link Input#value}, with symbols that an input introduces.
 *
 * <pre>{@code
 * @MaxPool2d(2) @Shape("14 14 32") Tensor pool1(Tensor conv1);
 * }</pre>
 *
 * <p>Errors: ShapeMismatch, MalformedShape, UnknownSymbol.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Shape {
    /** The expected shape. */
    String value();
}
