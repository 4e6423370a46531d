package io.lamina;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The sum of two or more tensors: {@code y = a + b + …}.
 *
 * <p>Shapes: equal shapes give that shape; a tensor may also have the trailing dimensions of the largest alone ({@code C} on
 * {@code H W C}) and is then repeated over the missing ones. A size of 1 is never stretched. FLOAT32.
 *
 * <pre>{@code
 * @Add Tensor sum(Tensor shortcut, Tensor conv2);
 * @Add Tensor twice(Tensor x, @From("x") Tensor again);
 * }</pre>
 *
 * <p>Errors: WrongNumberOfInputs, CannotAdd, SymbolClash, WrongDtype; also UnknownNode, Cycle and UnusedNode as for every node.
 *
 * <p>After {@code keras.layers.Add}; {@code torch.add}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Add {}
