package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The elementwise product of two or more tensors: {@code y = a b …}.
 *
 * <p>Shapes: as for {@link Add}.
 *
 * <pre>{@code
 * @Multiply Tensor gated(Tensor values, Tensor gate);
 * }</pre>
 *
 * <p>Errors: WrongNumberOfInputs, CannotAdd, SymbolClash, WrongDtype; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.Multiply}; {@code torch.mul}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Multiply {}
