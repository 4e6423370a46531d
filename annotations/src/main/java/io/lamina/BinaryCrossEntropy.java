package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binary cross-entropy of logits {@code x} and targets {@code t} in [0, 1]: {@code max(x, 0) - x t + log(1 + exp(-|x|))}, stable for
 * all {@code x}. It applies the sigmoid itself. Training reports an accuracy, too: the share of places where {@code x > 0} says
 * the same as {@code t > 0.5}.
 *
 * <p>Shapes: logits and targets of one shape {@code …}, both FLOAT32, give a scalar. Losses never broadcast.
 *
 * <pre>{@code
 * @Dense(5)            Tensor logits(Tensor hidden);
 * @Input("5")          Tensor tags();
 * @BinaryCrossEntropy  Tensor loss(Tensor logits, Tensor tags);
 * }</pre>
 *
 * <p>Errors: LabelsDoNotFit, SoftmaxBeforeLoss, WrongDtype, DuplicateInput, LossIsOutput, LossReadByLayer, InvalidAttribute; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.losses.BinaryCrossentropy(from_logits=True)}; {@code torch.nn.BCEWithLogitsLoss}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface BinaryCrossEntropy {
    /** Factor of this loss in the sum of all. */
    double weight() default 1;

    /** Mean or sum over the places. */
    Reduction reduction() default Reduction.MEAN;
}
