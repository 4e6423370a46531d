package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The difference of two tensors: {@code y = a - b}.
 *
 * <p>Shapes: as for {@link Add}, with exactly two inputs.
 *
 * <pre>{@code
 * @Subtract Tensor difference(Tensor left, Tensor right);
 * }</pre>
 *
 * <p>Errors: WrongNumberOfInputs, CannotAdd, SymbolClash, WrongDtype; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.Subtract}; {@code torch.sub}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Subtract {}
