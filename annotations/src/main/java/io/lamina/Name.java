package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sets the prefix of the node's weights in files, so that any {@code state_dict} can be met: {@code cnn.0} gives {@code cnn.0.weight} and
 * {@code cnn.0.bias}. Without it the prefix is the node's name.
 *
 * <pre>{@code
 * @Name("cnn.0") @Conv2d(filters = 32, kernel = 3) Tensor conv1(Tensor image);
 * }</pre>
 *
 * <p>Errors: NameHasNoWeights, DuplicateName.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Name {
    /** The prefix, such as {@code "cnn.0"}. */
    String value();
}
