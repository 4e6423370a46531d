package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Keeps the node's weights as they were loaded: training does not touch them, and a {@link BatchNorm} uses its running statistics in
 * training, too.
 *
 * <pre>{@code
 * @Frozen @Conv2d(filters = 64, kernel = 3) Tensor backbone(Tensor image);
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Frozen {}
