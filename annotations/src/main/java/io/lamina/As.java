package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what an optional input is to its layer. What every layer of a kind reads follows from the parameters' order; what only some
 * models give, a mask, lengths or an initial state, names its role.
 *
 * <pre>{@code
 * @Attention(heads = 4) Tensor mixed(Tensor tokens, @As("mask") Tensor present);
 * }</pre>
 *
 * <p>Errors: UnknownRole, where the layer has no such role; DuplicateInput, where two parameters have one role.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface As {
    /** The role, such as {@code "mask"}; each layer's page lists its roles. */
    String value();
}
