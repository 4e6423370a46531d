package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Group normalisation: {@code y = weight (x - mean) / sqrt(variance + epsilon) + bias}, with mean and biased variance of each sample
 * over its places and the channels of one of {@code groups} equal groups. One group is a layer norm of the whole image, as many groups
 * as channels an instance norm.
 *
 * <p>Shapes: {@code … H W C}, {@code T C} or {@code C} gives the same; under {@link Convention#TORCH} {@code … C H W}, {@code C T} or
 * {@code C}. What stands in front of an image is mapped over. Weights {@code weight [C]} (ones) and {@code bias [C]} (zeros). FLOAT32.
 *
 * <pre>{@code
 * @Conv2d(filters = 32, kernel = 3)  Tensor conv(Tensor image);
 * @GroupNorm(8)                      Tensor norm(Tensor conv);
 * }</pre>
 *
 * <p>Errors: GroupsDoNotDivide, InvalidAttribute, MissingAttribute, ConflictingAttributes, WrongRank, WrongDtype, SymbolicSize; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After Wu and He, 2018; {@code keras.layers.GroupNormalization}, whose epsilon is 1e-3; {@code torch.nn.GroupNorm}, whose epsilon is
 * 1e-5.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface GroupNorm {
    /** Number of groups. */
    int value() default 0;

    /** Long form of {@link #value}. */
    int groups() default 0;

    /** Added to the variance; 1e-3 in Keras, 1e-5 in PyTorch. */
    double epsilon() default 1e-3;
}
