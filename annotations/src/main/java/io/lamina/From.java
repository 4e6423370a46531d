package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the node that a parameter reads, where the parameter's own name cannot: Java allows no two parameters of one name, class files
 * may lose the names, and a name may be taken.
 *
 * <pre>{@code
 * @Add Tensor twice(Tensor x, @From("x") Tensor again);
 * }</pre>
 *
 * <p>Errors: UnknownNode, as for a parameter's own name.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface From {
    /** The node's name. */
    String value();
}
