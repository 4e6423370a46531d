package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Mean absolute error of a prediction {@code x} and a target {@code t}: {@code |x - t|}. Its gradient is the sign of {@code x - t}, 0 where both are equal.
 *
 * <p>Shapes: prediction and target of one shape {@code …}, both FLOAT32, give a scalar. Losses never broadcast.
 *
 * <pre>{@code
 * @Dense(1)           Tensor price(Tensor hidden);
 * @Input("1")         Tensor paid();
 * @MeanAbsoluteError  Tensor loss(Tensor price, Tensor paid);
 * }</pre>
 *
 * <p>Errors: LabelsDoNotFit, WrongDtype, DuplicateInput, LossIsOutput, LossReadByLayer, InvalidAttribute; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.losses.MeanAbsoluteError}; {@code torch.nn.L1Loss}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface MeanAbsoluteError {
    /** Factor of this loss in the sum of all. */
    double weight() default 1;

    /** Mean or sum over the places. */
    Reduction reduction() default Reduction.MEAN;
}
