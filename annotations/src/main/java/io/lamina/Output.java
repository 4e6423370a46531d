package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a node a result of prediction. Other nodes may read it, too. Without any, the result is the one node that only losses read, or,
 * in a model without losses, that nobody reads.
 *
 * <pre>{@code
 * @Softmax @Output Tensor probabilities(Tensor logits);
 * }</pre>
 *
 * <p>Errors: AmbiguousOutput, NoOutput, LossIsOutput.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Output {}
