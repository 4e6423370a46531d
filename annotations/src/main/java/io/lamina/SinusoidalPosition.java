package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Adds sines and cosines of each position: {@code y[t, 2 i] = x[t, 2 i] + sin(t / base^(2 i / C))}, and {@code y[t, 2 i + 1] = x[t, 2 i + 1]
 * + cos(t / base^(2 i / C))}. There are no weights.
 *
 * <p>Shapes: {@code … T C} gives the same; {@code C} must be a number, T needs a bound. FLOAT32.
 *
 * <pre>{@code
 * @Embedding(vocabulary = 65, size = 128)     Tensor embedded(Tensor tokens);
 * @SinusoidalPosition                         Tensor placed(Tensor embedded);
 * }</pre>
 *
 * <p>Errors: InvalidAttribute, WrongRank, WrongDtype, SymbolicSize, UnboundedSymbol; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After Vaswani et al., 2017, section 3.5; {@code keras_hub.layers.SinePositionEncoding} and a sum.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface SinusoidalPosition {
    /** The longest wavelength, over 2 pi. */
    double base() default 10000;
}
