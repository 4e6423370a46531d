package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The mean over height and width, channel by channel.
 *
 * <p>Shapes: {@code … H W C} gives {@code … C}; under {@link Convention#TORCH} {@code … C H W} gives {@code … C}. FLOAT32.
 *
 * <pre>{@code
 * @GlobalAvgPool2d Tensor features(Tensor conv5);
 * }</pre>
 *
 * <p>Errors: WrongRank, SymbolicSize, WrongDtype; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.GlobalAveragePooling2D}; {@code torch.nn.AdaptiveAvgPool2d(1)} and {@code flatten(1)}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface GlobalAvgPool2d {}
