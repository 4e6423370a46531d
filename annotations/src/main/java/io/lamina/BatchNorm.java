package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Batch normalisation: {@code y = weight (x - mean) / sqrt(variance + epsilon) + bias}, channel by channel. Training takes mean and
 * biased variance over the batch and all dimensions but the channels, and updates the running ones; evaluation and prediction use
 * the running ones, and so does a {@link Frozen} node.
 *
 * <p>Shapes: {@code … C} gives the same; under {@link Convention#TORCH} an image is {@code … C H W}. Weights
 * {@code weight [C]} (ones) and {@code bias [C]} (zeros), state {@code running_mean [C]} and {@code running_var [C]}. FLOAT32.
 *
 * <pre>{@code
 * @Conv2d(filters = 32, kernel = 3, bias = false)  Tensor conv(Tensor image);
 * @BatchNorm                                       Tensor norm(Tensor conv);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, WrongRank, SymbolicSize; warning BiasBeforeBatchNorm; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After Ioffe and Szegedy, 2015; {@code keras.layers.BatchNormalization}; {@code torch.nn.BatchNorm2d}. Momentum, epsilon and
 * the running variance differ between the two: docs/conventions.md.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface BatchNorm {
    /** Momentum, in the meaning of the model's convention. */
    double momentum() default 0.99;

    /** Added to the variance. */
    double epsilon() default 1e-3;
}
