package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Mean squared error of a prediction {@code x} and a target {@code t}: {@code (x - t)^2}.
 *
 * <p>Shapes: prediction and target of one shape {@code …}, both FLOAT32, give a scalar. Losses never broadcast.
 *
 * <pre>{@code
 * @Dense(1)          Tensor price(Tensor hidden);
 * @Input("1")        Tensor paid();
 * @MeanSquaredError  Tensor loss(Tensor price, Tensor paid);
 * }</pre>
 *
 * <p>Errors: LabelsDoNotFit, WrongDtype, DuplicateInput, LossIsOutput, LossReadByLayer, InvalidAttribute; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.losses.MeanSquaredError}; {@code torch.nn.MSELoss}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface MeanSquaredError {
    /** Factor of this loss in the sum of all. */
    double weight() default 1;

    /** Mean or sum over the places. */
    Reduction reduction() default Reduction.MEAN;
}
