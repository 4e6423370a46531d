package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The mean over a sequence, channel by channel.
 *
 * <p>Shapes: {@code … T C} gives {@code … C}; under {@link Convention#TORCH} {@code … C T} gives {@code … C}. FLOAT32.
 *
 * <pre>{@code
 * @GlobalAvgPool1d Tensor features(Tensor conv5);
 * }</pre>
 *
 * <p>Errors: WrongRank, WrongDtype; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.GlobalAveragePooling1D}; {@code torch.nn.AdaptiveAvgPool1d(1)} and {@code flatten(1)}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface GlobalAvgPool1d {}
