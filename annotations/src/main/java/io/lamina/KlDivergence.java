package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Kullback-Leibler divergence of a model's classes from another's, both given as logits {@code x} and {@code t}: {@code T^2 sum over j of q[j] (log q[j] - log
 * p[j])} with {@code p = softmax(x / T)}, {@code q = softmax(t / T)} and the temperature {@code T}. It is 0 where both agree. Distillation trains a small
 * model on the logits of a large one; a temperature above 1 shows what the large one makes of the wrong classes, too, and {@code T^2} keeps
 * the gradients as large. Probabilities are given as their logarithms, which are logits.
 *
 * <p>Shapes: both {@code … C}, FLOAT32, give a scalar. Losses never broadcast. The mean is over the rows, not over the classes.
 *
 * <pre>{@code
 * @Dense(10)                      Tensor logits(Tensor hidden);
 * @Input("10")                    Tensor teacher();
 * @KlDivergence(temperature = 2)  Tensor loss(Tensor logits, Tensor teacher);
 * }</pre>
 *
 * <p>Errors: LabelsDoNotFit, SoftmaxBeforeLoss, WrongRank, WrongDtype, DuplicateInput, LossIsOutput, LossReadByLayer, InvalidAttribute; also UnknownNode,
 * Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.losses.KLDivergence}, which takes probabilities, the target's first; {@code torch.nn.KLDivLoss(reduction="batchmean", log_target=True)}, which
 * takes logarithms of them; G. Hinton and others, "Distilling the Knowledge in a Neural Network", 2015.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface KlDivergence {
    /** By what both logits are divided. */
    double temperature() default 1;

    /** Factor of this loss in the sum of all. */
    double weight() default 1;

    /** Mean or sum over the rows. */
    Reduction reduction() default Reduction.MEAN;
}
