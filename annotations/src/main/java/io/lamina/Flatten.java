package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * All dimensions of a sample, or the trailing ones, as one. No element moves.
 *
 * <p>Shapes: {@code H W C} gives {@code H*W*C}; with {@code last = 2}, {@code H W C} gives {@code H W*C}. Under {@link Convention#TORCH} an
 * image is {@code C H W} and joined in that order, so that the weights behind it are PyTorch's. Any element type.
 *
 * <pre>{@code
 * @Flatten            Tensor flat(Tensor pool2);
 * @Flatten(last = 3)  Tensor frames(Tensor video);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, WrongRank; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.Flatten}; {@code torch.nn.Flatten}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Flatten {
    /** How many trailing dimensions to join; all by default. */
    int last() default 0;
}
