package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Huber loss of a prediction {@code x} and a target {@code t}, with {@code e = x - t}: {@code e^2 / 2} where {@code |e| <= delta}, else {@code delta (|e| -
 * delta / 2)}. Near the target it is half a squared error, far from it, where a few wild targets would rule the sum, an absolute one.
 *
 * <p>Shapes: prediction and target of one shape {@code …}, both FLOAT32, give a scalar. Losses never broadcast.
 *
 * <pre>{@code
 * @Dense(1)           Tensor price(Tensor hidden);
 * @Input("1")         Tensor paid();
 * @Huber(delta = 10)  Tensor loss(Tensor price, Tensor paid);
 * }</pre>
 *
 * <p>Errors: LabelsDoNotFit, WrongDtype, DuplicateInput, LossIsOutput, LossReadByLayer, InvalidAttribute; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.losses.Huber}; {@code torch.nn.HuberLoss} (PyTorch's {@code SmoothL1Loss} is this divided by delta); P. J. Huber, 1964.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Huber {
    /** The difference from which on the loss grows in a straight line. */
    double delta() default 1;

    /** Factor of this loss in the sum of all. */
    double weight() default 1;

    /** Mean or sum over the places. */
    Reduction reduction() default Reduction.MEAN;
}
