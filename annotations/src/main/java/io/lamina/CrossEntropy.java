package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Cross-entropy of logits {@code x} and class numbers: {@code -sum over c of q_c log softmax(x)_c}, where {@code q_c} is
 * {@code s / C} for each of the {@code C} classes and {@code 1 - s} more at the label; {@code s} is the label smoothing. It
 * applies the softmax itself. Training reports an accuracy, too: the share of rows whose greatest logit is the label.
 *
 * <p>Shapes: logits {@code … C}, FLOAT32, and labels {@code …}, INT32, give a scalar. A label outside {@code [0, C)} is an
 * {@code IllegalArgumentException} at run time, unless it is {@link #ignoreIndex}; such rows count in neither loss nor mean.
 *
 * <pre>{@code
 * @Dense(10)            Tensor logits(Tensor hidden);
 * @Input(type = INT32)  Tensor digit();
 * @CrossEntropy         Tensor loss(Tensor logits, Tensor digit);
 * }</pre>
 *
 * <p>Errors: LabelsDoNotFit, SoftmaxBeforeLoss, WrongDtype, WrongRank, DuplicateInput, LossIsOutput, LossReadByLayer, InvalidAttribute; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.losses.SparseCategoricalCrossentropy(from_logits=True)}; {@code torch.nn.CrossEntropyLoss}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface CrossEntropy {
    /** Share of the target spread over all classes. */
    double labelSmoothing() default 0;

    /** Label of places that do not count. */
    int ignoreIndex() default -100;

    /** Factor of this loss in the sum of all. */
    double weight() default 1;

    /** Mean or sum over the places. */
    Reduction reduction() default Reduction.MEAN;
}
