package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Two or more tensors behind each other along one axis.
 *
 * <p>Shapes: shapes that are equal but for that axis give their sum there. The axis is that of the channels by default: the last, or
 * under {@link Convention#TORCH} the third last of images. All inputs have one element type.
 *
 * <pre>{@code
 * @Concat             Tensor joined(Tensor upsampled, Tensor skip);
 * @Concat(axis = -2)  Tensor longer(Tensor first, Tensor second);
 * }</pre>
 *
 * <p>Errors: WrongNumberOfInputs, CannotConcat, PositiveAxis, WrongRank; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.Concatenate}; {@code torch.cat}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Concat {
    /** The axis, counted from the end; the channel axis by default. */
    int axis() default -1;
}
